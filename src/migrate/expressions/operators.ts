/** Translates C's operators: numbers, truth, comparisons, and arithmetic with pointers. */

import type { Node } from "../c/grammar.js";
import { fieldOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { integerOf } from "../program/typing.js";
import { alike, arithmetic, counted, noteCharacters, type Operation } from "./arithmetic.js";
import { withoutLiterals } from "./constants.js";
import { copied } from "./copies.js";
import { cut } from "./cut.js";
import { emptinessOf } from "./lists.js";
import { holdsIf } from "./narrowing.js";
import { unsignedSides, withNegative } from "./unsigned.js";
import {
  besides,
  codeAt,
  compared,
  either,
  elementOf,
  isNumeric,
  isWide,
  LEVEL,
  primary,
  type Value,
  withoutNull,
} from "./value.js";

const LOGICAL: Readonly<Record<string, number>> = { "||": LEVEL.or, "&&": LEVEL.and };

const RELATIONS: Readonly<Record<string, true>> = { "<": true, ">": true, "<=": true, ">=": true };

export function binaryOf(scope: Scope, node: Node): Value {
  const operator = fieldOf(node, "operator").text;
  const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
  const count = operator === "/" ? elementCount(scope, node) : null;
  if (count !== null) return count;
  if (LOGICAL[operator] !== undefined) return logical(scope, operator, left, right);
  const isEquality = operator === "==" || operator === "!=";
  const emptiness = isEquality ? emptinessOf(scope, operator, left, right) : null;
  if (emptiness !== null) return emptiness;
  const sides = [scope.translate(left), scope.translate(right)] as const;
  const operation: Operation = { operator, node, nodes: [left, right], values: sides };
  if (isEquality) return equality(scope, operation);
  if (RELATIONS[operator] === true) return relation(scope, operation);
  const values = [pointedAt(scope, sides[0]), pointedAt(scope, sides[1])] as const;
  return arithmetic(scope, { ...operation, values });
}

/** What is counted from has to be there. */
function pointedAt(scope: Scope, value: Value): Value {
  return /^(string|Buffer) \| null$/.test(value.ts) ? scope.followed(value) : value;
}

/** `sizeof(array) / sizeof(array[0])` is the length of an array. */
function elementCount(scope: Scope, node: Node): Value | null {
  const bare = node.text.replace(/[\s()]/g, "");
  const name = /^sizeof(\w+)\/sizeof(?:\1\[0\]|\*\1)$/.exec(bare)?.[1];
  if (name === undefined) return null;
  const array = scope.named(name);
  return elementOf(array.ts) === null
    ? null
    : primary(`${codeAt(array, LEVEL.primary)}.length`, "number");
}

/** The right side is only reached with what the left one says. */
function logical(scope: Scope, operator: string, left: Node, right: Node): Value {
  const level = LOGICAL[operator] ?? LEVEL.or;
  const first = scope.condition(left);
  const known = holdsIf(scope, left, operator === "&&");
  const second = scope.knowing(known, () => scope.condition(right));
  const code = `${codeAt(first, level)} ${operator} ${codeAt(second, level + 1)}`;
  const isLoose = [first, second].some((side) => isNumeric(side.ts) || side.isLoose === true);
  return { code, ts: "boolean", level, ...(isLoose ? { isLoose } : {}) };
}

/** `==` and `!=`. */
function equality(scope: Scope, operation: Operation): Value {
  const { operator, values } = operation;
  const [left, right] = values;
  const isSame = operator === "==";
  const sign = isSame ? "===" : "!==";
  for (const [value, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (isWide(other)) scope.needs.program.learned.widen(value.ts, value.place);
    if (!isZero(other)) continue;
    if (value.zero !== undefined) return isSame ? value.zero.is : value.zero.isNot;
    if (isPointer(value)) {
      scope.mayBeNull(value);
      return compared(value, sign, missing(value));
    }
  }
  if (withoutNull(left.ts) === "string" && withoutNull(right.ts) === "string") {
    throw new Untranslatable("texts are compared by their addresses", "Compare what they hold.");
  }
  const [a, b] = withoutLiterals(scope, ...comparable(...unsignedSides(scope, operation)));
  const first = besides(a, b.code) ?? codeAt(a, LEVEL.equality);
  const code = `${first} ${sign} ${besides(b, a.code) ?? codeAt(b, LEVEL.relation)}`;
  return { code, ts: "boolean", level: LEVEL.equality };
}

/** Both sides as what can be compared: characters as they are, all else as numbers. */
function comparable(left: Value, right: Value): [Value, Value] {
  if (left.ts === right.ts && left.ts !== "char") return [left, right];
  if (left.ts === "char" && right.ts === "char") return [left, right];
  if (isPointer(left) || isPointer(right)) return [left, right];
  return alike(counted(left), counted(right));
}

function relation(scope: Scope, operation: Operation): Value {
  const { operator, values } = operation;
  const [left, right] = values;
  if (left.ts === "Buffer" && right.ts === "Buffer") {
    const [a, b] = [left, right].map((value) => `${codeAt(value, LEVEL.primary)}.byteOffset`);
    return { code: `${a ?? ""} ${operator} ${b ?? ""}`, ts: "boolean", level: LEVEL.relation };
  }
  const areChars = left.ts === "char" && right.ts === "char";
  if (areChars) return related(operator, left, right);
  noteCharacters(scope, operation);
  const [first, second] = unsignedSides(scope, operation);
  const [a, b] = alike(counted(first), counted(second));
  return withNegative(scope, operation, related(operator, a, b));
}

function related(operator: string, left: Value, right: Value): Value {
  const code = `${codeAt(left, LEVEL.relation)} ${operator} ${codeAt(right, LEVEL.relation + 1)}`;
  return { code, ts: "boolean", level: LEVEL.relation };
}

/** What stands for NULL: a text of the SDK that is always there is empty where C leaves it NULL. */
function missing({ ts, place, isKnown }: Value): string {
  return ts === "string" && place === undefined && isKnown !== true ? '""' : "null";
}

export function unaryOf(scope: Scope, node: Node): Value {
  const operator = fieldOf(node, "operator").text;
  const value = scope.translate(fieldOf(node, "argument"));
  if (operator !== "!") return signed(scope, node, operator, counted(value));
  if (value.zero !== undefined) return value.zero.is;
  if (isPointer(value)) {
    scope.mayBeNull(value);
    return compared(value, "===", missing(value));
  }
  return { code: `!${codeAt(value, LEVEL.unary)}`, ts: "boolean", level: LEVEL.unary };
}

/** `-`, `+` or `~` of a number. */
function signed(scope: Scope, node: Node, operator: string, number: Value): Value {
  const code = `${operator}${codeAt(number.uncut ?? number, LEVEL.unary)}`;
  const value: Value = { code, ts: number.ts, level: LEVEL.unary };
  const integer = integerOf(scope, node);
  const isCut = operator !== "+" && integer !== null && !integer.signed;
  return isCut && (number.ts === "bigint" || integer.bits === 32)
    ? { ...cut(value, integer), uncut: value }
    : value;
}

/** A condition: numbers are true unless 0, pointers unless NULL. */
export function truthOf(scope: Scope, value: Value): Value {
  if (value.zero !== undefined) return value.zero.isNot;
  if (!isPointer(value)) return value;
  scope.mayBeNull(value);
  return compared(value, "!==", missing(value));
}

function isPointer({ ts }: Value): boolean {
  if (ts === "null") return true;
  return !isNumeric(withoutNull(ts)) && !/^(boolean|AosBool|char|unknown|void)$/.test(ts);
}

/** NULL, 0, or the character with that number. */
function isZero({ code, ts, charCode }: Value): boolean {
  return ts === "null" || code === "0" || charCode === "0";
}

export function conditionalOf(scope: Scope, node: Node): Value {
  const test = fieldOf(node, "condition");
  const condition = scope.condition(test);
  const [yes, no] = (["consequence", "alternative"] as const).map((branch) =>
    scope.knowing(holdsIf(scope, test, branch === "consequence"), () => {
      const chosen = fieldOf(node, branch);
      return copied(scope, chosen, scope.translate(chosen));
    }),
  );
  if (yes === undefined || no === undefined)
    throw new Untranslatable("a conditional", SYNTAX_ADVICE);
  const asked = codeAt(condition, LEVEL.or);
  return {
    code: `${asked} ? ${codeAt(yes, LEVEL.assign)} : ${codeAt(no, LEVEL.assign)}`,
    ts: either(yes.ts, no.ts),
    level: LEVEL.conditional,
    ...(areApart(yes, no) ? { choice: { test: asked, yes, no } } : {}),
  };
}

/** Whether one of two pointers leads to an array and the other one does not. */
function areApart(yes: Value, no: Value): boolean {
  return [yes, no].filter(({ ts }) => elementOf(withoutNull(ts)) !== null).length === 1;
}
