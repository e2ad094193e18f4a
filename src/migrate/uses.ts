/** How a function uses its variables, as far as their declarations depend on it. */

import { functionOf, typeOf } from "./api.js";
import type { Node } from "./grammar.js";
import { argumentsOf, fieldOf, within } from "./syntax.js";

/** A list's type with what it holds, by the first call that says it. */
export function listType(ts: string, body: Node, name: string): string {
  if (ts !== "AosList<object>") return ts;
  const said = within(body, "call_expression").map((call) => elementSaid(call, name));
  const element = said.find((found) => found !== null);
  return typeof element === "string" ? `AosList<${element}>` : ts;
}

/** What a call says of the entries of a list that is handed to it. */
function elementSaid(call: Node, list: string): string | null {
  const args = argumentsOf(call);
  const at = args.findIndex(({ text }) => text.trim().replace(/^& ?/, "") === list);
  if (at < 1) return null;
  const callee = fieldOf(call, "function").text;
  if (callee.startsWith("aos_list_for_each")) {
    return typeOf(args[0]?.text.replaceAll('"', "") ?? "")?.ts ?? null;
  }
  return elementTaken(callee, at);
}

/** Of what entries a function of the SDK takes a list. */
function elementTaken(callee: string, at: number): string | null {
  const type = functionOf(callee)?.params[at]?.ts ?? "";
  const element = /^AosList<(\w+)>/.exec(type)?.[1] ?? "T";
  return /^(T|object)$/.test(element) ? null : element;
}

/** The statement or declaration of a type around a node, or the node itself. */
export function enclosing(node: Node | undefined, type: string): Node | null {
  let found: Node | null = node ?? null;
  while (found !== null && found.type !== type) found = found.parent;
  return found;
}

/** How often a variable gets a value after its declaration. */
export function writesOf(body: Node, name: string): number {
  const assigned = within(body, "assignment_expression").filter(
    (n) => fieldOf(n, "left").text === name,
  );
  const updated = within(body, "update_expression").filter(
    (n) => fieldOf(n, "argument").text === name,
  );
  const pools = within(body, "call_expression").filter(({ text }) =>
    text.startsWith(`aos_pool_create(&${name},`),
  );
  return assigned.length + updated.length + pools.length;
}
