/** A value where another type is wanted, converted as C does without a word. */

import { Untranslatable } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { isStructure } from "./access.js";
import { POINTERS } from "./arithmetic.js";
import { inMemory } from "./bytes.js";
import { made } from "./empty.js";
import { ofKind, outOfKind } from "./number_kinds.js";
import {
  type Choice,
  codeAt,
  either,
  elementOf,
  isCounted,
  isNullable,
  LEVEL,
  orElse,
  primary,
  type Value,
  withoutNull,
} from "./value.js";

const BYTES = /^(Buffer|Uint8Array|AosBytesLike)$/;

export function adapted(scope: Scope, value: Value, ts: string): Value {
  const wanted = withoutNull(ts);
  if (value.choice !== undefined) return chosen(scope, value.choice, ts);
  if (value.ts === "fresh") return fresh(scope, value, wanted);
  if (value.ts === "null") return nothing(value, ts);
  if (value.code === "0" && !isCounted(wanted) && isNullable(ts)) return primary("null", "null");
  if (isNullable(value.ts) && !isNullable(ts) && ts !== "unknown") return nonNull(scope, value, ts);
  return converted(scope, value, wanted);
}

/** One of two things of different types, each of which becomes what is wanted. */
function chosen(scope: Scope, { test, yes, no }: Choice, ts: string): Value {
  const [one, other] = [adapted(scope, yes, ts), adapted(scope, no, ts)];
  const code = `${test} ? ${codeAt(one, LEVEL.assign)} : ${codeAt(other, LEVEL.assign)}`;
  return { code, ts: either(one.ts, other.ts), level: LEVEL.conditional };
}

function nothing(value: Value, ts: string): Value {
  if (isNullable(ts) || /^(unknown|opaque)$/.test(ts)) return value;
  throw new Untranslatable("NULL is given where nothing may be missing", "Give the type `| null`.");
}

/** What may be NULL where NULL may not be. */
function nonNull(scope: Scope, value: Value, ts: string): Value {
  const wanted = withoutNull(ts);
  const isText = /^(string|AosStringLike|AosBytesLike)$/.test(wanted);
  return isText && value.ts === "string | null"
    ? orElse(value, '""')
    : adapted(scope, scope.followed(value), ts);
}

function converted(scope: Scope, value: Value, wanted: string): Value {
  const is = withoutNull(value.ts);
  if (value.memory !== undefined && BYTES.test(wanted)) return primary(value.memory, "Buffer");
  if (is === wanted || /^(unknown|opaque)$/.test(wanted)) return value;
  if (is === "opaque") return asserted(scope, value, wanted);
  if (is === "void") throw new Untranslatable("a result is asked for that there is none of", "");
  if (elementOf(wanted) !== null) return manyOf(scope, value, wanted);
  if (is === "function") return handedOn(scope, value, wanted);
  if (/^(string|Buffer|AosString|Uint8Array)$/.test(wanted) || wanted.endsWith("Like")) {
    return textOrMemory(scope, value, wanted);
  }
  return converting(scope, value, wanted);
}

/** An array. A structure of a function's own is the only one of one; a pointer may lead to many as well. */
function manyOf(scope: Scope, value: Value, wanted: string): Value {
  const { locals, needs } = scope;
  const local = locals.get(value.code);
  const is = withoutNull(value.ts);
  if (!is.startsWith("Out<") && !isStructure(scope, is)) return converting(scope, value, wanted);
  const isOwn = local?.role === "variable" && local.type.pointers === 0;
  if (isOwn && is === elementOf(wanted)) return primary(`[${value.code}]`, wanted);
  if (local !== undefined && local.type.pointers > 0)
    needs.program.learned.learn("array", local.place);
  throw new Untranslatable("a pointer to one is given where there are many", POINTERS);
}

/** What a `void *` leads to, as the structure or the number that the program says it is. */
export function asserted(scope: Scope, value: Value, wanted: string): Value {
  const { needs } = scope;
  const isBytes = BYTES.test(wanted);
  const isKnown = needs.program.types.structs.has(wanted) || /^(Aos|Oss|Out<)/.test(wanted);
  if (isKnown && !isBytes) {
    const held = isNullable(value.ts) ? `${wanted} | null` : wanted;
    return primary(`(${codeAt(value, LEVEL.primary)} as ${needs.type(held)})`, held);
  }
  if (isBytes && value.place !== undefined) needs.program.learned.learn("memory", value.place);
  throw new Untranslatable(
    "a `void *` is taken as what has no counterpart",
    "Say what it leads to: give the parameter that type.",
  );
}

function converting(scope: Scope, value: Value, wanted: string): Value {
  const is = withoutNull(value.ts);
  const first = firstOf(scope, value, wanted);
  if (first !== null) return first;
  if (is === "Buffer" && scope.needs.program.types.structs.has(wanted)) {
    throw new Untranslatable("memory is taken as a structure", "Read its fields from the Buffer.");
  }
  const isOut = is.startsWith("Out<") && wanted.startsWith("Out<");
  return isOut ? outOfKind(scope, value, wanted) : ofKind(value, wanted);
}

/** An array where a pointer to one is wanted: its first element. */
function firstOf(scope: Scope, value: Value, wanted: string): Value | null {
  const element = elementOf(withoutNull(value.ts));
  const code = codeAt(value, LEVEL.primary);
  if (element === wanted && isStructure(scope, wanted)) {
    return scope.followed(primary(`${code}[0]`, `${element} | null`));
  }
  if (wanted !== `Out<${element ?? ""}>`) return null;
  return primary(`${scope.needs.helper("outOf")}(${code}, 0)`, wanted);
}

/** Texts, memory, and texts that are written to: what is wanted of one is made of another. */
function textOrMemory(scope: Scope, value: Value, wanted: string): Value {
  const is = withoutNull(value.ts);
  if (/^(Buffer|Uint8Array)$/.test(wanted)) return memoryOf(scope, value, wanted);
  if (is === "string" && wanted === "AosString") return learned(scope, value, "holder");
  if (is === "AosString" && wanted === "string") {
    return primary(`${codeAt(value, LEVEL.primary)}.data`, "string");
  }
  if (is === "Buffer" && /^(string|AosStringLike)$/.test(wanted)) {
    return primary(`${scope.needs.helper("textIn")}(${value.code})`, "string");
  }
  return value;
}

function memoryOf(scope: Scope, value: Value, wanted: string): Value {
  const is = withoutNull(value.ts);
  if (is === "AosString") return learned(scope, value, "memory");
  if (is !== "string") return bytesOnly(value, is);
  return value.place === undefined || wanted === "Uint8Array"
    ? inMemory(value)
    : learned(scope, value, "memory");
}

/** C may take anything for bytes; how a structure or a number lies in memory is not known here. */
function bytesOnly(value: Value, is: string): Value {
  if (BYTES.test(is)) return value;
  throw new Untranslatable("what is no memory is taken as bytes", "Write its fields to a Buffer.");
}

/** The next pass knows better what the variable is. */
function learned(scope: Scope, { place }: Value, fact: "memory" | "holder"): never {
  if (place !== undefined) scope.needs.program.learned.learn(fact, place);
  throw new Untranslatable(
    fact === "memory"
      ? "a text is used as memory"
      : "a text is written by the function that takes it",
    "Make it a Buffer, or an AosString.",
  );
}

/** A function of the program where a pointer to one is wanted. */
function handedOn(scope: Scope, value: Value, wanted: string): Value {
  const { learned: facts, types, functions } = scope.needs.program;
  const waits = [...functions.values()].some(
    (own) => `${own.module}/${own.name}()` === value.place && own.async,
  );
  if (waits && types.callbacks.has(wanted)) facts.learn("async", wanted);
  return value;
}

/** Memory that nothing is in yet becomes what it is for. */
function fresh(scope: Scope, value: Value, wanted: string): Value {
  const { needs } = scope;
  if (wanted === "string") return primary('""', "string");
  if (wanted === "Buffer") {
    if (value.code !== "") return primary(`Buffer.alloc(${value.code})`, "Buffer");
  } else if (needs.program.types.structs.has(wanted)) {
    return primary(`new ${needs.type(wanted)}()`, wanted);
  }
  const element = elementOf(wanted);
  if (element !== null) return freshArray(scope, value, element);
  const [base = ""] = /\w+/.exec(value.loose ?? "") ?? [];
  const code = made(needs, base, wanted);
  if (code !== null) return primary(code, wanted);
  throw new Untranslatable("memory for what has no counterpart", "Make what it is for.");
}

/** `malloc(n * sizeof(type))`. */
function freshArray(scope: Scope, { loose = "", code }: Value, element: string): Value {
  const count = /^(.*?)\s*\*\s*\w+$/.exec(loose)?.[1];
  const { needs } = scope;
  const { structs } = needs.program.types;
  if (count === undefined || code === "")
    throw new Untranslatable("memory of unknown size", "Make an array.");
  if (structs.has(element)) {
    return primary(
      `Array.from({ length: ${count} }, () => new ${needs.type(element)}())`,
      `${element}[]`,
    );
  }
  const zero = element === "bigint" ? "0n" : "0";
  const empty = element === "string" ? '""' : isNullable(element) ? "null" : zero;
  return primary(`new Array<${needs.type(element)}>(${count}).fill(${empty})`, `${element}[]`);
}
