/** Numbers, characters, truth values and enumerations: what is wanted of one kind is made of another. */

import { isEnumeration, valuesOf } from "../api/api.js";
import { Untranslatable } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { big, counted } from "./arithmetic.js";
import { codeAt, isCounted, isNumeric, LEVEL, primary, type Value, withoutNull } from "./value.js";

export function ofKind(value: Value, wanted: string): Value {
  const is = withoutNull(value.ts);
  if (wanted === "char" && isNumeric(is)) return characterOf(value);
  if (isCounted(is) && /^(number|double|bigint)$/.test(wanted)) return numbered(value, is, wanted);
  if (is !== "number") return value;
  if (/^(boolean|AosBool)$/.test(wanted)) return truthOf(value, wanted);
  return isEnumeration(wanted) ? oneOf(value, wanted) : value;
}

function characterOf({ code }: Value): Value {
  return primary(code === "0" ? '"\\0"' : `String.fromCharCode(${code})`, "char");
}

/** A number of another kind, or what is counted with as one. */
function numbered(value: Value, is: string, wanted: string): Value {
  if (wanted === "bigint") return big(counted(value));
  if (wanted === "number" && is === "bigint") return primary(`Number(${value.code})`, "number");
  if (wanted === "number" && is === "double") return primary(`Math.trunc(${value.code})`, "number");
  return counted(value);
}

/** Whether a number is 0. Of a constant the compiler knows it, and takes no comparison. */
function truthOf(value: Value, wanted: string): Value {
  const { code } = value;
  if (wanted === "AosBool" && /^[01]$/.test(code)) return value;
  if (isLiteral(code)) throw new Untranslatable(`${code} is given as a truth value`, TRUTH);
  if (/^\w+$/.test(code)) return primary(`Boolean(${code})`, "boolean");
  return { code: `${codeAt(value, LEVEL.equality)} !== 0`, ts: "boolean", level: LEVEL.equality };
}

const TRUTH = "What is no 0 is 1 when it is read: give AOS_TRUE if that will do.";

/** A number as a value of an enumeration. */
function oneOf(value: Value, enumeration: string): Value {
  if (isLiteral(value.code) && valuesOf(enumeration).has(Number(value.code))) return value;
  throw new Untranslatable(
    `a number is given for a value of ${enumeration}`,
    "Choose one of its constants by the number.",
  );
}

function isLiteral(code: string): boolean {
  return /^-?\d+$/.test(code);
}

/** What is learned of a number whose address is given where the SDK writes something else. */
const WRITTEN = { AosBool: "truth", bigint: "wide" } as const;

/** An out-parameter: the number that it is of is one of the kind that is written to it. */
export function outOfKind({ needs }: Scope, value: Value, wanted: string): Value {
  const [is, held] = [value.ts, wanted].map((ts) => /^Out<(\w+)>/.exec(ts)?.[1] ?? "");
  if (is === held) return value;
  const written = Object.entries(WRITTEN).find(([kind]) => kind === held);
  if (written === undefined && isNumeric(held ?? "") === isNumeric(is ?? "")) return value;
  if (written !== undefined && value.place !== undefined) {
    needs.program.learned.learn(written[1], value.place);
  }
  throw new Untranslatable(
    "the address of a number is given where another kind is written",
    "Make it an `Out` of that kind.",
  );
}
