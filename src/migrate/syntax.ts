/** C text made ready for the grammar, and what is asked of a syntax tree. */

import type { Node } from "./grammar.js";

/** A comment, a text or a character: what none of the repairs may touch. */
const OPAQUE = /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/g;

const LOOP = /\baos_list_for_each_entry(?:_safe)?(?:_reverse)?\b/;

/** Macros of headers that stand where the grammar expects none, and say nothing. */
const SILENT = /\b(?:OSS_CPP_START|OSS_CPP_END|AOS_CPP_START|AOS_CPP_END|APR_THREAD_FUNC)\b/g;

/** The text with every line where it was, the loops over lists as `for`, and slips of the pen repaired. */
export function prepared(text: string): { text: string; repaired: number[] } {
  const covered = text.replace(OPAQUE, (part) => part.replace(/[^\n]/g, "\0"));
  const repaired: number[] = [];
  let result = "";
  let at = 0;
  for (const match of covered.matchAll(/![ \t]+=(?!=)/g)) {
    repaired.push(covered.slice(0, match.index).split("\n").length);
    result += `${text.slice(at, match.index)}${" ".repeat(match[0].length - 2)}!=`;
    at = match.index + match[0].length;
  }
  result = (result + text.slice(at)).replace(SILENT, (name) => " ".repeat(name.length));
  return { text: withLoops(result), repaired };
}

/** `aos_list_for_each_entry(T, …) {` becomes `for (aos_list_for_each_entry("T", …);;) {`. */
function withLoops(text: string): string {
  let rest = text;
  let result = "";
  for (let match = LOOP.exec(rest); match !== null; match = LOOP.exec(rest)) {
    const open = rest.indexOf("(", match.index);
    const close = closing(rest, open);
    const [type = "", ...others] = rest.slice(open + 1, close).split(",");
    result += `${rest.slice(0, match.index)}for (${match[0]}("${type.trim()}",${others.join(",")});;)`;
    rest = rest.slice(close + 1);
  }
  return result + rest;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")" && --depth === 0) return i;
  }
  return text.length;
}

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
