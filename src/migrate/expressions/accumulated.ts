/** What a variable grows by with each turn of a loop. */

import type { Node } from "../c/grammar.js";
import { fieldOf, within } from "../c/syntax.js";

/**
 * Whether an operation is a part of what a variable grows by with each turn: `h = h * 31 + c`. Signed sums
 * that exceed 32 bits are no C, but hash functions count on what they are nevertheless.
 */
export function isAccumulated(node: Node): boolean {
  const assignment = assignmentAround(node);
  if (assignment === null) return false;
  const target = fieldOf(assignment, "left").text;
  const right = fieldOf(assignment, "right");
  const operator = fieldOf(assignment, "operator").text;
  const isGrown = (factor: Node): boolean => isLarge(factor) && isRepeated(assignment);
  if (operator === "*=") return isGrown(right);
  const products = within(right, "binary_expression").filter((one) =>
    /^(\*|<<)$/.test(fieldOf(one, "operator").text),
  );
  return products.some((one) => {
    const [left, factor] = [fieldOf(one, "left"), fieldOf(one, "right")];
    const isShift = fieldOf(one, "operator").text === "<<";
    if (left.text === target) return isShift ? isRepeated(assignment) : isGrown(factor);
    return !isShift && factor.text === target && isGrown(left);
  });
}

/** A number that is multiplied by 10 with each digit is not meant to overflow. */
function isLarge({ type, text }: Node): boolean {
  return type !== "number_literal" || Number(text.replace(/[uUlL]+$/, "")) > 16;
}

/** Whether an assignment is within a loop, or to what outlives the function. */
function isRepeated(assignment: Node): boolean {
  for (let at = assignment.parent; at !== null; at = at.parent) {
    if (/^(for|while|do)_statement$/.test(at.type)) return true;
  }
  const factor = within(assignment, "number_literal").map(({ text }) => Number.parseInt(text, 10));
  return Math.max(0, ...factor) > 65536;
}

/** The assignment whose right side is made of an operation. */
export function assignmentAround(node: Node): Node | null {
  let at: Node | null = node;
  while (at !== null && /^(binary|parenthesized|cast)_expression$/.test(at.type)) at = at.parent;
  return at?.type === "assignment_expression" ? at : null;
}
