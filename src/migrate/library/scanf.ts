/** C's `sscanf`: the format stays, and a helper of that name reads by it. */

import type { Node } from "../c/grammar.js";
import { Untranslatable } from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { codeAt, LEVEL, primary, type Value } from "../expressions/value.js";
import type { Scope } from "../program/scope.js";
import { given, type Rule, textGiven } from "./rules.js";

/** A conversion of a format: whether what it reads goes nowhere, and what it reads. */
const CONVERSION = /%(\*?)\d*(?:hh|h|ll|l|z|j)?(\[\^?\]?[^\]]*\]|.)/g;

export const SCANF: Readonly<Record<string, Rule>> = { sscanf: scanned };

function scanned(scope: Scope, [text, format, ...targets]: readonly Node[]): Value {
  const given = [textGiven(scope, text), textGiven(scope, format)];
  const kinds = kindsIn(given[1]?.code ?? "");
  if (kinds.length !== targets.length) {
    throw new Untranslatable("a format has not as many conversions as targets", "See sscanf(3).");
  }
  const filled = targets.map((target, i) => targetOf(scope, target, kinds[i] ?? ""));
  const args = [...given, ...filled].map((value) => codeAt(value, LEVEL.assign));
  return primary(`${scope.needs.helper("sscanf")}(${args.join(", ")})`, "number");
}

/** What the conversions of a format read that go somewhere: `d`, `s`, `[^,]`. */
function kindsIn(format: string): string[] {
  if (!/^"(?:\\.|[^"\\])*"$/.test(format)) {
    throw new Untranslatable("the format of sscanf is no literal", "Use a regular expression.");
  }
  return [...format.replaceAll("%%", "").matchAll(CONVERSION)].flatMap(
    ([, skipped = "", kind = ""]) => (skipped === "" ? [kind] : []),
  );
}

/** A number is read into an out-parameter, a text into what holds one. */
function targetOf(scope: Scope, node: Node, kind: string): Value {
  const value = given(scope, node);
  const isText = /^(s$|\[)/.test(kind);
  if (isText && /^(string|AosString)$/.test(value.ts)) return adapted(scope, value, "AosString");
  if (/^[duxXfeg]$/.test(kind) && /^Out<(number|double|bigint)>$/.test(value.ts)) return value;
  throw new Untranslatable(
    `%${kind} is read into what it has no counterpart for`,
    "Read it apart.",
  );
}
