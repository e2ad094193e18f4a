/** What variables, fields and arrays are before anything is written to them. */

import { structOf, typeOf } from "../api/api.js";
import { lookup } from "../lookup.js";
import { type CType, resolved } from "../program/ctypes.js";
import type { ModuleNeeds, Scope } from "../program/scope.js";
import { elementOf, isNumber, withoutNull } from "./value.js";

/** What a variable or a field of a type is before anything is written to it; `null` for what nothing makes. */
export function emptyOf(needs: ModuleNeeds, type: CType, ts: string): string | null {
  const { base, pointers, dimensions } = resolved(type, needs.program.types);
  const held = withoutNull(ts);
  if (held === "Buffer") return dimensions.length > 0 ? null : "null";
  if (held === "string" && dimensions.length > 0) return '""';
  if (ts.endsWith(" | null") || (pointers > 0 && !/^(string|AosString)$/.test(held))) return "null";
  const scalar = lookup(SCALARS, held);
  if (scalar !== undefined) return scalar;
  if (isFunction(needs, held)) return "null";
  if (needs.program.types.structs.has(held)) return `new ${needs.type(held)}()`;
  return made(needs, base, ts);
}

/** Whether a type is that of a function. */
export function isFunction(needs: ModuleNeeds, ts: string): boolean {
  return ts === "AosFunc" || ts.includes("=>") || needs.program.types.callbacks.has(ts);
}

const SCALARS: Readonly<Record<string, string>> = {
  number: "0",
  double: "0",
  bigint: "0n",
  char: '"\\0"',
  string: '""',
  boolean: "false",
  AosBool: "0",
};

/** The calls that make what no call makes of nothing. */
const MAKERS: Readonly<Record<string, string>> = {
  AosString: "aosString()",
  AosBuf: "aosCreateBuf(null, 0)",
};

/** The call that makes an empty structure of the SDK. */
export function made(needs: ModuleNeeds, base: string, ts: string): string | null {
  const pattern = /^(\w+)\((.*)\)$/.exec(lookup(MAKERS, ts) ?? typeOf(base)?.make ?? "");
  if (pattern === null) return withZeros(needs, ts);
  const [, maker = "", args = ""] = pattern;
  const element = /^AosList(<.*>)$/.exec(ts)?.[1] ?? "";
  return `${needs.name(maker)}${element === "" ? "" : needs.type(element)}(${args})`;
}

/** A structure that no call makes, of nothing but numbers and texts. */
function withZeros(needs: ModuleNeeds, ts: string): string | null {
  const fields = structOf(ts)?.fields ?? [];
  const values = fields
    .filter((field) => field.ts !== null)
    .map(({ ts: name, tsType }) => {
      if (tsType === "AosString") return `${name ?? ""}: ${needs.name("aosString")}()`;
      if (tsType === "string") return `${name ?? ""}: ""`;
      if (tsType === "AosBool") return `${name ?? ""}: ${needs.name("AOS_FALSE")}`;
      if (tsType === "bigint") return `${name ?? ""}: 0n`;
      return isNumber(tsType) ? `${name ?? ""}: 0` : null;
    });
  if (values.length === 0 || values.includes(null)) return null;
  return `{ ${values.join(", ")} }`;
}

/** An array before anything is written to it. */
export function emptyArray(scope: Scope, type: CType, ts: string): string | null {
  const [size = null] = type.dimensions;
  if (size === null) return null;
  const count = scope.translate(size).code;
  if (ts === "Buffer") return `Buffer.alloc(${count})`;
  const element = elementOf(ts);
  if (element === null) return null;
  const inner = { ...type, dimensions: type.dimensions.slice(1) };
  const item =
    inner.dimensions.length > 0 && element !== "string"
      ? emptyArray(scope, inner, element)
      : emptyOf(scope.needs, { ...inner, dimensions: element === "string" ? [null] : [] }, element);
  if (item === null) return null;
  const of = scope.needs.type(element);
  if (item.startsWith("{")) return `Array.from({ length: ${count} }, (): ${of} => (${item}))`;
  return item !== "null" && lookup(SCALARS, element) === undefined
    ? `Array.from({ length: ${count} }, () => ${item})`
    : `new Array<${of}>(${count}).fill(${item})`;
}
