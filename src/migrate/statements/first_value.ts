/** Where a variable gets its first value: it is declared there, if that is plain to see. */

import type { Node } from "../c/grammar.js";
import { argumentsOf, childrenOf, fieldOf, mentionsOf, within } from "../c/syntax.js";
import { assignedBy, enclosing, isNew, writes } from "../program/uses.js";
import { isJumpedOver } from "./goto.js";

/** Whether a variable is first named where it gets its value, in a statement of the block that declares it. */
export function isFirstAssigned(body: Node, name: string): boolean {
  const [declaration, first] = mentionsOf(body, name);
  return isFirstValue(declaration, first);
}

/** Whether the value of a text's declaration is only room for what the next statement to name it writes. */
export function isRoomFor(body: Node, name: string, value: Node): boolean {
  return isNew(value) && isFirstAssigned(body, name);
}

/** The assignment that gives a text room for what the next statement to name it writes, or `null`. */
export function roomOf(body: Node, name: string): Node | null {
  const [declaration, first, second] = mentionsOf(body, name);
  const assignment = first?.parent;
  if (assignment?.type !== "assignment_expression") return null;
  const isRoom = isFirstValue(declaration, first) && isNew(fieldOf(assignment, "right"));
  return isRoom && isFirstValue(declaration, second) ? assignment : null;
}

function isFirstValue(declaration: Node | undefined, mention: Node | undefined): boolean {
  const statement = enclosing(mention, "expression_statement");
  const block = enclosing(declaration, "declaration")?.parent;
  if (mention === undefined || statement?.parent?.id !== block?.id) return false;
  if (statement === null || isJumpedOver(statement, mention.text)) return false;
  return isValueOf(statement, mention) && !isNamedAgain(statement, mention);
}

/** Whether a statement gives a variable its value. */
function isValueOf(statement: Node, variable: Node): boolean {
  const [child] = childrenOf(statement);
  if (child?.type === "call_expression") return writes(child, variable.text);
  return child?.type === "assignment_expression" && assignedBy(child).id === variable.id;
}

/** Whether the value that a statement gives is made of the variable. */
function isNamedAgain(statement: Node, variable: Node): boolean {
  const [child] = childrenOf(statement);
  const callee = child?.type === "call_expression" ? fieldOf(child, "function").text : "";
  const counted = callee === "" ? [statement] : argumentsOf(child ?? statement).slice(1);
  const outside = (node: Node): boolean =>
    enclosing(node, "sizeof_expression") === null && node.id !== variable.id;
  return counted
    .flatMap((node) => within(node, "identifier"))
    .some((node) => node.text === variable.text && outside(node));
}
