/** What is asked of a syntax tree. */

import type { Node, Tree } from "./grammar.js";

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

/** What was looked for in each tree: the tree is WebAssembly's, and is asked the same for each variable. */
const looked = new WeakMap<Tree, Map<string, readonly Node[]>>();

/** All nodes of a type within a node, itself included, in the order of the text. */
export function within(node: Node, type: string): Node[] {
  const known = looked.get(node.tree) ?? new Map<string, readonly Node[]>();
  looked.set(node.tree, known);
  const key = `${node.id} ${type}`;
  const found = known.get(key) ?? node.descendantsOfType(type);
  known.set(key, found);
  return [...found];
}

/** The same by name: a long function has as many names as places that ask for them. */
const byName = new WeakMap<Tree, Map<number, ReadonlyMap<string, readonly Node[]>>>();

/** All identifiers of a name within a node, in the order of the text. */
export function mentionsOf(node: Node, name: string): readonly Node[] {
  const known = byName.get(node.tree) ?? new Map<number, ReadonlyMap<string, readonly Node[]>>();
  byName.set(node.tree, known);
  const names = known.get(node.id) ?? namesIn(node);
  known.set(node.id, names);
  return names.get(name) ?? [];
}

function namesIn(node: Node): ReadonlyMap<string, readonly Node[]> {
  const names = new Map<string, Node[]>();
  for (const one of within(node, "identifier")) {
    const others = names.get(one.text);
    if (others === undefined) names.set(one.text, [one]);
    else others.push(one);
  }
  return names;
}

/** What stands outside of functions, within conditional compilation as well. */
export function outermost(node: Node): Node[] {
  return childrenOf(node).flatMap((child) =>
    child.type.startsWith("preproc_") || child.type === "linkage_specification"
      ? outermost(child)
      : [child],
  );
}

/** Whether a declarator declares a function, and no variable. */
export function isPrototype(declarator: Node): boolean {
  return (
    within(declarator, "function_declarator").length > 0 &&
    within(declarator, "parenthesized_declarator").length === 0
  );
}

/** Whether a declaration or a definition has a word before its type: `static`, `extern`. */
export function hasWord(declaration: Node, word: string): boolean {
  return childrenOf(declaration).some(({ text }) => text === word);
}

/** An argument of a call: the name of what is called, and which argument it is. */
export interface HandedOn {
  readonly callee: string;
  readonly at: number;
}

/** The call that a node is an argument of; `null` for what is none. */
export function handedOn({ id, parent }: Node): HandedOn | null {
  const call = parent?.parent;
  if (parent?.type !== "argument_list" || call?.type !== "call_expression") return null;
  const at = argumentsOf(call).findIndex((argument) => argument.id === id);
  return { callee: fieldOf(call, "function").text, at };
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
