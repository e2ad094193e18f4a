/** Between which values an expression lies, as far as it shows: what fits anyway needs not be cut. */

import { constantOf } from "../api/api.js";
import type { Node, Tree } from "../c/grammar.js";
import { childrenOf, fieldOf, within } from "../c/syntax.js";
import { INT, isWithin, type Range, rangeOfInteger } from "../program/integers.js";
import { ownFunction, ownGlobal } from "../program/program.js";
import type { Scope } from "../program/scope.js";
import { integerOf } from "../program/typing.js";
import { enclosing } from "../program/uses.js";

const ANY: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** What counts up by little stays far from the limits, and so do the lengths of what is in memory. */
const COUNTED: Range = [0, 2 ** 24];
const LENGTH: Range = [0, 2 ** 31 - 1];

export function rangeOf(scope: Scope, node: Node): Range {
  const integer = integerOf(scope, node);
  const whole = integer === null ? ANY : rangeOfInteger(integer);
  const narrow = narrowed(scope, node);
  return narrow !== null && isWithin(narrow, whole) ? narrow : whole;
}

/** The range before C cuts it; `null` where nothing is known of it. */
function narrowed(scope: Scope, node: Node): Range | null {
  switch (node.type) {
    case "number_literal":
      return exactly(Number(node.text.replace(/[uUlL]+$/, "").replace(/^0(?=[0-7])/, "0o")));
    case "char_literal":
      return /^'\\[x0-7]/.test(node.text) ? [-128, 127] : [0, 127];
    case "sizeof_expression":
      return [1, LENGTH[1]];
    case "identifier":
      return ofName(scope, node);
    case "call_expression":
      return ofCall(scope, node);
    case "unary_expression":
      return ofUnary(scope, node);
    case "binary_expression":
      return ofBinary(scope, node);
    default:
      return ofPart(scope, node);
  }
}

function ofPart(scope: Scope, node: Node): Range | null {
  switch (node.type) {
    case "parenthesized_expression": {
      const [inner] = childrenOf(node).filter(({ type }) => type !== "comment");
      return inner === undefined ? null : narrowed(scope, inner);
    }
    case "cast_expression":
      return rangeOf(scope, fieldOf(node, "value"));
    case "conditional_expression":
      return hull(
        [fieldOf(node, "consequence"), fieldOf(node, "alternative")].map((part) =>
          rangeOf(scope, part),
        ),
      );
    default:
      return null;
  }
}

function ofName(scope: Scope, node: Node): Range | null {
  const { locals, needs } = scope;
  const name = node.text;
  const local = locals.get(name);
  if (local !== undefined) {
    return local.role === "variable" && isCounter(node, name) ? COUNTED : null;
  }
  const global = ownGlobal(needs.program.globals, name, needs.module);
  const value = global === undefined ? constantOf(name)?.value : global.value;
  if (typeof value === "number") return exactly(value);
  if (typeof value === "object") return narrowed(scope, value);
  return global?.type === undefined ? [0, 2 ** 30] : null;
}

/** Whether a variable of a function only ever gets small numbers, and is counted up by small steps. */
function isCounter(node: Node, name: string): boolean {
  const body = enclosing(node, "function_definition");
  if (body === null) return false;
  const known = counters.get(body.tree) ?? new Map<number, ReadonlySet<string>>();
  counters.set(body.tree, known);
  const found = known.get(body.id) ?? countersIn(body);
  known.set(body.id, found);
  return found.has(name);
}

/** The counters of each function: they are looked for once, as a long function names its variables often. */
const counters = new WeakMap<Tree, Map<number, ReadonlySet<string>>>();

function countersIn(body: Node): ReadonlySet<string> {
  const small = new Set<string>();
  const others = new Set<string>();
  const given = (name: Node, value: Node, isGiven = true): void => {
    const isSmall = isGiven && /^\d{1,4}[uUlL]*$/.test(value.text);
    (isSmall ? small : others).add(name.text);
  };
  for (const one of within(body, "assignment_expression")) {
    const isGiven = /^\+?=$/.test(fieldOf(one, "operator").text);
    given(fieldOf(one, "left"), fieldOf(one, "right"), isGiven);
  }
  for (const one of within(body, "init_declarator")) {
    given(fieldOf(one, "declarator"), fieldOf(one, "value"));
  }
  for (const one of within(body, "update_expression")) {
    if (fieldOf(one, "operator").text !== "++") others.add(fieldOf(one, "argument").text);
  }
  for (const { text } of within(body, "pointer_expression")) {
    if (text.startsWith("&")) others.add(text.slice(1).trim());
  }
  return new Set([...small].filter((name) => !others.has(name)));
}

/** What the SDK and C's library give of 64 bits are lengths, or numbers that were small as text. */
function ofCall(scope: Scope, node: Node): Range | null {
  const { functions } = scope.needs.program;
  const isOwn =
    ownFunction(functions, fieldOf(node, "function").text, scope.needs.module) !== undefined;
  return !isOwn && integerOf(scope, node)?.bits === 64 ? LENGTH : null;
}

function ofUnary(scope: Scope, node: Node): Range | null {
  const operator = fieldOf(node, "operator").text;
  const [least, greatest] = rangeOf(scope, fieldOf(node, "argument"));
  if (operator === "-") return [-greatest, -least];
  return operator === "!" ? [0, 1] : null;
}

function ofBinary(scope: Scope, node: Node): Range | null {
  const operator = fieldOf(node, "operator").text;
  return rangeOfOperation(scope, operator, [fieldOf(node, "left"), fieldOf(node, "right")]);
}

/** What an operation gives before C cuts it; `null` where nothing is known of it. */
export function rangeOfOperation(
  scope: Scope,
  operator: string,
  [left, right]: readonly [Node, Node],
): Range | null {
  const [a, b] = [rangeOf(scope, left), rangeOf(scope, right)];
  if (/^(<|>|<=|>=|==|!=|&&|\|\|)$/.test(operator)) return [0, 1];
  if (operator === "+") return [a[0] + b[0], a[1] + b[1]];
  if (operator === "-") return [a[0] - b[1], a[1] - b[0]];
  if (operator === "*") return ofProduct(a, b);
  if (operator === "<<") return isWithin(b, [0, 63]) ? ofProduct(a, [2 ** b[0], 2 ** b[1]]) : null;
  if (operator === "/" || operator === ">>") return ofQuotient(operator, a, b);
  if (operator === "%") return ofRest(a, b);
  return ofBits(operator, a, b);
}

function ofProduct(a: Range, b: Range): Range {
  const products = a.flatMap((x) => b.map((y) => (x === 0 || y === 0 ? 0 : x * y)));
  return [Math.min(...products), Math.max(...products)];
}

function ofQuotient(operator: string, a: Range, b: Range): Range | null {
  if (operator === "/" && b[0] > 0 && a[0] >= 0) return [0, Math.floor(a[1] / b[0])];
  if (b[0] !== b[1] || b[0] < 0 || (b[0] === 0 && operator === "/")) return null;
  const divisor = operator === "/" ? b[0] : 2 ** b[0];
  return [Math.floor(a[0] / divisor), Math.floor(a[1] / divisor)];
}

function ofRest(a: Range, b: Range): Range | null {
  if (b[0] < 1) return null;
  return [a[0] < 0 ? 1 - b[1] : 0, Math.min(b[1] - 1, Math.max(a[1], 0))];
}

/** Of what has some of the bits of two values. */
function ofBits(operator: string, a: Range, b: Range): Range | null {
  const positive = [a, b].filter(([least]) => least >= 0);
  if (operator === "&" && positive.length > 0) {
    return [0, Math.min(...positive.map(([, greatest]) => greatest))];
  }
  if (positive.length < 2) return null;
  const most = Math.max(a[1], b[1]);
  return [0, Number.isFinite(most) ? 2 ** Math.ceil(Math.log2(most + 1)) - 1 : most];
}

function exactly(value: number): Range | null {
  return Number.isInteger(value) ? [value, value] : null;
}

function hull(ranges: readonly Range[]): Range {
  return [
    Math.min(...ranges.map(([least]) => least)),
    Math.max(...ranges.map(([, greatest]) => greatest)),
  ];
}

/** Whether a value is never below 0. */
export function isPositive(scope: Scope, node: Node): boolean {
  return rangeOf(scope, node)[0] >= 0;
}

/** Whether a value has its bits in JavaScript's 32, which its operators on bits cut to. */
export function isInt(scope: Scope, node: Node): boolean {
  return isWithin(rangeOf(scope, node), rangeOfInteger(INT));
}
