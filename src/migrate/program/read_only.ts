/** Whether a function only reads the memory that a parameter leads to. */

import { functionOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { fieldOf, handedOn, mentionsOf, within } from "../c/syntax.js";
import { lookup } from "../lookup.js";
import { type OwnFunction, ownFunction, type Program } from "./program.js";

/** C's functions that read what their arguments lead to, from the argument of a number on. */
const READERS: Readonly<Record<string, number>> = { memcpy: 1, memmove: 1, memcmp: 0, fwrite: 0 };

/** It is declared as a pointer to constants, or nothing is done with it that may write. */
export function isOnlyRead(program: Program, own: OwnFunction, name: string, depth = 0): boolean {
  if (isConstant(own, name)) return true;
  return depth < 5 && mentionsOf(own.body, name).every((one) => isRead(program, own, one, depth));
}

/** Whether a parameter is declared as a pointer to what may not be written. */
function isConstant({ body }: OwnFunction, name: string): boolean {
  const [list] = body.parent === null ? [] : within(body.parent, "parameter_list");
  return (list === undefined ? [] : within(list, "parameter_declaration")).some(
    ({ text }) => /\bconst\b/.test(text) && new RegExp(`\\b${name}\\b`).test(text),
  );
}

/** Whether a mention of a pointer hands it, or a pointer into what it leads to, to a function that reads. */
function isRead(program: Program, own: OwnFunction, mention: Node, depth: number): boolean {
  const call = handedOn(pointerAround(mention));
  if (call === null) return false;
  const { callee, at } = call;
  const called = ownFunction(program.functions, callee, own.module);
  if (called === undefined) return isReader(callee, at);
  const param = called.params[at];
  return param !== undefined && isOnlyRead(program, called, param.name, depth + 1);
}

/** Whether a function of C's library or of the SDK reads what an argument leads to. */
function isReader(callee: string, at: number): boolean {
  const from = lookup(READERS, callee);
  return from === undefined ? functionOf(callee)?.params[at]?.dir === "in" : at >= from;
}

/** `(char *)name + n`: the pointer that is made of a name. */
function pointerAround(name: Node): Node {
  const { parent } = name;
  const isPart =
    parent !== null &&
    (/^(parenthesized|cast)_expression$/.test(parent.type) ||
      (parent.type === "binary_expression" && fieldOf(parent, "operator").text === "+"));
  return isPart ? pointerAround(parent) : name;
}
