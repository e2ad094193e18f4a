/** `*p++`: what a pointer leads to, which moves on when the statement is done. */

import type { Node } from "../c/grammar.js";
import { fieldOf, mentionsOf, Untranslatable, within } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { enclosing } from "../program/uses.js";

/** A pointer, and how it moves once the statement is done. */
export interface Move {
  readonly name: string;
  readonly code: string;
}

/** The pointer of `p++`, which is noted to move; `null` for any other expression. */
export function steppedPointer(scope: Scope, argument: Node): Node | null {
  const update =
    argument.type === "parenthesized_expression" ? argument.namedChildren[0] : argument;
  if (update?.type !== "update_expression" || !update.text.endsWith("++")) return null;
  const pointer = fieldOf(update, "argument");
  if (scope.moves === null || pointer.type !== "identifier" || isConditional(update)) {
    throw MOVES;
  }
  scope.moves.set(update.id, update);
  return pointer;
}

export const MOVES: Untranslatable = new Untranslatable(
  "a pointer moves within an expression",
  "Move it on a line of its own.",
);

/** Whether a statement that begins with a test asks for a pointer again, or is left, before its end. */
export function isMovedWithin(statement: Node, test: Node, name: string): boolean {
  const inside = (node: Node): boolean => node.startIndex >= test.endIndex;
  const jumps = ["break", "continue", "return", "goto"].flatMap((kind) =>
    within(statement, `${kind}_statement`),
  );
  return jumps.length > 0 || mentionsOf(statement, name).some(inside);
}

/** Whether a part of an expression is not always reached. */
function isConditional(node: Node): boolean {
  for (let at = node, around = node.parent; around !== null; at = around, around = around.parent) {
    if (/(_statement|declaration)$/.test(around.type)) return false;
    if (around.type === "conditional_expression") return true;
    const isLogical =
      around.type === "binary_expression" && /^(&&|\|\|)$/.test(fieldOf(around, "operator").text);
    if (isLogical && fieldOf(around, "right").id === at.id) return true;
  }
  return false;
}

/** Whether a name is used behind a statement, be it with the next turn of a loop around it. */
export function isUsedBehind(statement: Node, name: string): boolean {
  const loop = statement.parent === null ? null : loopAround(statement.parent);
  const body = enclosing(statement, "function_definition");
  const from = loop === null ? statement.endIndex : loop.startIndex;
  return mentionsOf(body ?? statement, name).some(({ startIndex }) => startIndex >= from);
}

/** The innermost loop that a node is in. */
export function loopAround(node: Node): Node | null {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (/^(for|while|do)_statement$/.test(at.type)) return at;
  }
  return null;
}
