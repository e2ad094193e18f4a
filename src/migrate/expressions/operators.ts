/** Translates C's operators: numbers, truth, comparisons, and arithmetic with pointers. */

import type { Node } from "../c/grammar.js";
import { fieldOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { holdsIf } from "./narrowing.js";
import {
  codeAt,
  compared,
  elementOf,
  isNullable,
  isNumber,
  isNumeric,
  isWide,
  LEVEL,
  primary,
  type Value,
  withoutNull,
} from "./value.js";

const LOGICAL: Readonly<Record<string, number>> = { "||": LEVEL.or, "&&": LEVEL.and };

const RELATIONS: Readonly<Record<string, true>> = { "<": true, ">": true, "<=": true, ">=": true };

const ARITHMETIC: Readonly<Record<string, number>> = {
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

export function binaryOf(scope: Scope, node: Node): Value {
  const operator = fieldOf(node, "operator").text;
  const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
  const count = operator === "/" ? elementCount(scope, node) : null;
  if (count !== null) return count;
  if (LOGICAL[operator] !== undefined) return logical(scope, operator, left, right);
  const sides = [scope.translate(left), scope.translate(right)] as const;
  if (operator === "==" || operator === "!=") return equality(scope, operator, ...sides);
  if (RELATIONS[operator] === true) return relation(operator, ...sides);
  const [a, b] = [pointedAt(scope, sides[0]), pointedAt(scope, sides[1])];
  return arithmetic(operator, a, b);
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
  return {
    code: `${codeAt(first, level)} ${operator} ${codeAt(second, level + 1)}`,
    ts: "boolean",
    level,
  };
}

/** `==` and `!=`. */
function equality(scope: Scope, operator: string, left: Value, right: Value): Value {
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
  const [a, b] = comparable(left, right);
  const code = `${a.loose ?? codeAt(a, LEVEL.equality)} ${sign} ${b.loose ?? codeAt(b, LEVEL.relation)}`;
  return { code, ts: "boolean", level: LEVEL.equality };
}

/** Both sides as what can be compared: characters as they are, all else as numbers. */
function comparable(left: Value, right: Value): [Value, Value] {
  if (left.ts === right.ts && left.ts !== "char") return [left, right];
  if (left.ts === "char" && right.ts === "char") return [left, right];
  if (isPointer(left) || isPointer(right)) return [left, right];
  return alike(counted(left), counted(right));
}

function relation(operator: string, left: Value, right: Value): Value {
  if (left.ts === "Buffer" && right.ts === "Buffer") {
    const [a, b] = [left, right].map((value) => `${codeAt(value, LEVEL.primary)}.byteOffset`);
    return { code: `${a ?? ""} ${operator} ${b ?? ""}`, ts: "boolean", level: LEVEL.relation };
  }
  const areChars = left.ts === "char" && right.ts === "char";
  const [a, b] = areChars ? [left, right] : alike(counted(left), counted(right));
  const code = `${codeAt(a, LEVEL.relation)} ${operator} ${codeAt(b, LEVEL.relation + 1)}`;
  return { code, ts: "boolean", level: LEVEL.relation };
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  const pointer = withPointers(operator, left, right);
  if (pointer !== null) return pointer;
  const level = ARITHMETIC[operator] ?? LEVEL.sum;
  const [a, b] = alike(counted(left), counted(right));
  const code = `${codeAt(a, level)} ${operator} ${codeAt(b, level + 1)}`;
  if (a.ts === "bigint") return { code, ts: "bigint", level };
  const isDouble = a.ts === "double" || b.ts === "double";
  if (operator === "/" && !isDouble) return primary(`Math.trunc(${code})`, "number");
  return { code, ts: isDouble ? "double" : "number", level };
}

/** A pointer into a text is the text from there on; one into memory is a view of it. */
function withPointers(operator: string, left: Value, right: Value): Value | null {
  const [is, other] = [withoutNull(left.ts), withoutNull(right.ts)];
  if (operator === "+" && isNumeric(other) && /^(string|Buffer)$/.test(is)) {
    const method = is === "string" ? "slice" : "subarray";
    const code = `${codeAt(left, LEVEL.primary)}.${method}(${right.code})`;
    return { ...primary(code, is), ...(left.place === undefined ? {} : { place: left.place }) };
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
  if (/^(boolean|AosBool)$/.test(value.ts)) return primary(`Number(${value.code})`, "number");
  throw new Untranslatable("arithmetic with pointers", POINTERS);
}

/** Numbers of a kind: C converts, TypeScript does not mix them. */
function alike(left: Value, right: Value): [Value, Value] {
  if (left.ts === "bigint" && isNumber(right.ts)) return [left, big(right)];
  if (right.ts === "bigint" && isNumber(left.ts)) return [big(left), right];
  return [left, right];
}

export function big(value: Value): Value {
  const isLiteral = /^-?(\d+|0[xob][\da-fA-F]+)$/.test(value.code);
  return primary(isLiteral ? `${value.code}n` : `BigInt(${value.code})`, "bigint");
}

/** What stands for NULL: a text of the SDK that is always there is empty where C leaves it NULL. */
function missing({ ts, place }: Value): string {
  return ts === "string" && place === undefined ? '""' : "null";
}

export function unaryOf(scope: Scope, node: Node): Value {
  const operator = fieldOf(node, "operator").text;
  const value = scope.translate(fieldOf(node, "argument"));
  if (operator !== "!") {
    const number = counted(value);
    const code = `${operator}${codeAt(number, LEVEL.unary)}`;
    return { code, ts: number.ts, level: LEVEL.unary };
  }
  if (value.zero !== undefined) return value.zero.is;
  if (isPointer(value)) {
    scope.mayBeNull(value);
    return compared(value, "===", missing(value));
  }
  return { code: `!${codeAt(value, LEVEL.unary)}`, ts: "boolean", level: LEVEL.unary };
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
    scope.knowing(holdsIf(scope, test, branch === "consequence"), () =>
      scope.translate(fieldOf(node, branch)),
    ),
  );
  if (yes === undefined || no === undefined)
    throw new Untranslatable("a conditional", SYNTAX_ADVICE);
  const code = [codeAt(condition, LEVEL.or), codeAt(yes, LEVEL.assign), codeAt(no, LEVEL.assign)];
  return {
    code: `${code[0] ?? ""} ? ${code[1] ?? ""} : ${code[2] ?? ""}`,
    ts: commonType(yes.ts, no.ts),
    level: LEVEL.conditional,
  };
}

/** The type of what is one thing or the other. */
function commonType(yes: string, no: string): string {
  const either = yes === "null" ? no : yes;
  const hasNull = isNullable(yes) || isNullable(no);
  const held = yes === "double" || no === "double" ? "double" : withoutNull(either);
  return hasNull && held !== "null" ? `${held} | null` : held;
}
