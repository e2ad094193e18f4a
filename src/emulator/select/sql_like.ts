/**
 * The patterns behind LIKE. They go by characters; everything else of an expression goes by bytes.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import type { SqlLikeElement } from "./sql_query.js";

/**
 * Takes a pattern apart, one character a byte: `%` is anything and `_` is one character, unless the
 * escape stands before it.
 */
export function likePattern(pattern: string, escape: string): readonly SqlLikeElement[] {
  const elements: SqlLikeElement[] = [];
  let isEscaped = false;
  for (const character of utf8(pattern)) {
    if (!isEscaped && character === escape) {
      isEscaped = true;
      continue;
    }
    elements.push(isEscaped ? { kind: "literal", character } : elementOf(character));
    isEscaped = false;
  }
  return elements;
}

function elementOf(character: string): SqlLikeElement {
  if (character === "%") return { kind: "many" };
  return character === "_" ? { kind: "one" } : { kind: "literal", character };
}

/**
 * Tells whether a text of bytes matches a pattern. Only what the last `%` stands for is ever tried
 * again: if the text between it and the one before was found early, nothing is lost by that. So a
 * hostile pattern takes as long as its length times that of the text, where a regular expression
 * would try for ever.
 */
export function isLike(text: string, pattern: readonly SqlLikeElement[]): boolean {
  const characters = Array.from(utf8(text));
  let at = 0;
  let element = 0;
  let last: { readonly behind: number; end: number } | null = null;
  while (at < characters.length) {
    const wanted = pattern[element];
    if (wanted?.kind === "many") {
      element += 1;
      last = { behind: element, end: at };
    } else if (wanted?.kind === "one" || wanted?.character === characters[at]) {
      element += 1;
      at += 1;
    } else if (last !== null) {
      element = last.behind;
      last.end += 1;
      at = last.end;
    } else return false;
  }
  return pattern.slice(element).every(({ kind }) => kind === "many");
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}
