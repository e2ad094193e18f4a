/** Whether a function fills what a pointer to a pointer leads to: an out-parameter, and no array. */

import { functionOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { fieldOf, handedOn, mentionsOf } from "../c/syntax.js";
import { type OwnFunction, ownFunction, type Program, paramPlace } from "./program.js";

/** Learns it of all parameters. */
export function learnFilled(program: Program): void {
  for (const own of program.functions.values()) {
    for (const { name, type } of own.params) {
      const isPointed = type.pointers === 2 && type.dimensions.length === 0;
      if (isPointed && isFilled(program, own, name))
        program.learned.learn("filled", paramPlace(own, name));
    }
  }
}

/** It is given a value, as `*name = …` or by a function that it is handed on to, and never taken as an array. */
function isFilled(program: Program, own: OwnFunction, name: string, depth = 0): boolean {
  const mentions = mentionsOf(own.body, name);
  const fills = (one: Node) => isAssigned(one) || isHandedOn(program, own, one, depth);
  return (
    mentions.some(fills) && mentions.every((one) => isFollowed(one) || isAsked(one) || fills(one))
  );
}

/** `*name`. */
function isFollowed({ parent }: Node): boolean {
  return parent?.type === "pointer_expression" && fieldOf(parent, "operator").text === "*";
}

/** `*name = …`. */
function isAssigned(mention: Node): boolean {
  const { parent } = mention;
  const assignment = parent?.parent;
  return (
    isFollowed(mention) &&
    assignment?.type === "assignment_expression" &&
    fieldOf(assignment, "left").id === parent?.id
  );
}

/** Whether it is only asked whether it is NULL. */
function isAsked({ parent }: Node): boolean {
  if (parent?.type === "parenthesized_expression") {
    return parent.parent?.type === "if_statement" || isAsked(parent);
  }
  const operator = /^(bi|u)nary_expression$/.test(parent?.type ?? "")
    ? parent?.childForFieldName("operator")?.text
    : "";
  return /^(==|!=|!|&&|\|\|)$/.test(operator ?? "");
}

/** Whether it is handed to a function that fills it. */
function isHandedOn(program: Program, own: OwnFunction, mention: Node, depth: number): boolean {
  const call = handedOn(mention);
  if (call === null || depth > 5) return false;
  const { callee, at } = call;
  const called = ownFunction(program.functions, callee, own.module);
  if (called === undefined) return functionOf(callee)?.params[at]?.ts.startsWith("Out<") === true;
  const param = called.params[at];
  return param !== undefined && isFilled(program, called, param.name, depth + 1);
}
