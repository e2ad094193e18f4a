/** Translates assignments. */

import type { Node } from "../c/grammar.js";
import { fieldOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import { tsTypeOf } from "../program/ctypes.js";
import type { Scope, Target } from "../program/scope.js";
import { adapted } from "./adapt.js";
import { counted } from "./operators.js";
import { textWritten } from "./target.js";
import {
  codeAt,
  isNullable,
  isNumeric,
  isWide,
  LEVEL,
  primary,
  type Value,
  withoutNull,
} from "./value.js";

/** `left = right`, and its relatives that count. */
export function assignmentOf(scope: Scope, node: Node): string {
  const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
  const operator = fieldOf(node, "operator").text;
  if (operator !== "=") return counting(scope, left, operator.slice(0, -1), right);
  const cut = textEnded(scope, left, right);
  if (cut !== null) return cut;
  const value = scope.translate(right);
  const emptied = value.ts === "null" ? textEmptied(scope, left) : null;
  if (emptied !== null) return emptied;
  const target = scope.target(left);
  if (value.ts === "null" && target.place !== undefined && !isNullable(target.ts))
    return nulled(scope, target);
  return assigned(scope, target, value, isStructureValue(scope, left));
}

function assigned(scope: Scope, target: Target, value: Value, isCopied: boolean): string {
  learnFrom(scope, target, value);
  const isText = withoutNull(value.ts) === "string";
  if (withoutNull(target.ts) === "AosString" && target.role !== "field" && isText) {
    return `${scope.needs.name("aosStrSet")}(${target.read}, ${scope.followed(value).code})`;
  }
  const given = adapted(scope, value, target.ts);
  scope.assigned(target, given);
  const code = codeAt(given, LEVEL.assign);
  if (isCopied) return `Object.assign(${target.read}, structuredClone(${code}))`;
  return `${target.code} = ${code}`;
}

/** What a value says of the variable that gets it. */
function learnFrom(scope: Scope, { ts, place }: Target, value: Value): void {
  const { learned } = scope.needs.program;
  if (place === undefined) return;
  const held = withoutNull(value.ts);
  if (withoutNull(ts) === "string" && held === "Buffer") learned.learn("memory", place);
  if (isWide(value)) learned.widen(ts, place);
  if (isNullable(value.ts) && !isNullable(ts) && held !== "null") learned.learn("nullable", place);
}

/** `string.data = NULL`: the string has no text. */
function textEmptied(scope: Scope, left: Node): string | null {
  if (left.type !== "field_expression" || fieldOf(left, "field").text !== "data") return null;
  const owner = scope.followed(scope.translate(fieldOf(left, "argument")));
  return owner.ts === "AosString" ? `${scope.needs.name("aosStrNull")}(${owner.code})` : null;
}

/** NULL where no pass before has seen that there may be any. */
function nulled(scope: Scope, target: Target): string {
  if (target.place !== undefined) scope.needs.program.learned.learn("nullable", target.place);
  scope.forget(target.read);
  return `${target.code} = null`;
}

/** Whether a structure itself is assigned to, and no pointer to one. */
function isStructureValue({ needs, locals }: Scope, left: Node): boolean {
  const { structs } = needs.program.types;
  const type = left.type === "identifier" ? locals.get(left.text)?.type : undefined;
  if (type === undefined) return false;
  const ts = tsTypeOf(type, needs.program.types);
  return type.pointers === 0 && ts !== null && structs.has(ts);
}

/** `text[n] = '\0'`: the text ends there. */
function textEnded(scope: Scope, left: Node, right: Node): string | null {
  const isSubscript = left.type === "subscript_expression";
  const isFirst = left.type === "pointer_expression" && fieldOf(left, "operator").text === "*";
  if ((!isSubscript && !isFirst) || !/^('\\0+'|'\\x0+'|0|0x0+)$/.test(right.text)) return null;
  const text = fieldOf(left, "argument");
  const isPending = text.type === "identifier" && scope.isPending(text.text);
  const ts = isPending ? "string" : withoutNull(scope.translate(text).ts);
  if (!/^(string|AosString)$/.test(ts)) return null;
  const index = isSubscript ? scope.translate(fieldOf(left, "index")).code : "0";
  return textWritten(scope, text, (before) =>
    index === "0"
      ? primary('""', "string")
      : primary(`${codeAt(before, LEVEL.primary)}.slice(0, ${index})`, "string"),
  ).code;
}

/** `left += right`. */
function counting(scope: Scope, left: Node, operator: string, right: Node): string {
  const before = scope.translate(left);
  const moved = movedOn(scope, before, operator, left, right);
  if (moved !== null) return moved;
  const target = scope.target(left);
  if (!isNumeric(withoutNull(target.ts))) {
    throw new Untranslatable("arithmetic with pointers or characters", SYNTAX_ADVICE);
  }
  const given = adapted(scope, counted(scope.translate(right)), numberOf(target.ts, scope, right));
  const read = codeAt(before, LEVEL.sum);
  if (target.ts.endsWith(" | null")) {
    return `${target.code} = ${read} ${operator} ${codeAt(given, LEVEL.product + 1)}`;
  }
  if (operator === "/" && target.ts === "number") {
    return `${target.code} = Math.trunc(${target.read} / ${codeAt(given, LEVEL.product + 1)})`;
  }
  return `${target.code} ${operator}= ${codeAt(given, LEVEL.assign)}`;
}

/** A sum of integers and fractions is a fraction. */
function numberOf(target: string, scope: Scope, right: Node): string {
  const held = withoutNull(target);
  return held === "number" && scope.translate(right).ts === "double" ? "double" : held;
}

/** `pointer += n`: a view of the rest of what it led to. */
function movedOn(
  scope: Scope,
  before: Value,
  operator: string,
  left: Node,
  right: Node,
): string | null {
  const ts = withoutNull(before.ts);
  if (!/^(string|Buffer)$/.test(ts)) return null;
  if (operator !== "+") throw new Untranslatable("a pointer moves back", "Keep an index instead.");
  const rest = ts === "string" ? "slice" : "subarray";
  const pointer = scope.followed(before);
  const target = scope.target(left);
  return `${target.code} = ${codeAt(pointer, LEVEL.primary)}.${rest}(${scope.translate(right).code})`;
}

/** `i++` on its own; a pointer that moves is a view of the rest. */
export function updateOf(scope: Scope, node: Node): string {
  const argument = fieldOf(node, "argument");
  const value = scope.translate(argument);
  const isUp = fieldOf(node, "operator").text === "++";
  const ts = withoutNull(value.ts);
  if (/^(string|Buffer)$/.test(ts) && isUp) {
    const rest = ts === "string" ? "slice" : "subarray";
    const code = `${codeAt(scope.followed(value), LEVEL.primary)}.${rest}(1)`;
    return `${scope.target(argument).code} = ${code}`;
  }
  const target = scope.target(argument);
  if (!isNumeric(withoutNull(target.ts))) {
    throw new Untranslatable("a pointer moves that is none to bytes or characters", SYNTAX_ADVICE);
  }
  if (isNullable(target.ts)) {
    const one = ts === "bigint" ? "1n" : "1";
    return `${target.code} = ${codeAt(value, LEVEL.sum)} ${isUp ? "+" : "-"} ${one}`;
  }
  return node.text.replace(argument.text, target.code);
}
