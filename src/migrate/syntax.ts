/** What is asked of a syntax tree. */

import type { Node } from "./grammar.js";

/** The named children that are there. */
export function childrenOf(node: Node): Node[] {
  return node.namedChildren;
}

/** The node of a field, which the grammar says is there. */
export function fieldOf(node: Node, name: string): Node {
  const child = node.childForFieldName(name);
  if (child === null) throw new Untranslatable("the syntax is not understood", SYNTAX_ADVICE);
  return child;
}

/** The arguments of a call. */
export function argumentsOf(call: Node): Node[] {
  return childrenOf(fieldOf(call, "arguments")).filter(({ type }) => type !== "comment");
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}

/** All nodes of a type within a node, itself included, in the order of the text. */
export function within(node: Node, type: string): Node[] {
  return node.descendantsOfType(type);
}

export const SYNTAX_ADVICE = "Write it in plain C99, or translate it by hand.";

/** What can't be translated, and what to do about it. */
export class Untranslatable extends Error {
  readonly advice: string;

  constructor(reason: string, advice: string) {
    super(reason);
    this.advice = advice;
  }
}
