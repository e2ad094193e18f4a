/** What a condition says where it holds, or where it does not: what is not NULL, and what is one literal. */

import type { Node } from "../c/grammar.js";
import { argumentsOf, childrenOf, fieldOf, Untranslatable } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { isLiteral, oneLiteral } from "./constants.js";
import { isCounted, withoutNull } from "./value.js";

/** What is not NULL, and what holds one literal, if a condition is true (or false, as `truth` says). */
export function holdsIf(scope: Scope, node: Node, truth: boolean): string[] {
  switch (node.type) {
    case "parenthesized_expression":
      return childrenOf(node).flatMap((child) => holdsIf(scope, child, truth));
    case "unary_expression":
      return fieldOf(node, "operator").text === "!"
        ? holdsIf(scope, fieldOf(node, "argument"), !truth)
        : [];
    case "binary_expression":
      return holdsInBinary(scope, node, truth);
    case "assignment_expression":
      return truth ? codeOf(scope, fieldOf(node, "left")) : [];
    case "call_expression":
      return truth ? [] : equalTexts(scope, node);
    default:
      return truth && /^(identifier|(field|pointer)_expression)$/.test(node.type)
        ? codeOf(scope, node)
        : [];
  }
}

function holdsInBinary(scope: Scope, node: Node, truth: boolean): string[] {
  const operator = fieldOf(node, "operator").text;
  const sides = [fieldOf(node, "left"), fieldOf(node, "right")] as const;
  if ((operator === "&&" && truth) || (operator === "||" && !truth)) {
    const first = holdsIf(scope, sides[0], truth);
    // What the left side says names the right one: `p && p->next`.
    return [...first, ...scope.knowing(first, () => holdsIf(scope, sides[1], truth))];
  }
  if (operator !== "==" && operator !== "!=") return [];
  const isEqual = truth === (operator === "==");
  const equal = isEqual ? literalIn(scope, sides) : [];
  const isNull = sides.map(({ type, text }) => type === "null" || text === "0");
  if (isNull[0] === isNull[1]) return equal;
  return [...equal, ...holdsIf(scope, sides[isNull[0] === true ? 1 : 0], !isEqual)];
}

/** `strcmp` of texts that are equal. */
function equalTexts(scope: Scope, call: Node): string[] {
  return fieldOf(call, "function").text === "strcmp" ? literalIn(scope, argumentsOf(call)) : [];
}

/** What holds one literal since it is equal to one. */
function literalIn(scope: Scope, nodes: readonly Node[]): string[] {
  try {
    const sides = nodes.map((node) => scope.translate(node));
    if (!sides.some((side) => isLiteral(scope, side))) return [];
    return sides
      .filter(({ ts }) => isCounted(ts) || withoutNull(ts) === "string")
      .flatMap(oneLiteral);
  } catch (error) {
    if (error instanceof Untranslatable) return [];
    throw error;
  }
}

/** The expression as it is read; nothing for what can't be translated, or what TypeScript takes for new each time. */
function codeOf(scope: Scope, node: Node): string[] {
  try {
    const { code } = scope.translate(node);
    return code.includes("(") ? [] : [code];
  } catch (error) {
    if (error instanceof Untranslatable) return [];
    throw error;
  }
}
