/** What the rules for C's library have in common. */

import type { Node } from "../c/grammar.js";
import { Untranslatable } from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { LEVEL, primary, type Value } from "../expressions/value.js";
import type { Scope } from "../program/scope.js";

/** What a call becomes. Of one whose type is "nothing", nothing is left. */
export type Rule = (scope: Scope, args: readonly Node[]) => Value;

/** An argument as text; NULL has none, where C would crash. */
export function textGiven(scope: Scope, node: Node | undefined): Value {
  return adapted(scope, given(scope, node), "string");
}

export function given(scope: Scope, node: Node | undefined): Value {
  if (node === undefined)
    throw new Untranslatable("an argument is missing", "Look at the prototype.");
  return scope.translate(node);
}

/** A call whose only effect C's memory has. */
export const NOTHING: Value = primary("", "nothing");

/** An order of two values, which mostly is only asked for being 0. */
export function order(code: string, same: string): Value {
  const is: Value = { code: same, ts: "boolean", level: LEVEL.equality };
  const isNot: Value = same.includes(" === ")
    ? { ...is, code: same.replace(" === ", " !== ") }
    : { code: `!${same}`, ts: "boolean", level: LEVEL.unary };
  const isCall = !same.includes(" === ");
  return {
    ...primary(code, "number"),
    zero: { is: isCall ? primary(same, "boolean") : is, isNot },
  };
}
