/** What a condition says of pointers: which are not NULL where it holds, or where it does not. */

import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, Untranslatable } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";

/** The expressions that are not NULL if a condition is true (or false, as `truth` says). */
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
    case "identifier":
    case "field_expression":
    case "pointer_expression":
      return truth ? codeOf(scope, node) : [];
    default:
      return [];
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
  if (operator !== (truth ? "!=" : "==")) return [];
  const isNull = sides.map(({ type, text }) => type === "null" || text === "0");
  if (isNull[0] === isNull[1]) return [];
  return holdsIf(scope, sides[isNull[0] === true ? 1 : 0], true);
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
