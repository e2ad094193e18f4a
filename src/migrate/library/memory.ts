/** C's functions for memory: what is asked for, given back, filled, copied and compared. */

import type { Node } from "../c/grammar.js";
import { fieldOf, hasWord, mentionsOf, Untranslatable, within } from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { counted } from "../expressions/arithmetic.js";
import { inMemory } from "../expressions/bytes.js";
import { isZero, isZeros } from "../expressions/initializer.js";
import { textWritten } from "../expressions/target.js";
import { codeAt, LEVEL, primary, type Value, withoutNull } from "../expressions/value.js";
import type { Scope } from "../program/scope.js";
import { enclosing, isNew } from "../program/uses.js";
import { given, NOTHING, order, type Rule } from "./rules.js";

export const MEMORY: Readonly<Record<string, Rule>> = {
  malloc: (scope, [size]) => allocated(scope, size),
  calloc: (scope, [count, size]) => allocated(scope, size, count),
  aos_palloc: (scope, [, size]) => allocated(scope, size),
  aos_pcalloc: (scope, [, size]) => allocated(scope, size),
  apr_palloc: (scope, [, size]) => allocated(scope, size),
  apr_pcalloc: (scope, [, size]) => allocated(scope, size),
  free: () => NOTHING,
  memset: filled,
  memcpy: copied,
  memmove: copied,
  memcmp: (scope, [a, b, size]) => {
    const { code } = counted(given(scope, size));
    const [left, right] = [a, b].map((node) => part(bytesOf(scope, given(scope, node)), code));
    return order(
      `Buffer.compare(${left ?? ""}, ${right ?? ""})`,
      `${left ?? ""}.equals(${right ?? ""})`,
    );
  },
};

/** Memory of a size, or for so many of a type. */
function allocated(scope: Scope, size: Node | undefined, count?: Node): Value {
  if (size === undefined) return given(scope, size);
  const factor = count === undefined ? "" : scope.translate(count).code;
  const [asked] = within(size, "sizeof_expression");
  const type = asked === undefined ? "" : (asked.childForFieldName("type") ?? asked).text;
  const base = type.replace(/^sizeof|[()*]|\b(struct|const)\b/g, "").trim();
  const times = size.type === "binary_expression" ? otherFactor(scope, size) : factor;
  const loose = times === "" ? base : `${times} * ${base}`;
  return { code: bytesAsked(scope, size, factor), ts: "fresh", level: LEVEL.product, loose };
}

/** `n * sizeof(type)`: the number. */
function otherFactor(scope: Scope, size: Node): string {
  const sides = [fieldOf(size, "left"), fieldOf(size, "right")];
  const other = sides.find((side) => within(side, "sizeof_expression").length === 0);
  return other === undefined ? "" : codeAt(scope.translate(other), LEVEL.product);
}

/** How many bytes are asked for; "" where C's layout of memory says it. */
function bytesAsked(scope: Scope, size: Node, factor: string): string {
  try {
    const value = counted(scope.translate(size));
    return factor === "" ? value.code : `${factor} * ${codeAt(value, LEVEL.product)}`;
  } catch (error) {
    if (error instanceof Untranslatable) return "";
    throw error;
  }
}

function filled(scope: Scope, [target, fill, size]: readonly Node[]): Value {
  if (target === undefined) return given(scope, target);
  const value = given(scope, fill);
  const isNothing = value.code === "0" || value.charCode === "0";
  if (isNothing && isUntouched(target)) return NOTHING;
  const ts = typeOfTarget(scope, target);
  const { types } = scope.needs.program;
  if (/^(string|AosString)$/.test(ts)) {
    if (isNothing) return textWritten(scope, target, () => primary('""', "string"));
    const length = given(scope, size);
    return textBegun(scope, target, primary(repeated(value, length), "string"), length);
  }
  const { code } = scope.followed(memoryIf(scope, scope.translate(target)));
  if (ts === "Buffer") {
    const isPlain = /^"[ -~]"$/.test(value.code);
    const byte = isPlain ? value : counted(value);
    return primary(`${code}.fill(${byte.code}, 0, ${given(scope, size).code})`, "void");
  }
  if (isNothing && types.structs.has(ts)) {
    return primary(`Object.assign(${code}, new ${scope.needs.type(ts)}())`, "void");
  }
  throw new Untranslatable("what has no bytes is filled", "Set its fields one by one.");
}

function typeOfTarget(scope: Scope, target: Node): string {
  const local = scope.locals.get(target.text);
  return withoutNull(local !== undefined && !local.boxed ? local.ts : scope.translate(target).ts);
}

function repeated(value: Value, size: Value): string {
  const character = value.ts === "char" ? value.code : characterOf(value.code);
  return `${character}.repeat(${size.code})`;
}

function characterOf(code: string): string {
  const number = Number(code);
  return number >= 0x20 && number < 0x7f
    ? JSON.stringify(String.fromCharCode(number))
    : `String.fromCharCode(${code})`;
}

/** Whether a variable is named here for the first time since it was declared: it is empty anyway. */
function isUntouched(target: Node): boolean {
  const isVariable = target.type === "identifier" || /^& ?\w+$/.test(target.text);
  const [name] = within(target, "identifier");
  const body = enclosing(target, "function_definition");
  if (!isVariable || name === undefined || body === null) return false;
  const [declared, first] = mentionsOf(body, name.text);
  return first?.id === name.id && isMadeEmpty(declared, enclosing(target, "expression_statement"));
}

/** Whether a variable gets no value, zeros or new memory each time before a statement of its block. */
function isMadeEmpty(declared: Node | undefined, statement: Node | null): boolean {
  const declaration = enclosing(declared, "declaration");
  const isBeside = declaration !== null && declaration.parent?.id === statement?.parent?.id;
  if (!isBeside || hasWord(declaration, "static")) return false;
  const value = enclosing(declared, "init_declarator")?.childForFieldName("value") ?? null;
  return value === null || isZero(value) || isZeros(value) || isNew(value);
}

/** `memcpy` and `memmove`. */
function copied(scope: Scope, [target, source, size]: readonly Node[]): Value {
  if (target === undefined) return given(scope, target);
  const from = given(scope, source);
  const length = given(scope, size);
  const local = target.type === "identifier" ? scope.locals.get(target.text) : undefined;
  const to = local?.pending == null ? scope.translate(target) : primary(target.text, local.ts);
  const isText = /^(string|AosString)$/.test(withoutNull(to.ts)) && to.memory === undefined;
  if (isText && withoutNull(from.ts) !== "Buffer" && from.memory === undefined) {
    return textCopied(scope, target, from, length);
  }
  return bytesCopied(scope, to, from, length);
}

function textCopied(scope: Scope, target: Node, from: Value, length: Value): Value {
  const text = adapted(scope, from, "string");
  const taken = `${codeAt(text, LEVEL.primary)}.slice(0, ${length.code})`;
  return textBegun(scope, target, primary(taken, "string"), length);
}

/** A text whose first characters are written, so many; the others stay. */
function textBegun(scope: Scope, target: Node, begin: Value, length: Value): Value {
  return textWritten(scope, target, (before) =>
    before.code === '""'
      ? begin
      : {
          code: `${begin.code} + ${codeAt(before, LEVEL.primary)}.slice(${length.code})`,
          ts: "string",
          level: LEVEL.sum,
        },
  );
}

function bytesCopied(scope: Scope, to: Value, from: Value, length: Value): Value {
  const memory = to.memory ?? scope.followed(adapted(scope, to, "Buffer")).code;
  const source = bytesOf(scope, from);
  // `memory.subarray(offset)` as a target is an offset to `copy`.
  const [, whole = memory, offset = "0"] = /^([\w.]+)\.subarray\(([^()]+)\)$/.exec(memory) ?? [];
  const all = source.code.replace(/\.bytes$/, "");
  const isAll = source.code !== all && length.code === `aosBufSize(${all})`;
  const rest = isAll ? (offset === "0" ? "" : `, ${offset}`) : `, ${offset}, 0, ${length.code}`;
  return primary(`${codeAt(source, LEVEL.primary)}.copy(${whole}${rest})`, "void");
}

/** What a `void *` leads to is memory, where its bytes are asked for. */
function memoryIf(scope: Scope, value: Value): Value {
  return withoutNull(value.ts) === "opaque" ? adapted(scope, value, "Buffer") : value;
}

/** What is read as memory. */
function bytesOf(scope: Scope, value: Value): Value {
  if (value.memory !== undefined) return primary(value.memory, "Buffer");
  const held = scope.followed(memoryIf(scope, value));
  if (held.ts === "Buffer") return held;
  return inMemory(adapted(scope, held, "string"));
}

function part(value: Value, size: string): string {
  return `${codeAt(value, LEVEL.primary)}.subarray(0, ${size})`;
}
