/** Comparisons of signed with unsigned integers: C takes both as unsigned. */

import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf } from "../c/syntax.js";
import { common, type Integer } from "../program/integers.js";
import type { Scope } from "../program/scope.js";
import { integerOf } from "../program/typing.js";
import { counted, type Operation } from "./arithmetic.js";
import { fitted } from "./cut.js";
import { isPositive, rangeOfOperation } from "./ranges.js";
import { codeAt, isNumeric, LEVEL, type Value } from "./value.js";

/** The sides of a comparison, those of 32 bits as unsigned where one of them is. */
export function unsignedSides(scope: Scope, operation: Operation): readonly [Value, Value] {
  const { nodes, values } = operation;
  const to = comparedAs(scope, operation);
  if (to === null || to.signed || to.bits !== 32) return values;
  const [left, right] = values.map((value, i) =>
    isNumeric(value.ts) ? fitted(scope, counted(value), nodes[i] ?? nodes[0], to) : value,
  );
  return [left ?? values[0], right ?? values[1]];
}

function comparedAs(scope: Scope, { nodes }: Operation): Integer | null {
  const [left, right] = nodes.map((node) => integerOf(scope, node));
  return left == null || right == null ? null : common(left, right);
}

/** A value below 0 is more than all others to C where it is compared with a size. */
export function withNegative(scope: Scope, operation: Operation, comparison: Value): Value {
  const { operator, nodes, values, node } = operation;
  const to = comparedAs(scope, operation);
  if (to === null || to.signed || to.bits !== 64) return comparison;
  const at = nodes.findIndex((side) => mayBeBelow(scope, side));
  const [value, side] = [values[at], nodes[at]];
  if (value === undefined || side === undefined || value.ts !== "number") {
    return comparison;
  }
  if (/[+-]{2}|[^=!<>]=[^=]|\bawait\b/.test(value.code)) {
    const what = "what is compared with a size is more than all others in C where it is below 0";
    scope.needs.note(node, what, "Take the value on a line of its own, and ask for that as well.");
    return comparison;
  }
  const isLess = operator.startsWith("<") === (at === 0);
  const [zero, sign, level] = isLess
    ? [">= 0", "&&", LEVEL.and]
    : (["< 0", "||", LEVEL.or] as const);
  const code = `${codeAt(value, LEVEL.relation)} ${zero} ${sign} ${codeAt(comparison, LEVEL.relation)}`;
  return { code, ts: "boolean", level };
}

/** Whether what C compares as a size may be below 0 here: what has a sign, or is one size less another. */
function mayBeBelow(scope: Scope, node: Node): boolean {
  if (!isPositive(scope, node)) return true;
  switch (node.type) {
    case "parenthesized_expression":
      return childrenOf(node).some((inner) => mayBeBelow(scope, inner));
    case "cast_expression":
      return integerOf(scope, node)?.bits === 64 && mayBeBelow(scope, fieldOf(node, "value"));
    case "binary_expression":
      return fieldOf(node, "operator").text === "-" && isDifference(scope, node);
    default:
      return false;
  }
}

function isDifference(scope: Scope, node: Node): boolean {
  const range = rangeOfOperation(scope, "-", [fieldOf(node, "left"), fieldOf(node, "right")]);
  return range !== null && range[0] < 0;
}
