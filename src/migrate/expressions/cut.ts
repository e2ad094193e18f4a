/** Integers that are cut to the bits they have in C. */

import type { Node } from "../c/grammar.js";
import { type Integer, isWithin, rangeOfInteger } from "../program/integers.js";
import type { Scope } from "../program/scope.js";
import { integerOf } from "../program/typing.js";
import { rangeOf } from "./ranges.js";
import { codeAt, isNumeric, LEVEL, primary, type Value } from "./value.js";

/** A value with only the bits that an integer has. */
export function cut(value: Value, { bits, signed }: Integer): Value {
  const of = value.uncut ?? value;
  if (value.ts === "bigint") {
    const code = `BigInt.as${signed ? "Int" : "Uint"}N(${bits}, ${of.code})`;
    return bits === 64 ? primary(code, "bigint") : primary(`Number(${code})`, "number");
  }
  if (bits === 64) return value;
  const shift = 32 - bits;
  const part = (code: string, level: number): Value => ({ code, ts: "number", level });
  if (signed && bits < 32) {
    return part(`(${codeAt(of, LEVEL.shift)} << ${shift}) >> ${shift}`, LEVEL.shift);
  }
  if (signed) return part(`${codeAt(of, LEVEL.bitOr)} | 0`, LEVEL.bitOr);
  if (bits === 32) return part(`${codeAt(of, LEVEL.shift)} >>> 0`, LEVEL.shift);
  return part(`${codeAt(of, LEVEL.bitAnd)} & 0x${(2 ** bits - 1).toString(16)}`, LEVEL.bitAnd);
}

/** A value that is put where an integer is: cut, unless it fits. */
export function fitted(scope: Scope, value: Value, node: Node, to: Integer | null): Value {
  const from = integerOf(scope, node);
  if (to === null || from === null || !isNumeric(value.ts) || value.ts === "double") return value;
  if (to.bits === 64) return value;
  if (isWithin(rangeOf(scope, node), rangeOfInteger(to))) return small(value);
  return /^-?\d+$/.test(value.code) ? literal(Number(value.code), to) : cut(value, to);
}

/** What fits into few bits is no `bigint`. */
function small(value: Value): Value {
  return value.ts === "bigint" ? primary(`Number(${value.code})`, "number") : value;
}

function literal(value: number, { bits, signed }: Integer): Value {
  const code = signed
    ? BigInt.asIntN(bits, BigInt(value)).toString()
    : BigInt.asUintN(bits, BigInt(value)).toString();
  return primary(code, "number");
}
