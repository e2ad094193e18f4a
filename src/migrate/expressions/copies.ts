/** Structures that are assigned, handed on and given back as a whole: C copies them. */

import { structOf, typeOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, Untranslatable, within } from "../c/syntax.js";
import { type CType, type Declared, type OwnStruct, resolved } from "../program/ctypes.js";
import type { OwnFunction } from "../program/program.js";
import type { Scope } from "../program/scope.js";
import { ctypeOf } from "../program/typing.js";
import { ownField } from "./access.js";
import { codeAt, elementOf, LEVEL, primary, type Value } from "./value.js";

/** The structure of the program's own that an expression is itself, and no pointer to one. */
function structureOf(scope: Scope, node: Node): OwnStruct | null {
  const type = ctypeOf(scope, node);
  return type === null ? null : structureTyped(scope, type);
}

function structureTyped({ needs }: Scope, asked: CType): OwnStruct | null {
  const { types } = needs.program;
  const type = resolved(asked, types);
  const isWhole = type.pointers === 0 && type.dimensions.length === 0;
  return isWhole ? (types.structs.get(type.base) ?? null) : null;
}

/** A structure of its own where another one is named; what a call or a literal makes is one already. */
export function copied(scope: Scope, node: Node, value: Value): Value {
  if (!isNamed(node)) return value;
  const struct = structureOf(scope, node);
  if (struct !== null) return copyOf(scope, value, struct);
  if (isOfSdk(scope, node)) return copyOfSdk(scope, value);
  return isText(scope, node) && !value.code.endsWith(")")
    ? primary(`${scope.needs.name("aosString")}(${value.code}.data)`, "AosString")
    : value;
}

/** Whether an expression is an `aos_string_t` itself. */
function isText(scope: Scope, node: Node): boolean {
  const type = ctypeOf(scope, node);
  return type?.base === "aos_string_t" && type.pointers === 0 && type.dimensions.length === 0;
}

/** What a function gives back: its own variables end with it. */
export function givenBack(scope: Scope, node: Node, value: Value): Value {
  return node.type === "identifier" &&
    scope.locals.get(node.text)?.code === undefined &&
    scope.locals.has(node.text)
    ? value
    : copied(scope, node, value);
}

/** A structure that is handed on: a copy, if the function writes to it. */
export function handedOver(
  scope: Scope,
  { body }: OwnFunction,
  { name }: Declared,
  node: Node,
  value: Value,
): Value {
  return isWritten(body, name) ? copied(scope, node, value) : value;
}

/** Whether a function writes to a structure that it was given, or hands on where it is. */
function isWritten(body: Node, name: string): boolean {
  const targets = [
    ...within(body, "assignment_expression").map((node) => fieldOf(node, "left")),
    ...within(body, "update_expression").map((node) => fieldOf(node, "argument")),
    ...within(body, "pointer_expression").map((node) => fieldOf(node, "argument")),
  ];
  return targets.some((target) => new RegExp(`^${name}\\b`).test(target.text));
}

function isNamed(node: Node): boolean {
  if (node.type === "parenthesized_expression") return childrenOf(node).some(isNamed);
  return /^(identifier|field_expression|subscript_expression|pointer_expression|assignment_expression)$/.test(
    node.type,
  );
}

/** `a = b` of structures: whoever points to `a` sees what is in it from then on. */
export function structureAssigned(scope: Scope, left: Node, right: Node): string | null {
  const struct = structureOf(scope, left);
  if (struct === null && !isText(scope, left)) return ofSdkAssigned(scope, left, right);
  const target = scope.followed(scope.translate(left));
  const value = scope.followed(scope.translate(right));
  if (struct === null) return `${scope.needs.name("aosStrSet")}(${target.code}, ${value.code})`;
  const isFlat = partsOf(scope, value.code, struct).length === 0;
  return `Object.assign(${target.code}, ${(isFlat ? value : copied(scope, right, value)).code})`;
}

/** The same of a structure of the SDK: those of numbers and texts are copied. */
function ofSdkAssigned(scope: Scope, left: Node, right: Node): string | null {
  if (!isOfSdk(scope, left)) return null;
  const [target, value] = [left, right].map((node) => scope.followed(scope.translate(node)));
  if (target === undefined || value === undefined) return null;
  onlyFlat(target.ts);
  return `Object.assign(${target.code}, ${value.code})`;
}

function copyOfSdk(scope: Scope, value: Value): Value {
  const held = scope.followed(value);
  onlyFlat(held.ts);
  return primary(`{ ...${codeAt(held, LEVEL.primary)} }`, held.ts);
}

/** Whether an expression is a structure of the SDK itself, and no pointer to one. */
function isOfSdk(scope: Scope, node: Node): boolean {
  const type = ctypeOf(scope, node);
  const isWhole = type !== null && type.pointers === 0 && type.dimensions.length === 0;
  return isWhole && typeOf(type.base)?.kind === "struct" && !isText(scope, node);
}

/** What is in most structures of the SDK is filled, not assigned, so that a copy would share it. */
function onlyFlat(struct: string): void {
  const field = structOf(struct)?.fields.find(
    ({ tsType }) => !/^(string|number|bigint|AosBool)$/.test(tsType),
  );
  if (field !== undefined) throw notCopied(field.ts === null ? `a ${field.c}` : field.tsType);
}

function notCopied(ts: string): Untranslatable {
  return new Untranslatable(
    `a structure is copied that has ${ts} in it`,
    "Copy field by field what the program needs of it.",
  );
}

function copyOf(scope: Scope, value: Value, struct: OwnStruct): Value {
  const held = scope.followed(value);
  const code = codeAt(held, LEVEL.primary);
  const parts = partsOf(scope, code, struct);
  return primary(`{ ${[`...${code}`, ...parts].join(", ")} }`, held.ts);
}

/** The fields that are more than a number, a text or a pointer, with copies of what they hold. */
function partsOf(scope: Scope, owner: string, struct: OwnStruct): string[] {
  return struct.fields.flatMap(({ name, type }) => {
    const field = ownField(scope, struct.name, name);
    const copy = field === null ? null : partOf(scope, `${owner}.${name}`, field.ts, type);
    return copy === null ? [] : [`${name}: ${copy}`];
  });
}

/** A copy of what a field holds; `null` where it holds what needs none. */
function partOf(scope: Scope, code: string, ts: string, asked: CType): string | null {
  const { needs } = scope;
  const type = resolved(asked, needs.program.types);
  const isArray = type.dimensions.length > 0;
  if (type.pointers > 0 && !isArray)
    return ts === "AosString" ? `${needs.name("aosString")}(${code}.data)` : null;
  if (ts === "Buffer") return `Buffer.from(${code})`;
  if (ts === "AosString") return `${needs.name("aosString")}(${code}.data)`;
  if (isArray && ts !== "string") return arrayOf(scope, code, ts, type);
  const struct = structureTyped(scope, type);
  if (struct !== null) return copyOf(scope, primary(code, struct.name), struct).code;
  if (/^(string|char|number|double|bigint|boolean)$/.test(ts) || type.signature !== null)
    return null;
  if (needs.program.types.callbacks.has(ts.replace(/ \| null$/, ""))) return null;
  throw notCopied(ts);
}

function arrayOf(scope: Scope, code: string, ts: string, type: CType): string {
  const element = elementOf(ts) ?? "";
  const inner = partOf(scope, "each", element, { ...type, dimensions: type.dimensions.slice(1) });
  return inner === null ? `[...${code}]` : `${code}.map((each) => (${inner}))`;
}
