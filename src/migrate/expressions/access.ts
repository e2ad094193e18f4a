/** Translates what reaches into memory: fields, elements, addresses, and what pointers lead to. */

import { structOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { fieldOf, Untranslatable } from "../c/syntax.js";
import { lookup } from "../lookup.js";
import { tsTypeOf } from "../program/ctypes.js";
import { ownGlobal } from "../program/program.js";
import type { Scope } from "../program/scope.js";
import { ctypeOf } from "../program/typing.js";
import { POINTERS } from "./arithmetic.js";
import { steppedPointer } from "./moves.js";
import {
  codeAt,
  compared,
  elementOf,
  heldBy,
  isNullable,
  isNumeric,
  LEVEL,
  placeOf,
  primary,
  type Value,
  withoutNull,
} from "./value.js";

export function fieldValue(scope: Scope, node: Node): Value {
  const name = fieldOf(node, "field").text;
  const owner = ownerOf(scope, fieldOf(node, "argument"));
  const status = statusField(scope, owner, name);
  if (status !== null) return status;
  // A union of functions is the function that is in it.
  if (owner.ts === "AosFunc") return owner;
  const code = codeAt(owner, LEVEL.primary);
  const own = ownField(scope, owner.ts, name);
  if (own !== null) return { ...primary(`${code}.${name}`, own.ts), place: own.place };
  const field = structOf(owner.ts)?.fields.find(({ c }) => c === name);
  if (field !== undefined && field.ts !== null) {
    const value = primary(`${code}.${field.ts}`, field.tsType);
    return owner.ts === "AosBuf" ? { ...value, memory: memoryAt(code, field.ts) } : value;
  }
  throw new Untranslatable(
    `the field ${name} has no counterpart, or it is not known of what it is`,
    "Look at the structure in the package's types.",
  );
}

/** The memory that an offset of a buffer leads to. */
function memoryAt(buffer: string, field: string): string {
  if (field === "pos") return `${buffer}.bytes`;
  return field === "start" ? `${buffer}.memory` : `${buffer}.memory.subarray(${buffer}.${field})`;
}

/** What a field is of: an array's name is its first element. */
function ownerOf(scope: Scope, node: Node): Value {
  const value = scope.translate(node);
  const element = elementOf(withoutNull(value.ts));
  if (element === null) return scope.followed(value);
  return scope.followed({ ...primary(`${codeAt(value, LEVEL.primary)}[0]`, `${element} | null`) });
}

/** The type of a field of a structure of the program's own, and where it is learned. */
export function ownField(
  { needs }: Scope,
  struct: string,
  name: string,
): { ts: string; place: string } | null {
  const { types, learned } = needs.program;
  const field = types.structs.get(struct)?.fields.find((each) => each.name === name);
  const ts = field === undefined ? null : tsTypeOf(field.type, types);
  const place = `${struct}.${name}`;
  return ts === null ? null : { ts: learned.typed(ts, place), place };
}

/** The fields of `struct stat` that Node knows by other names. */
function statusField(scope: Scope, owner: Value, name: string): Value | null {
  if (owner.ts !== "Out<Stats>") return null;
  const code = `${scope.needs.helper("followed")}(${owner.code}.value)`;
  const fields: Readonly<Record<string, string>> = {
    st_size: "size",
    st_mode: "mode",
    st_mtime: "mtimeMs",
  };
  const field = lookup(fields, name);
  if (field === undefined)
    throw new Untranslatable(`the field ${name} of a file's status`, "See node:fs.");
  return field === "mtimeMs"
    ? primary(`Math.trunc(${code}.mtimeMs / 1000)`, "number")
    : primary(`${code}.${field}`, "number");
}

/** The address of a structure is the structure; `*p` is what an out-parameter holds. */
export function pointerOf(scope: Scope, node: Node): Value {
  const argument = fieldOf(node, "argument");
  if (fieldOf(node, "operator").text === "*") return pointee(scope, argument);
  if (argument.type === "identifier") {
    const local = scope.locals.get(argument.text);
    if (local?.boxed === true) {
      const code = scope.named(argument.text).code.replace(/\.value( \?\? 0n?)?$/, "");
      // Whoever gets the address may put NULL there.
      scope.forget(`${code}.value`);
      return { ...primary(code, `Out<${withoutNull(local.ts)}>`), place: local.place };
    }
  }
  const value = scope.translate(argument);
  const box = boxOf(scope, argument, value);
  if (box !== null) return box;
  const part = partOf(scope, argument, value);
  if (part !== null) return part;
  if (/^(Aos|Oss|Apr|Out<)/.test(value.ts) || isStructure(scope, value.ts))
    return scope.followed(value);
  if (argument.type === "subscript_expression") {
    const text = scope.translate(fieldOf(argument, "argument"));
    if (/^(string|Buffer)$/.test(withoutNull(text.ts)))
      return movedTo(scope, text, fieldOf(argument, "index"));
  }
  throw new Untranslatable("an address is taken that has no counterpart", POINTERS);
}

/** The address of a number that all functions see: the box that it is in. */
function boxOf(scope: Scope, argument: Node, value: Value): Value | null {
  const { globals } = scope.needs.program;
  if (argument.type !== "identifier" || scope.locals.has(argument.text)) return null;
  const isShared = ownGlobal(globals, argument.text, scope.needs.module)?.shared === true;
  if (!isShared || !isNumeric(value.ts)) return null;
  return { ...primary(value.code.replace(/\.value$/, ""), `Out<${value.ts}>`), ...placeOf(value) };
}

/** `&item->count` and `&names[i]`: a number or a pointer within something else, as an out-parameter. */
function partOf(scope: Scope, argument: Node, value: Value): Value | null {
  const { code, loose = code, ts } = value;
  if (!/^(field|subscript)_expression$/.test(argument.type)) return null;
  if (!isWritable(ts) && !isPointer(scope, argument, ts)) return null;
  const [owner, key] = ownerAndKey(loose.replace(/^followed\((.*)\)$/, "$1"));
  if (owner === "" || scope.translate(fieldOf(argument, "argument")).ts === "Buffer") return null;
  const part = primary(
    `${scope.needs.helper("outOf")}(${owner}, ${key})`,
    `Out<${withoutNull(ts)}>`,
  );
  return { ...part, ...placeOf(value) };
}

/** What `owner.key` or `owner[key]` is within, and what it is called there. */
function ownerAndKey(code: string): readonly [owner: string, key: string] {
  const [, owner, field = ""] = /^(.*)\.(\w+)$/.exec(code) ?? [];
  if (owner !== undefined) return [owner, JSON.stringify(field)];
  const [, array = "", index = ""] = /^(.*)\[(.*)\]$/.exec(code) ?? [];
  return [array, index];
}

/** A pointer to a text or a structure, in the place of which another one may be put. */
function isPointer(scope: Scope, node: Node, ts: string): boolean {
  const held = withoutNull(ts);
  const isOne = held === "string" || isStructure(scope, held);
  const type = isOne ? ctypeOf(scope, node) : null;
  return type !== null && type.pointers > 0 && type.dimensions.length === 0;
}

/** Whether the SDK writes such a number by its address. */
function isWritable(ts: string): boolean {
  return isNumeric(ts) || ts === "AosBool";
}

/** `&text[i]`. */
function movedTo(scope: Scope, text: Value, index: Node): Value {
  const held = scope.followed(text);
  const method = held.ts === "string" ? "slice" : "subarray";
  const code = `${codeAt(held, LEVEL.primary)}.${method}(${scope.translate(index).code})`;
  return { ...primary(code, held.ts), ...placeOf(held) };
}

/** Whether a type is a structure of the program's own, or of the SDK. */
export function isStructure({ needs }: Scope, ts: string): boolean {
  const held = withoutNull(ts);
  return needs.program.types.structs.has(held) || structOf(held) !== undefined;
}

function pointee(scope: Scope, argument: Node): Value {
  const value = scope.translate(steppedPointer(scope, argument) ?? argument);
  const held = /^Out<(.*)>( \| null)?$/.exec(value.ts)?.[1];
  if (held !== undefined) return heldBy(scope.followed(value).code, held);
  if (scope.locals.get(argument.text)?.role === "element") return value;
  const pointer = scope.followed(value);
  if (isStructure(scope, pointer.ts)) return pointer;
  if (pointer.ts === "string" || pointer.ts === "Buffer" || elementOf(pointer.ts) !== null) {
    return elementAt(scope, pointer, "0");
  }
  throw new Untranslatable("a pointer is followed that is no out-parameter", POINTERS);
}

export function subscriptOf(scope: Scope, node: Node): Value {
  const array = arrayOf(scope, fieldOf(node, "argument"));
  const index = fieldOf(node, "index");
  const last = array.ts === "string" ? lastOf(array, index, scope) : null;
  return last ?? elementAt(scope, array, scope.translate(index).code);
}

/** What is subscripted: a pointer that is, leads to many. */
export function arrayOf(scope: Scope, node: Node): Value {
  const array = scope.followed(scope.translate(node));
  const isMany = elementOf(array.ts) !== null || /^(string|Buffer|AosString)$/.test(array.ts);
  if (isMany || array.place === undefined) return array;
  const isOne = /^Out<(number|double|bigint)>$/.test(array.ts) || isStructure(scope, array.ts);
  if (!isOne) return array;
  scope.needs.program.learned.learn("array", array.place);
  throw new Untranslatable("an element is read of a pointer", POINTERS);
}

/** `text[strlen(text) - 1]`. */
function lastOf(array: Value, index: Node, scope: Scope): Value | null {
  const of = /^strlen\((.*)\) ?- ?1$/.exec(index.text)?.[1];
  if (of === undefined || index.type !== "binary_expression") return null;
  const [call] = index.descendantsOfType("call_expression");
  const arg = call?.childForFieldName("arguments")?.namedChildren[0];
  if (arg === undefined || scope.translate(arg).code !== array.code) return null;
  return character(
    array,
    `${codeAt(array, LEVEL.primary)}.at(-1)`,
    `${codeAt(array, LEVEL.primary)}.length - 1`,
  );
}

function elementAt(scope: Scope, array: Value, index: string): Value {
  const code = `${codeAt(array, LEVEL.primary)}[${index}]`;
  if (array.ts === "AosString")
    return elementAt(scope, primary(`${array.code}.data`, "string"), index);
  if (array.ts === "string") return character(array, code, index);
  const element = array.ts === "Buffer" ? "number" : elementOf(array.ts);
  if (element === null) {
    throw new Untranslatable("an element is read of what is no array", POINTERS);
  }
  if (element === "OssCheckpointPart")
    return primary(`${scope.needs.helper("partAt")}(${array.code}, ${index})`, element);
  const otherwise = isNullable(element) ? "null" : lookup(DEFAULTS, element);
  if (otherwise === undefined) return scope.followed(primary(code, `${element} | null`));
  const one = primary(`${code} ?? ${otherwise}`, element);
  const among = array.place === undefined ? {} : { among: array.place };
  return { ...one, level: LEVEL.conditional, loose: code, ...among };
}

/** What an element is that is beyond an array's end. */
const DEFAULTS: Readonly<Record<string, string>> = {
  string: '""',
  number: "0",
  double: "0",
  bigint: "0n",
  char: '"\\0"',
};

/** A character of a text; behind the last one comes NUL. */
function character(text: Value, code: string, index: string): Value {
  const owner = codeAt(text, LEVEL.primary);
  const isFirst = index === "0";
  const end: Value = isFirst ? primary('""', "string") : primary(`${owner}.length`, "number");
  const self = isFirst ? text : primary(index, "number");
  const is = isFirst
    ? compared(self, "===", end.code)
    : { code: `${index} >= ${end.code}`, ts: "boolean", level: LEVEL.relation };
  const isNot = isFirst
    ? compared(self, "!==", end.code)
    : { code: `${index} < ${end.code}`, ts: "boolean", level: LEVEL.relation };
  const at = code.endsWith(".at(-1)") ? "length - 1" : index;
  const number = at === "length - 1" ? `${owner}.length - 1` : at;
  return {
    code: `${code} ?? "\\0"`,
    ts: "char",
    level: LEVEL.conditional,
    loose: code,
    zero: { is, isNot },
    charCode: `(${owner}.charCodeAt(${number}) || 0)`,
  };
}
