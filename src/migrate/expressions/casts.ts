/** Casts: most say nothing in TypeScript; those to other numbers convert. */

import type { Node } from "../c/grammar.js";
import { argumentsOf, fieldOf } from "../c/syntax.js";
import { declared, resolved, tsTypeOf } from "../program/ctypes.js";
import { integerNamed } from "../program/integers.js";
import type { Scope } from "../program/scope.js";
import { enclosing } from "../program/uses.js";
import { asserted } from "./adapt.js";
import { counted } from "./arithmetic.js";
import { fitted } from "./cut.js";
import { primary, type Value, withoutNull } from "./value.js";

export function castOf(scope: Scope, node: Node): Value {
  const descriptor = fieldOf(node, "type");
  const { type } = declared(
    fieldOf(descriptor, "type"),
    descriptor.childForFieldName("declarator"),
  );
  const value = scope.translate(fieldOf(node, "value"));
  const wanted = tsTypeOf(type, scope.needs.program.types);
  if (wanted === null) return value;
  if (type.pointers + type.dimensions.length > 0) return pointerCast(scope, node, value, wanted);
  if (value.ts === "char" && isByte(type.base)) learnMemory(scope, node);
  const to = integerNamed(resolved(type, scope.needs.program.types));
  if (value.exact === true && to?.bits === 64) return value;
  // The bits that go have to go before a number is made of a `bigint`, which would lose the others.
  if (value.ts === "bigint" && to !== null && to.bits < 64) {
    return fitted(scope, value, fieldOf(node, "value"), to);
  }
  const cast = castTo(value, wanted);
  return cast.ts === value.ts ? fitted(scope, cast, fieldOf(node, "value"), to) : cast;
}

/** A pointer stays what it is, unless it was one to anything. */
function pointerCast(scope: Scope, node: Node, value: Value, wanted: string): Value {
  if (withoutNull(value.ts) !== "opaque" || wanted === "opaque") return value;
  return asserted(scope, value, wanted === "string" && isCountedFrom(node) ? "Buffer" : wanted);
}

/** `(char *)memory + n`: C programmers count bytes so. */
function isCountedFrom({ parent }: Node): boolean {
  if (parent?.type === "parenthesized_expression") return isCountedFrom(parent);
  return parent?.type === "binary_expression" && /^[+-]$/.test(fieldOf(parent, "operator").text);
}

/** `(apr_size_t)(n + 1)` reads like a call of what is in parentheses; `null` for what is one. */
export function castInDisguise(scope: Scope, node: Node): Value | null {
  const callee = fieldOf(node, "function");
  const name = callee.namedChildren[0]?.text ?? "";
  const [argument, ...others] = argumentsOf(node);
  if (callee.type !== "parenthesized_expression" || argument === undefined || others.length > 0)
    return null;
  const type = { base: name, pointers: 0, dimensions: [], signature: null };
  const wanted = /^\w+$/.test(name) ? tsTypeOf(type, scope.needs.program.types) : null;
  return wanted === null ? null : castTo(scope.translate(argument), wanted);
}

function castTo(value: Value, wanted: string): Value {
  if (wanted === "number") return toInteger(value);
  if (wanted === "double" && value.ts === "number") return { ...value, ts: "double" };
  if (wanted === "bigint" && value.ts === "number")
    return primary(`BigInt(${value.code})`, "bigint");
  if (wanted === "char" && value.ts === "number") {
    return primary(`String.fromCharCode(${value.code})`, "char");
  }
  return value;
}

function toInteger(value: Value): Value {
  if (value.ts === "double") return primary(`Math.trunc(${value.code})`, "number");
  if (value.ts === "bigint") return primary(`Number(${value.code})`, "number");
  return value.ts === "char" || value.ts === "boolean" ? counted(value) : value;
}

function isByte(base: string): boolean {
  return /^(unsigned char|u?int8_t|apr_byte_t)$/.test(base);
}

/** Whoever counts with the bytes of a text means bytes, so the text is memory. */
function learnMemory(scope: Scope, cast: Node): void {
  const callee = enclosing(cast, "call_expression")?.childForFieldName("function")?.text ?? "";
  if (/^(is[a-z]+|(aos_)?to(upper|lower))$/.test(callee)) return;
  const value = fieldOf(cast, "value");
  const of = /^(subscript|pointer)_expression$/.test(value.type)
    ? fieldOf(value, "argument")
    : null;
  const place = of === null ? undefined : scope.translate(of).place;
  if (place !== undefined) scope.needs.program.learned.learn("memory", place);
}
