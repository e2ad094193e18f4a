/** C's types, and what stands for them in TypeScript. */

import { typeOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf } from "../c/syntax.js";
import { lookup } from "../lookup.js";

/** A declared type: a base with so many pointers and array dimensions. */
export interface CType {
  readonly base: string;
  readonly pointers: number;
  /** The sizes of an array; `null` for one that the initialiser tells. */
  readonly dimensions: readonly (Node | null)[];
  /** What is declared, where that is a pointer to a function: its type, written out. */
  readonly signature: Signature | null;
}

/** A name with its type. */
export interface Declared {
  readonly name: string;
  readonly type: CType;
}

/** What a function takes and gives. */
export interface Signature {
  readonly params: readonly Declared[];
  readonly returns: CType;
}

/** The types that the program makes itself: each by every name it has. */
export interface OwnTypes {
  readonly structs: ReadonlyMap<string, OwnStruct>;
  readonly enums: ReadonlySet<string>;
  /** Pointers to functions. */
  readonly callbacks: ReadonlyMap<string, Signature>;
  /** Other names of types. */
  readonly aliases: ReadonlyMap<string, CType>;
}

export interface OwnStruct {
  readonly name: string;
  readonly fields: readonly Declared[];
  /** The node that declares it. */
  readonly node: number;
}

const NUMBERS = new Set(
  (
    "int long short unsigned signed float double size_t ssize_t off_t time_t " +
    "apr_size_t apr_ssize_t apr_off_t apr_time_t apr_status_t apr_int64_t apr_int32_t " +
    "apr_uint32_t apr_int16_t apr_uint16_t apr_byte_t apr_interval_time_t ptrdiff_t intptr_t uintptr_t bool"
  ).split(" "),
);

const BYTE = /^(unsigned char|signed char|uint8_t|int8_t|apr_byte_t)$/;

/** The type and the name of a declarator. */
export function declared(typeNode: Node, declarator: Node | null): Declared {
  let node = declarator;
  let pointers = 0;
  let signature: Signature | null = null;
  const dimensions: (Node | null)[] = [];
  const base = baseOf(typeNode);
  while (node !== null && !/^(field_|type_)?identifier$/.test(node.type)) {
    if (node.type.includes("function_declarator")) {
      const returns = { base, pointers, dimensions: [], signature: null };
      signature = { params: parametersOf(node), returns };
      pointers = 0;
    } else if (node.type.includes("pointer_declarator")) pointers++;
    if (node.type.includes("array_declarator")) {
      dimensions.unshift(node.childForFieldName("size"));
    }
    node = node.childForFieldName("declarator") ?? childrenOf(node)[0] ?? null;
  }
  // A pointer to a function is the function.
  if (signature !== null) pointers--;
  return { name: node?.text ?? "", type: { base, pointers, dimensions, signature } };
}

function baseOf(node: Node): string {
  if (/^(struct|enum|union)_specifier$/.test(node.type)) return tagOf(node);
  return node.text
    .replace(/\b(const|volatile|struct|enum)\b/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The name of a structure or an enumeration: its own, or that of what is declared with it. */
export function tagOf(node: Node): string {
  const tag = node.childForFieldName("name")?.text;
  if (tag !== undefined) return tag;
  const { parent } = node;
  const name = nameIn(parent?.childForFieldName("declarator") ?? null);
  const outer = parent?.type === "field_declaration" ? parent.parent?.parent : undefined;
  return outer === undefined || outer === null ? name : `${tagOf(outer)}_${name}`;
}

function nameIn(declarator: Node | null): string {
  const names = ["identifier", "field_identifier", "type_identifier"];
  return declarator?.descendantsOfType(names)[0]?.text ?? "";
}

/** The parameters of a function's declarator. */
export function parametersOf(functionDeclarator: Node): Declared[] {
  const list = childrenOf(fieldOf(functionDeclarator, "parameters"));
  return list
    .filter(({ type, text }) => type === "parameter_declaration" && text !== "void")
    .map((node) => declared(fieldOf(node, "type"), node.childForFieldName("declarator")));
}

/** The type without the names that the program gives to others. */
export function resolved(type: CType, own: OwnTypes): CType {
  const alias = own.aliases.get(type.base);
  if (alias === undefined || alias.base === type.base) return type;
  const { pointers, dimensions } = type;
  return resolved(
    {
      ...alias,
      pointers: alias.pointers + pointers,
      dimensions: [...dimensions, ...alias.dimensions],
    },
    own,
  );
}

/** What stands for a type in TypeScript; `null` for what nothing stands for. */
export function tsTypeOf(declaredType: CType, own: OwnTypes): string | null {
  const type = resolved(declaredType, own);
  if (type.signature !== null) return heldTogether(functionType(type.signature, own));
  const { dimensions, pointers } = type;
  if (type.base === "char") return textType(dimensions.length + pointers - 1);
  if (BYTE.test(type.base) && dimensions.length + pointers > 0) {
    return dimensions.length + pointers === 1 ? "Buffer" : null;
  }
  const element = scalarOf(type, own);
  if (element === null || dimensions.length === 0) return element;
  const isPointer = pointers > 0 || own.callbacks.has(type.base);
  return `${isPointer ? `(${element} | null)` : element}${"[]".repeat(dimensions.length)}`;
}

/** A function's type where `| null` or `[]` may stand behind it. */
function heldTogether(type: string | null): string | null {
  return type === null ? null : `(${type})`;
}

/** A `char` is a text of one character, a pointer to it a text. */
function textType(depth: number): string {
  return depth < 0 ? "char" : `string${"[]".repeat(depth)}`;
}

function scalarOf(type: CType, own: OwnTypes): string | null {
  const { base, pointers } = type;
  const api = typeOf(base);
  if (api !== undefined) return pointers > 1 ? `Out<${nameOf(api.ts)}>` : nameOf(api.ts);
  const callback = own.callbacks.has(base) ? base : undefined;
  const made = own.structs.get(base)?.name ?? callback;
  if (made !== undefined) return pointers > 1 ? null : made;
  if (base === "void" && pointers < 2) return pointers === 0 ? "void" : "opaque";
  return otherOf(type) ?? numericOf(type, own);
}

/** Types of C's library, of APR and of mini-XML, and those of the SDK that are no types of their own here. */
const OTHERS: Readonly<Record<string, string>> = {
  stat: "Out<Stats>",
  FILE: "CFile",
  apr_file_t: "FileHandle",
  mxml_node_t: "XmlNode",
  aos_array_header_t: "AosFstackItem[]",
  aos_func_u: "AosFunc",
};

/** A type of another library, or a pointer to a pointer to one: an out-parameter. */
function otherOf({ base, pointers }: CType): string | null {
  const other = lookup(OTHERS, base);
  if (other === undefined) return null;
  return pointers > 1 ? `Out<${other}>` : other;
}

/** A number, or what a pointer to one is: an out-parameter. */
function numericOf({ base, pointers }: CType, own: OwnTypes): string | null {
  const number = own.enums.has(base) ? "number" : numberOf(base);
  if (number === null || pointers > 1) return null;
  return pointers === 1 ? `Out<${number}>` : number;
}

/** A list that nobody says of what it is holds any entries. */
function nameOf(ts: string): string {
  return ts === "AosList" ? "AosList<object>" : ts;
}

function numberOf(base: string): string | null {
  if (/^(uint64_t|unsigned long long|apr_uint64_t)$/.test(base)) return "bigint";
  if (BYTE.test(base)) return "number";
  const words = base.split(" ");
  if (!words.every((word) => NUMBERS.has(word) || /^u?int\d+_t$/.test(word))) return null;
  return words.some((word) => word === "double" || word === "float") ? "double" : "number";
}

/** The type of a function, with its parameters by name. */
export function functionType({ params, returns }: Signature, own: OwnTypes): string | null {
  const types = params.map(({ type }) => tsTypeOf(type, own));
  const result = tsTypeOf(returns, own);
  if (result === null || types.includes(null)) return null;
  const list = params.map(({ name }, i) => `${name === "" ? `arg${i}` : name}: ${types[i] ?? ""}`);
  return `(${list.join(", ")}) => ${result}`;
}
