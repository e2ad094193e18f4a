/** Whether a list is empty, as C asks it of its links: `list.next == &list`. */

import type { Node } from "../c/grammar.js";
import { fieldOf } from "../c/syntax.js";
import type { Scope } from "../program/scope.js";
import { codeAt, LEVEL, primary, type Value, withoutNull } from "./value.js";

/** A comparison of a list's first or last link with the list; `null` for any other one. */
export function emptinessOf(scope: Scope, operator: string, left: Node, right: Node): Value | null {
  const list = linkedTo(scope, left, right) ?? linkedTo(scope, right, left);
  if (list === null) return null;
  const isEmpty = primary(`${scope.needs.name("aosListEmpty")}(${list})`, "boolean");
  return operator === "=="
    ? isEmpty
    : { ...isEmpty, code: `!${codeAt(isEmpty, LEVEL.unary)}`, level: LEVEL.unary };
}

/** The list that a link is of, and that it is compared with. */
function linkedTo(scope: Scope, link: Node, other: Node): string | null {
  if (link.type !== "field_expression" || !/^(next|prev)$/.test(fieldOf(link, "field").text)) {
    return null;
  }
  const list = scope.translate(fieldOf(link, "argument"));
  if (!withoutNull(list.ts).startsWith("AosList<")) return null;
  const { code } = scope.followed(list);
  return scope.followed(scope.translate(other)).code === code ? code : null;
}
