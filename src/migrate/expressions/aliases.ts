/** Texts that two pointers lead to: what is written to one shows through the other in C, but not in strings. */

import type { Node } from "../c/grammar.js";
import {
  argumentsOf,
  childrenOf,
  fieldOf,
  mentionsOf,
  Untranslatable,
  within,
} from "../c/syntax.js";
import { enclosing } from "../program/uses.js";
import { loopAround } from "./moves.js";
import { type Value, withoutNull } from "./value.js";

/** Whether a pointer into a text is followed after the text was written, where a name of it stands. */
export function isSeenThroughAnother(target: Node): boolean {
  const body = enclosing(target, "function_definition");
  const place = enclosing(target, "expression_statement") ?? target;
  if (body === null) return false;
  return givenIn(body).some(({ name, value, at }) => {
    const isInto = name !== target.text && leadsInto(value, target.text);
    return isInto && at.startIndex < place.startIndex && isAskedAfter(body, place, name);
  });
}

/** A variable that gets a value. */
interface Given {
  readonly name: string;
  readonly value: Node;
  readonly at: Node;
}

function givenIn(body: Node): Given[] {
  const declared = within(body, "init_declarator").map((at) => ({
    name: fieldOf(at, "declarator").text.replace(/^[*\s]+/, ""),
    value: fieldOf(at, "value"),
    at,
  }));
  const assigned = within(body, "assignment_expression").map((at) => ({
    name: fieldOf(at, "left").text,
    value: fieldOf(at, "right"),
    at,
  }));
  return [...declared, ...assigned];
}

/** Whether a value is a pointer into a text: `text`, `text + n`, `&text[n]`, `strchr(text, c)`. */
function leadsInto(value: Node, text: string): boolean {
  switch (value.type) {
    case "identifier":
      return value.text === text;
    case "cast_expression":
      return leadsInto(fieldOf(value, "value"), text);
    case "parenthesized_expression":
      return childrenOf(value).some((inner) => leadsInto(inner, text));
    case "binary_expression":
      return fieldOf(value, "operator").text === "+" && leadsInto(fieldOf(value, "left"), text);
    case "pointer_expression": {
      const argument = fieldOf(value, "argument");
      const isElement = value.text.startsWith("&") && argument.type === "subscript_expression";
      return isElement && leadsInto(fieldOf(argument, "argument"), text);
    }
    case "conditional_expression":
      return branchesOf(value).some((branch) => leadsInto(branch, text));
    case "call_expression":
      return (
        isSearch(value) &&
        argumentsOf(value)
          .slice(0, 1)
          .some((first) => leadsInto(first, text))
      );
    default:
      return false;
  }
}

/** Whether a call gives a pointer into its first argument. */
function isSearch(call: Node): boolean {
  return /^(strr?chr|strstr|strpbrk|memchr)$/.test(fieldOf(call, "function").text);
}

/** Whether a pointer is followed behind a place before it leads elsewhere, be it with the next turn of a loop. */
function isAskedAfter(body: Node, place: Node, name: string): boolean {
  const given = givenIn(body).filter((each) => each.name === name);
  const isStill = (from: number, mention: Node): boolean =>
    mention.startIndex >= from &&
    !given.some(({ at }) => at.startIndex >= from && at.startIndex <= mention.startIndex);
  const loop = loopAround(place);
  return mentionsOf(body, name).some((mention) => {
    if (mention.parent?.parent?.text === `free(${name})`) return false;
    if (mention.startIndex >= place.endIndex) return isStill(place.endIndex, mention);
    return loop !== null && isStill(loop.startIndex, mention);
  });
}

/** Whether a value is memory that has a name already. */
export function isPointerToOther(value: Node): boolean {
  switch (value.type) {
    case "cast_expression":
      return isPointerToOther(fieldOf(value, "value"));
    case "parenthesized_expression":
      return childrenOf(value).some(isPointerToOther);
    case "identifier":
    case "field_expression":
    case "subscript_expression":
    case "pointer_expression":
    case "binary_expression":
      return true;
    case "conditional_expression":
      return branchesOf(value).some(isPointerToOther);
    case "call_expression":
      return isSearch(value);
    default:
      return false;
  }
}

/** What `test ? one : other` may be. */
function branchesOf(node: Node): Node[] {
  return [fieldOf(node, "consequence"), fieldOf(node, "alternative")];
}

/** A part of a text that becomes memory apart from it is a copy: what is written there would not show. */
export function refuseCopy(node: Node, value: Value, ts: string): void {
  const isMemoryOfText = withoutNull(ts) === "Buffer" && withoutNull(value.ts) === "string";
  if (isMemoryOfText && value.place === undefined && isPointerToOther(node)) {
    throw new Untranslatable(
      "a pointer into a text is used as memory",
      "Make the text a Buffer, and the pointer a subarray of it.",
    );
  }
}
