/** Translates what is written to: variables, fields, elements, and the texts that pointers lead to. */

import { isEnumeration } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { fieldOf, Untranslatable } from "../c/syntax.js";
import { ownGlobal } from "../program/program.js";
import { type Local, renamed, type Scope, type Target } from "../program/scope.js";
import { unionOf } from "../program/uses.js";
import { arrayOf } from "./access.js";
import { isSeenThroughAnother } from "./aliases.js";
import { writtenTo } from "./bytes.js";
import { isFunction } from "./empty.js";
import { steppedPointer } from "./moves.js";
import { codeAt, elementOf, isNullable, LEVEL, primary, type Value, withoutNull } from "./value.js";

/** What is written to. A variable is declared where its first value comes. */
export function targetOf(scope: Scope, node: Node): Target {
  switch (node.type) {
    case "parenthesized_expression":
      return targetOf(scope, node.namedChildren[0] ?? node);
    case "cast_expression":
      return targetOf(scope, fieldOf(node, "value"));
    case "identifier":
      return variable(scope, node.text);
    case "subscript_expression":
      return element(scope, node);
    default: {
      const union = unionOf(node);
      return union === null ? pointedTo(scope, node) : targetOf(scope, union);
    }
  }
}

function variable(scope: Scope, name: string): Target {
  const local = scope.locals.get(name);
  if (local === undefined) return globalTarget(scope, name);
  const read = `${local.code ?? renamed(name)}${local.boxed ? ".value" : ""}`;
  const { ts, place, role, pending } = local;
  const more = pending === "let" && isMore(scope, local) ? { more: ts } : {};
  const code = pending === null ? read : `${pending} ${read}`;
  local.pending = null;
  return { code, read, ts: local.boxed ? `${withoutNull(ts)} | null` : ts, place, role, ...more };
}

/** What a target gets, behind the name; with the type of a variable that its first value does not tell. */
export function withValue({ needs }: Scope, { code, more }: Target, value: Value): string {
  const type = more === undefined || isNullable(value.ts) ? "" : `: ${needs.type(more)}`;
  return `${code}${type} = ${codeAt(value, LEVEL.assign)}`;
}

/** Whether a variable may get what its first value does not tell: NULL, another function, another constant. */
function isMore({ needs }: Scope, { ts, place }: Local): boolean {
  const held = withoutNull(ts);
  return (
    needs.program.learned.has("nullable", place) || isFunction(needs, held) || isEnumeration(held)
  );
}

function globalTarget(scope: Scope, name: string): Target {
  const global = ownGlobal(scope.needs.program.globals, name, scope.needs.module);
  const { code, ts, place } = scope.named(name);
  const isShared = global?.shared === true;
  if (global !== undefined && !isShared && global.module !== scope.needs.module) {
    throw new Untranslatable(
      "a variable of another module is written",
      "Let that module export a function that sets it.",
    );
  }
  return { code, read: code, ts, role: "variable", ...(place === undefined ? {} : { place }) };
}

function element(scope: Scope, node: Node): Target {
  const array = arrayOf(scope, fieldOf(node, "argument"));
  const code = `${codeAt(array, LEVEL.primary)}[${scope.translate(fieldOf(node, "index")).code}]`;
  const ts = array.ts === "Buffer" ? "number" : elementOf(array.ts);
  if (ts === null) throw characterWritten(scope, array);
  return { code, read: code, ts, role: "field" };
}

/** A character of a text is written: from the next pass on it is memory. */
function characterWritten(scope: Scope, { ts, place }: Value): Untranslatable {
  if (ts === "string" && place !== undefined) scope.needs.program.learned.learn("memory", place);
  return new Untranslatable("a character of a text is written", "Make it a Buffer.");
}

/** A field, or what a pointer leads to. */
function pointedTo(scope: Scope, node: Node): Target {
  const value = scope.translate(node);
  if (node.type === "pointer_expression" && value.ts === "char") {
    const pointer = fieldOf(node, "argument");
    throw characterWritten(scope, scope.translate(steppedPointer(scope, pointer) ?? pointer));
  }
  const code = value.loose ?? value.code.replace(/ \?\? (0n?|"(\\0)?")$/, "");
  const nullable = code.endsWith(".value") ? `${withoutNull(value.ts)} | null` : value.ts;
  const { place } = value;
  return {
    code,
    read: code,
    ts: nullable,
    role: "field",
    ...(place === undefined ? {} : { place }),
  };
}

/** What the memory that a pointer leads to holds from now on, as text. `text` says it of what it held. */
export function textWritten(scope: Scope, node: Node, text: (before: Value) => Value): Value {
  const moved = textAndOffset(scope, node);
  if (moved !== null) return textAppended(scope, moved, text);
  const memory = isMemory(scope, node);
  if (memory !== null) {
    const before = primary(`${scope.needs.helper("textIn")}(${memory.code})`, "string");
    return writtenTo(codeAt(memory, LEVEL.primary), text(before));
  }
  if (node.type === "identifier" && isSeenThroughAnother(node)) throw ALIASED;
  const before = beforeOf(scope, node);
  const target = scope.target(node);
  const value = text(before ?? primary(target.read, "string"));
  return written(scope, target, value);
}

const THROUGH_ANOTHER: Untranslatable = new Untranslatable(
  "a text is written through another pointer",
  "Write to the text itself.",
);

const ALIASED: Untranslatable = new Untranslatable(
  "a text is written that another pointer leads to, which is asked for later",
  "Take what the other pointer leads to anew, or make the text a Buffer.",
);

function written(scope: Scope, target: Target, value: Value): Value {
  const { learned } = scope.needs.program;
  const held = withoutNull(target.ts);
  if (held === "AosString") {
    return primary(`${scope.needs.name("aosStrSet")}(${target.read}, ${value.code})`, "void");
  }
  if (held !== "string") {
    throw new Untranslatable("text is written to what holds none", "Use a string or a Buffer.");
  }
  if (target.role === "parameter" && target.place !== undefined) {
    learned.learn("holder", target.place);
    throw new Untranslatable("text is written through a pointer", "Take an AosString.");
  }
  if (target.role === "alias") throw THROUGH_ANOTHER;
  scope.assigned(target, value);
  return {
    code: `${target.code} = ${codeAt(value, LEVEL.assign)}`,
    ts: "void",
    level: LEVEL.assign,
  };
}

/** `text + offset`, where the rest of a text is written. */
function textAndOffset(scope: Scope, node: Node): { text: Node; offset: Value } | null {
  if (node.type !== "binary_expression" || fieldOf(node, "operator").text !== "+") return null;
  const [text, offset] = [fieldOf(node, "left"), fieldOf(node, "right")];
  const ts = withoutNull(scope.translate(text).ts);
  return ts === "string" || ts === "AosString" ? { text, offset: scope.translate(offset) } : null;
}

function textAppended(
  scope: Scope,
  { text, offset }: { text: Node; offset: Value },
  made: (before: Value) => Value,
): Value {
  return textWritten(scope, text, (before) => {
    const kept = `${codeAt(before, LEVEL.primary)}.slice(0, ${offset.code})`;
    const rest = primary(`${codeAt(before, LEVEL.primary)}.slice(${offset.code})`, "string");
    const code = `${kept} + ${codeAt(made(rest), LEVEL.product)}`;
    return { code, ts: "string", level: LEVEL.sum };
  });
}

/** The memory that an expression is; `null` for what is text. */
function isMemory(scope: Scope, node: Node): Value | null {
  if (node.type === "identifier" && scope.isPending(node.text)) return null;
  const value = scope.translate(node);
  return withoutNull(value.ts) === "Buffer" ? scope.followed(value) : null;
}

function beforeOf(scope: Scope, node: Node): Value | null {
  if (node.type === "identifier" && scope.isPending(node.text)) return primary('""', "string");
  const value = scope.followed(scope.translate(node));
  return value.ts === "AosString" ? primary(`${value.code}.data`, "string") : value;
}
