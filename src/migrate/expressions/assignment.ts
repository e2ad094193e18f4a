/** Translates assignments. */

import type { Node } from "../c/grammar.js";
import { fieldOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import { common, type Integer, isWithin, rangeOfInteger } from "../program/integers.js";
import type { Scope, Target } from "../program/scope.js";
import { integerOf } from "../program/typing.js";
import { adapted } from "./adapt.js";
import { refuseCopy } from "./aliases.js";
import { arithmetic } from "./arithmetic.js";
import { structureAssigned } from "./copies.js";
import { cut, fitted } from "./cut.js";
import { steppedPointer } from "./moves.js";
import { rangeOfOperation } from "./ranges.js";
import { textWritten, withValue } from "./target.js";
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
  if (operator !== "=") return counting(scope, node, operator.slice(0, -1));
  const cut = textEnded(scope, left, right);
  if (cut !== null) return cut;
  const whole = structureAssigned(scope, left, right);
  if (whole !== null) return whole;
  const value = fitting(scope, left, right);
  const emptied = value.ts === "null" ? textEmptied(scope, left) : null;
  if (emptied !== null) return emptied;
  const target = scope.target(left);
  if (value.ts === "null" && target.place !== undefined && !isNullable(target.ts))
    return nulled(scope, target);
  refuseCopy(right, value, target.ts);
  return assigned(scope, target, value);
}

/** What is given to a variable of some bits, or an element of memory, which cuts by itself. */
function fitting(scope: Scope, left: Node, right: Node): Value {
  const value = scope.translate(right);
  if (ofMemory(scope, left)) return value.uncut ?? value;
  return fitted(scope, value, right, integerOf(scope, left));
}

function ofMemory(scope: Scope, left: Node): boolean {
  if (left.type !== "subscript_expression" && left.type !== "pointer_expression") return false;
  const argument = fieldOf(left, "argument");
  const owner = steppedPointer(scope, argument) ?? argument;
  const isPending = owner.type === "identifier" && scope.isPending(owner.text);
  return !isPending && withoutNull(scope.translate(owner).ts) === "Buffer";
}

function assigned(scope: Scope, target: Target, value: Value): string {
  learnFrom(scope, target, value);
  const isText = withoutNull(value.ts) === "string";
  if (withoutNull(target.ts) === "AosString" && target.role !== "field" && isText) {
    return `${scope.needs.name("aosStrSet")}(${target.read}, ${scope.followed(value).code})`;
  }
  const held = adapted(scope, value, target.ts);
  scope.assigned(target, held);
  return withValue(scope, target, held);
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
function counting(scope: Scope, node: Node, operator: string): string {
  const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
  const before = scope.translate(left);
  const moved = movedOn(scope, before, operator, left, right);
  if (moved !== null) return moved;
  const target = scope.target(left);
  if (!isNumeric(withoutNull(target.ts))) {
    throw new Untranslatable("arithmetic with pointers or characters", SYNTAX_ADVICE);
  }
  const summed = sum(scope, node, operator, before);
  learnFrom(scope, target, summed);
  const given = adapted(scope, summed, withoutNull(target.ts));
  const isShort = given.operand !== undefined && before.code === target.read;
  return isShort
    ? `${target.code} ${operator}= ${codeAt(given.operand, LEVEL.assign)}`
    : `${target.code} = ${codeAt(given, LEVEL.assign)}`;
}

/** What a variable holds after `left += right`: with the bits and the sign that it has. */
function sum(scope: Scope, node: Node, operator: string, before: Value): Value {
  const nodes = [fieldOf(node, "left"), fieldOf(node, "right")] as const;
  const values = [before, scope.translate(nodes[1])] as const;
  const made = arithmetic(scope, { operator, node, nodes, values });
  if (ofMemory(scope, nodes[0])) return made.uncut ?? made;
  if (made.ts !== "number") return made;
  const [to, from] = nodes.map((side) => integerOf(scope, side));
  if (to == null || from == null || holds(to, common(to, from))) return made;
  const range = rangeOfOperation(scope, operator, nodes);
  return range !== null && isWithin(range, rangeOfInteger(to)) ? made : cut(made, to);
}

/** Whether what was counted as one integer needs not be cut for another. */
function holds(to: Integer, counted: Integer): boolean {
  if (to.bits !== 32) return to.bits === 64;
  return counted.signed === to.signed || (to.signed && counted.bits === 64);
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
  if (!isNumeric(ts)) {
    throw new Untranslatable("a pointer moves that is none to bytes or characters", SYNTAX_ADVICE);
  }
  const next = counted(scope, argument, value, isUp);
  return next === null && value.code === target.read && !isNullable(target.ts)
    ? node.text.replace(argument.text, target.code)
    : `${target.code} = ${(next ?? byOne(value, isUp)).code}`;
}

/** What a small integer is when it was counted on; `null` for one that is not cut. */
function counted(scope: Scope, node: Node, value: Value, isUp: boolean): Value | null {
  const integer = integerOf(scope, node);
  const isNarrow = integer !== null && integer.bits < 32 && value.ts === "number";
  return isNarrow && !ofMemory(scope, node) ? cut(byOne(value, isUp), integer) : null;
}

function byOne(value: Value, isUp: boolean): Value {
  const ts = withoutNull(value.ts);
  const code = `${codeAt(value, LEVEL.sum)} ${isUp ? "+" : "-"} ${ts === "bigint" ? "1n" : "1"}`;
  return { code, ts, level: LEVEL.sum };
}
