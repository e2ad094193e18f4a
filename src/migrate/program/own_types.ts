/** The types that a program makes itself: structures, enumerations, pointers to functions, other names. */

import type { Node, Tree } from "../c/grammar.js";
import { childrenOf, fieldOf, within } from "../c/syntax.js";
import {
  type CType,
  type Declared,
  declared,
  type OwnStruct,
  type OwnTypes,
  type Signature,
  tagOf,
} from "./ctypes.js";

/** What all files of a program declare. */
export function ownTypesOf(trees: readonly Tree[]): OwnTypes {
  const roots = trees.map(({ rootNode }) => rootNode);
  const structs = new Map<string, OwnStruct>();
  const enums = new Set<string>();
  const callbacks = new Map<string, Signature>();
  const aliases = new Map<string, CType>();
  const nodes = nodesOfLists(roots);
  const names = new Set(roots.flatMap(declaredNames));
  for (const root of roots) {
    for (const node of within(root, "struct_specifier")) {
      const struct = structIn(node, nodes, names);
      if (struct !== null)
        for (const name of [...namesOf(node), struct.name]) structs.set(name, struct);
    }
    for (const node of within(root, "enum_specifier")) {
      for (const name of namesOf(node)) enums.add(name);
    }
    for (const node of within(root, "type_definition")) {
      for (const { name, type } of declaredIn(node)) {
        if (type.signature === null) aliases.set(name, type);
        else callbacks.set(name, type.signature);
      }
    }
  }
  return { structs, enums, callbacks, aliases };
}

/** The names of variables, functions and values of enumerations; `sizeof(item)` names a type. */
function declaredNames(root: Node): string[] {
  return within(root, "identifier")
    .filter(({ parent }) =>
      /(declarator|^(parameter_)?declaration|^enumerator)$/.test(parent?.type ?? ""),
    )
    .map(({ text }) => text);
}

function declaredIn(node: Node): Declared[] {
  const type = fieldOf(node, "type");
  return node.childrenForFieldName("declarator").map((declarator) => declared(type, declarator));
}

/** The fields of a declaration. One of some bits is an integer of that size: `uint3_t`. */
function fieldsIn(node: Node): Declared[] {
  return declaredIn(node).map((field, i) => {
    const bits = childrenOf(node).filter(({ type }) => type === "bitfield_clause")[i];
    if (bits === undefined) return field;
    const sign = /\bunsigned\b|\buint/.test(field.type.base) ? "u" : "";
    const base = `${sign}int${bits.text.replace(/\D/g, "")}_t`;
    return { ...field, type: { ...field.type, base } };
  });
}

function structIn(
  node: Node,
  nodes: ReadonlySet<string>,
  names: ReadonlySet<string>,
): OwnStruct | null {
  const body = node.childForFieldName("body");
  if (body === null) return null;
  const fields = childrenOf(body)
    .filter(({ type }) => type === "field_declaration")
    .flatMap(fieldsIn)
    .filter(({ name, type }) => type.base !== "aos_list_t" || !nodes.has(name));
  const name = canonical(node);
  // In C a tag and a variable may have the same name.
  return { name: names.has(name) ? `${name}_struct` : name, fields, node: node.id };
}

/** The tag of a structure, and the name that its `typedef` gives it. */
function namesOf(node: Node): string[] {
  return [...new Set([tagOf(node), canonical(node)])].filter((name) => name !== "");
}

function canonical(node: Node): string {
  const { parent } = node;
  const declarator = parent?.type === "type_definition" ? fieldOf(parent, "declarator") : null;
  return declarator?.type === "type_identifier" ? declarator.text : tagOf(node);
}

/** The fields by which structures hang in lists: a structure is its own node. */
function nodesOfLists(roots: readonly Node[]): ReadonlySet<string> {
  const names = new Set(["node"]);
  for (const call of roots.flatMap((root) => within(root, "call_expression"))) {
    const callee = fieldOf(call, "function").text;
    const args = childrenOf(fieldOf(call, "arguments"));
    if (callee.startsWith("aos_list_for_each_entry")) names.add(args.at(-1)?.text ?? "");
    const first = args[0];
    if (/^aos_list_(add_tail|del)$/.test(callee) && first?.type === "pointer_expression") {
      names.add(fieldOf(first, "argument").childForFieldName("field")?.text ?? "");
    }
  }
  return names;
}

/** A value of an enumeration: a number, or so much more than an expression. */
export interface Enumerator {
  readonly name: string;
  readonly value: number | { readonly from: Node; readonly offset: number };
  /** The comment behind it. */
  readonly comment: Node | null;
}

/** The values of an enumeration, with what C counts for them. */
export function enumeratorsOf(node: Node): Enumerator[] {
  let from: Node | null = null;
  let next = 0;
  const body = node.childForFieldName("body");
  return (body === null ? [] : within(body, "enumerator")).map((enumerator) => {
    const given = enumerator.childForFieldName("value");
    if (given !== null) {
      const isNumber = /^-?\d+$/.test(given.text);
      from = isNumber ? null : given;
      next = isNumber ? Number(given.text) : 0;
    }
    const value = from === null ? next : { from, offset: next };
    next++;
    return { name: fieldOf(enumerator, "name").text, value, comment: commentBehind(enumerator) };
  });
}

function commentBehind(node: Node): Node | null {
  const next = node.nextNamedSibling;
  return next?.type === "comment" && next.startPosition.row === node.endPosition.row ? next : null;
}
