/** The types that a program makes itself, as TypeScript: classes, constants, types of functions. */

import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, Untranslatable, within } from "../c/syntax.js";
import { ownField } from "../expressions/access.js";
import { emptyArray, emptyOf } from "../expressions/empty.js";
import type { Expressions } from "../expressions/expression.js";
import {
  type Declared,
  declared,
  functionType,
  type OwnStruct,
  type Signature,
  tsTypeOf,
} from "../program/ctypes.js";
import { enumeratorsOf } from "../program/own_types.js";
import { ownGlobal } from "../program/program.js";
import { renamed } from "../program/scope.js";
import { listType } from "../program/uses.js";

/** A `typedef`, a structure or an enumeration, with or without its name; other names of types are none. */
export function typeLines(scope: Expressions, node: Node): string[] {
  const type = node.type === "type_definition" ? fieldOf(node, "type") : node;
  const lines = within(type, "enum_specifier").flatMap((each) => enumLines(scope, each));
  if (type.type === "union_specifier") {
    throw new Untranslatable("a union", "Write a class with a field for each member that is used.");
  }
  for (const struct of within(type, "struct_specifier").reverse()) {
    lines.push(...structLines(scope, struct));
  }
  const declarators = node.childrenForFieldName("declarator");
  for (const { name, type: named } of declarators.map((each) => declared(type, each))) {
    if (named.signature !== null) lines.push(...callbackLines(scope, name, named.signature));
  }
  return lines;
}

/** Values of an enumeration are numbers. */
function enumLines(scope: Expressions, node: Node): string[] {
  return enumeratorsOf(node).map(({ name, value, comment }) => {
    const global = ownGlobal(scope.needs.program.globals, name, scope.needs.module);
    const isExported = global?.exported === true;
    const code = typeof value === "number" ? `${value}` : scope.translate(value.from).code;
    const sum =
      typeof value === "number" || value.offset === 0 ? code : `${code} + ${value.offset}`;
    const type = isExported && !/^\d+$/.test(sum) ? ": number" : "";
    const line = `${isExported ? "export " : ""}const ${renamed(name)}${type} = ${sum};`;
    return comment === null ? line : `${line} ${comment.text}`;
  });
}

/** A structure's class: its fields as they are before anything is written to them. */
function structLines(scope: Expressions, node: Node): string[] {
  const body = node.childForFieldName("body");
  const struct = [...scope.needs.program.types.structs.values()].find(
    ({ node: id }) => id === node.id,
  );
  if (body === null || struct === undefined) return [];
  const isExported = scope.needs.program.exportedTypes.has(struct.name);
  const lines = childrenOf(body).flatMap((child) => {
    if (child.type === "comment") return [`  ${child.text}`];
    const names = child
      .childrenForFieldName("declarator")
      .map((each) => declared(fieldOf(child, "type"), each).name);
    return struct.fields
      .filter(({ name }) => names.includes(name))
      .map((field) => fieldLine(scope, node, struct, field));
  });
  return [`${isExported ? "export " : ""}class ${struct.name} {`, ...lines, "}"];
}

function fieldLine(
  scope: Expressions,
  node: Node,
  struct: OwnStruct,
  { name, type }: Declared,
): string {
  const field = ownField(scope, struct.name, name);
  if (field === null) {
    throw new Untranslatable(`the field ${name} has no counterpart`, "Give it a type by hand.");
  }
  const list = listType(field.ts, scope.needs.program, scope.root(node), name);
  const empty =
    type.dimensions.length > 0 && !/^(string|AosString)$/.test(list)
      ? emptyArray(scope, type, list)
      : emptyOf(scope.needs, type, list);
  const ts = empty === "null" && !list.endsWith(" | null") ? `${list} | null` : list;
  if (empty === "null") scope.needs.program.learned.learn("nullable", field.place);
  if (empty === null) {
    throw new Untranslatable(`nothing makes an empty ${list}`, "Give the field a first value.");
  }
  return `  ${name}: ${scope.needs.type(ts)} = ${empty};`;
}

/** The type of a pointer to a function; one that has to wait gives a promise. */
function callbackLines(scope: Expressions, name: string, signature: Signature): string[] {
  const { program } = scope.needs;
  const ts = functionType(signature, program.types);
  if (ts === null) {
    throw new Untranslatable("a pointer to a function whose types have no counterpart", "");
  }
  const result = tsTypeOf(signature.returns, program.types) ?? "void";
  const waits = program.learned.has("async", name) ? ` | Promise<${result}>` : "";
  const isExported = program.exportedTypes.has(name);
  return [`${isExported ? "export " : ""}type ${name} = ${scope.needs.type(`${ts}${waits}`)};`];
}
