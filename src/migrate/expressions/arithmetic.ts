/** Arithmetic of numbers, cut to the bits that C's integers have, and of pointers. */

import type { Node } from "../c/grammar.js";
import { fieldOf, Untranslatable, within } from "../c/syntax.js";
import {
  common,
  INT,
  type Integer,
  isWithin,
  promoted,
  rangeOfInteger,
} from "../program/integers.js";
import type { Scope } from "../program/scope.js";
import { ctypeOf, integerOf } from "../program/typing.js";
import { assignmentAround, isAccumulated } from "./accumulated.js";
import { cut, fitted } from "./cut.js";
import { isInt, rangeOf, rangeOfOperation } from "./ranges.js";
import {
  codeAt,
  isNumber,
  isNumeric,
  LEVEL,
  placeOf,
  primary,
  type Value,
  withoutNull,
} from "./value.js";

const LEVELS: Readonly<Record<string, number>> = {
  "|": LEVEL.bitOr,
  "^": LEVEL.bitXor,
  "&": LEVEL.bitAnd,
  "<<": LEVEL.shift,
  ">>": LEVEL.shift,
  "+": LEVEL.sum,
  "-": LEVEL.sum,
  "*": LEVEL.product,
  "/": LEVEL.product,
  "%": LEVEL.product,
};

export const POINTERS =
  "Texts are strings here and memory is a Buffer: use slice, subarray, indexOf and the like.";

/** What counts: the operands of an operation, and the values that they have become. */
export interface Operation {
  readonly operator: string;
  /** The operation, or the assignment that does it. */
  readonly node: Node;
  readonly nodes: readonly [left: Node, right: Node];
  readonly values: readonly [left: Value, right: Value];
}

export function arithmetic(scope: Scope, operation: Operation): Value {
  const { operator, node, values } = operation;
  const pointer = withPointers(operator, ...values);
  if (pointer !== null) return pointer;
  noteCharacters(scope, operation);
  const [left, right] = alike(counted(values[0]), counted(values[1]));
  const integer = resultOf(scope, operation);
  if (left.ts === "bigint") return ofBigints(operation, left, right, integer);
  const isDouble = left.ts === "double" || right.ts === "double";
  if (isDouble || integer === null) return plain(operator, left, right, isDouble);
  if (integer.bits === 64) return ofLong(scope, operation, left, right);
  const isCut = integer.signed ? isAccumulated(node) : exceeds(scope, operation, integer);
  return /^[-+*]$/.test(operator) && isCut
    ? cutSum(operator, left, right, integer)
    : ofBits(scope, operation, [left, right], integer);
}

function resultOf(scope: Scope, { nodes, operator }: Operation): Integer | null {
  const [left, right] = nodes.map((side) => integerOf(scope, side));
  if (left == null || right == null) return null;
  return /^(<<|>>)$/.test(operator) ? promoted(left) : common(left, right);
}

function plain(operator: string, left: Value, right: Value, isDouble: boolean): Value {
  const level = LEVELS[operator] ?? LEVEL.sum;
  const code = `${codeAt(left, level)} ${operator} ${codeAt(right, level + 1)}`;
  if (operator === "/" && !isDouble) return primary(`Math.trunc(${code})`, "number");
  return { code, ts: isDouble ? "double" : "number", level, operand: right };
}

/** Whether what an operation gives may be more than fits. */
function exceeds(scope: Scope, { operator, nodes }: Operation, integer: Integer): boolean {
  const range = rangeOfOperation(scope, operator, nodes);
  return range === null || !isWithin(range, rangeOfInteger(integer));
}

/** A sum or a product of 32 bits. What is cut once more around it, is not cut here. */
function cutSum(operator: string, left: Value, right: Value, integer: Integer): Value {
  const [a, b] = [left.uncut ?? left, right.uncut ?? right];
  const uncut =
    operator === "*"
      ? primary(`Math.imul(${a.code}, ${b.code})`, "number")
      : plain(operator, a, b, false);
  const isCut = operator === "*" && integer.signed;
  return { ...(isCut ? uncut : cut(uncut, integer)), uncut };
}

/** An operation on the bits of 32-bit integers, whose result JavaScript takes as signed. */
function ofBits(
  scope: Scope,
  operation: Operation,
  [left, right]: readonly [Value, Value],
  integer: Integer,
): Value {
  const { operator, nodes } = operation;
  if (/^[/%]$/.test(operator)) {
    // C divides by what is below 0 as by what it is without a sign.
    const [whole, by] = [
      fitted(scope, left, nodes[0], integer),
      fitted(scope, right, nodes[1], integer),
    ];
    return plain(operator, whole, by, false);
  }
  if (/^[-+*]$/.test(operator)) return plain(operator, left, right, false);
  if (operator === ">>") {
    return plain(integer.signed || isInt(scope, nodes[0]) ? ">>" : ">>>", left, right, false);
  }
  const [a, b] = [left.uncut ?? left, operator === "<<" ? right : (right.uncut ?? right)];
  const uncut = plain(operator, a, b, false);
  const range = rangeOfOperation(scope, operator, nodes);
  const fits = range !== null && isWithin(range, rangeOfInteger(INT));
  return integer.signed || fits ? uncut : { ...cut(uncut, integer), uncut };
}

/** An operation on numbers of 64 bits, as far as they are exact: up to 2 to the 53rd. */
function ofLong(scope: Scope, operation: Operation, left: Value, right: Value): Value {
  const { operator, node, nodes } = operation;
  learnWide(scope, node);
  const isSmall = nodes.every((side) => isInt(scope, side));
  const range = rangeOfOperation(scope, operator, nodes);
  if (operator === "<<" && range !== null) {
    if (isWithin(range, rangeOfInteger(INT))) return plain(operator, left, right, false);
    if (isLiteral(node) && !isExact(range)) {
      return { ...plain("<<", big(left), big(right), false), ts: "bigint", exact: true };
    }
  }
  if (operator === "<<" || (operator === ">>" && !isSmall)) return shifted(operator, left, right);
  if (!/^[|&^]$/.test(operator) || isSmall || isMasked(scope, operation)) {
    return plain(operator, left, right, false);
  }
  return primary(`Number(${plain(operator, big(left), big(right), false).code})`, "number");
}

function isExact(range: readonly [number, number]): boolean {
  return isWithin(range, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
}

/** Whether only the lowest bits of a number are asked for. */
function isMasked(scope: Scope, { operator, nodes }: Operation): boolean {
  return operator === "&" && nodes.some((side) => isWithin(rangeOf(scope, side), [0, 2 ** 31 - 1]));
}

/** JavaScript shifts 32 bits; a shift is a product or a quotient as well. */
function shifted(operator: string, left: Value, right: Value): Value {
  const power = /^\d+$/.test(right.code)
    ? `2 ** ${right.code}`
    : `2 ** ${codeAt(right, LEVEL.unary)}`;
  const factor = { code: power, ts: "number", level: LEVEL.product };
  if (operator === "<<") {
    const code = `${codeAt(left, LEVEL.product)} * ${factor.code}`;
    return { code, ts: "number", level: LEVEL.product };
  }
  return primary(`Math.floor(${codeAt(left, LEVEL.product)} / ${factor.code})`, "number");
}

/** Numbers that are `bigint`; what may not fit into 64 bits is cut. */
function ofBigints(
  operation: Operation,
  left: Value,
  right: Value,
  integer: Integer | null,
): Value {
  const { operator, node } = operation;
  const isModular = /^([-+*|&^]|<<)$/.test(operator);
  const a = uncutIf(isModular, left);
  const b = uncutIf(isModular && operator !== "<<", right);
  const level = LEVELS[operator] ?? LEVEL.sum;
  const code = `${codeAt(a, level)} ${operator} ${codeAt(b, level + 1)}`;
  const exact = left.exact === true || right.exact === true ? { exact: true as const } : {};
  const uncut: Value = { code, ts: "bigint", level, ...exact, operand: right };
  const isCut = a !== left || b !== right || growsBig(operator, integer);
  if (!isCut || isLiteral(node)) return uncut;
  return { ...cut(uncut, integer ?? { bits: 64, signed: false }), ...exact, uncut };
}

function uncutIf(isAllowed: boolean, value: Value): Value {
  return isAllowed ? (value.uncut ?? value) : value;
}

/** Whether what an operation gives may have more than 64 bits. */
function growsBig(operator: string, integer: Integer | null): boolean {
  if (integer === null) return false;
  return /^(\*|<<)$/.test(operator) || (operator === "-" && !integer.signed);
}

/** Whether nothing but literals is counted with. */
function isLiteral(node: Node): boolean {
  return within(node, "identifier").length === 0 && within(node, "call_expression").length === 0;
}

/** A variable of 64 bits that grows beyond what a number tells apart is a `bigint`. */
function learnWide(scope: Scope, node: Node): void {
  const assignment = assignmentAround(node);
  if (assignment === null || !isAccumulated(node)) return;
  const { place } = scope.translate(fieldOf(assignment, "left"));
  if (place !== undefined) scope.needs.program.learned.learn("wide", place);
}

/** A pointer into a text is the text from there on; one into memory is a view of it. */
function withPointers(operator: string, left: Value, right: Value): Value | null {
  const [is, other] = [withoutNull(left.ts), withoutNull(right.ts)];
  if (operator === "+" && isNumeric(other) && /^(string|Buffer)$/.test(is)) {
    const method = is === "string" ? "slice" : "subarray";
    const code = `${codeAt(left, LEVEL.primary)}.${method}(${right.code})`;
    return { ...primary(code, is), ...placeOf(left) };
  }
  if (operator !== "-" || is !== other || !/^(string|Buffer)$/.test(is)) return null;
  const [from, to] = is === "string" ? [right, left] : [left, right];
  const measure = is === "string" ? "length" : "byteOffset";
  const code = [from, to].map((value) => `${codeAt(value, LEVEL.primary)}.${measure}`).join(" - ");
  return { code, ts: "number", level: LEVEL.sum };
}

/** What is counted with: the number of a character, 1 for what is true. */
export function counted(value: Value): Value {
  if (isNumeric(value.ts)) return value;
  if (value.ts === "char") {
    return primary(value.charCode ?? `${codeAt(value, LEVEL.primary)}.charCodeAt(0)`, "number");
  }
  if (value.isLoose === true) {
    return { code: `${codeAt(value, LEVEL.or)} ? 1 : 0`, ts: "number", level: LEVEL.conditional };
  }
  if (/^(boolean|AosBool)$/.test(value.ts)) return primary(`Number(${value.code})`, "number");
  throw new Untranslatable("arithmetic with pointers", POINTERS);
}

/** Whoever counts with the characters of a text may meet one beyond ASCII, which C has as bytes below 0. */
export function noteCharacters(scope: Scope, { nodes, node }: Operation): void {
  const isCharacter = nodes.map((side) => ctypeOf(scope, side)?.base === "char");
  const isOne = nodes.some((side, i) => isCharacter[i] === true && integerOf(scope, side) !== null);
  if (!isOne || nodes.some(({ type }) => type === "char_literal")) return;
  const what = "a character is counted with: beyond ASCII it is another number than in C";
  scope.needs.note(node, what, "Count with the bytes of a Buffer where texts are not ASCII.");
}

/** Numbers of a kind: C converts, TypeScript does not mix them. */
export function alike(left: Value, right: Value): [Value, Value] {
  if (left.ts === "bigint" && isNumber(right.ts)) return [left, big(right)];
  if (right.ts === "bigint" && isNumber(left.ts)) return [big(left), right];
  return [left, right];
}

export function big(value: Value): Value {
  const isLiteral = /^(\d+|0[xob][\da-fA-F]+)$/.test(value.code);
  return primary(isLiteral ? `${value.code}n` : `BigInt(${value.code})`, "bigint");
}
