/** Casts: most say nothing in TypeScript; those to other numbers convert. */

import type { Node } from "../c/grammar.js";
import { argumentsOf, fieldOf } from "../c/syntax.js";
import { declared, tsTypeOf } from "../program/ctypes.js";
import type { Scope } from "../program/scope.js";
import { counted } from "./operators.js";
import { codeAt, LEVEL, primary, type Value } from "./value.js";

export function castOf(scope: Scope, node: Node): Value {
  const descriptor = fieldOf(node, "type");
  const { type } = declared(
    fieldOf(descriptor, "type"),
    descriptor.childForFieldName("declarator"),
  );
  const value = scope.translate(fieldOf(node, "value"));
  if (type.pointers > 0 || type.dimensions.length > 0) return value;
  const wanted = tsTypeOf(type, scope.needs.program.types);
  return wanted === null ? value : castTo(value, wanted, type.base);
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
  return wanted === null ? null : castTo(scope.translate(argument), wanted, name);
}

function castTo(value: Value, wanted: string, base: string): Value {
  if (wanted === "number") return toInteger(value, base);
  if (wanted === "double" && value.ts === "number") return { ...value, ts: "double" };
  if (wanted === "bigint" && value.ts === "number")
    return primary(`BigInt(${value.code})`, "bigint");
  if (wanted === "char" && value.ts === "number") {
    return primary(`String.fromCharCode(${value.code})`, "char");
  }
  return value;
}

function toInteger(value: Value, base: string): Value {
  if (value.ts === "double") return primary(`Math.trunc(${value.code})`, "number");
  if (value.ts === "bigint") return primary(`Number(${value.code})`, "number");
  if (value.ts === "char" || value.ts === "boolean") return counted(value);
  // What does not fit into a byte is cut off.
  const isByte = /^(unsigned char|uint8_t|apr_byte_t)$/.test(base);
  const fits = / & (0xff|255)$/i.test(value.code) || value.loose !== undefined;
  if (!isByte || fits || value.ts !== "number") return value;
  return { code: `${codeAt(value, LEVEL.bitAnd)} & 0xff`, ts: "number", level: LEVEL.bitAnd };
}
