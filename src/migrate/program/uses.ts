/** How a function uses its variables, as far as their declarations depend on it. */

import { functionOf, typeOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { argumentsOf, fieldOf, mentionsOf, within } from "../c/syntax.js";
import { tsTypeOf } from "./ctypes.js";
import { ownFunctionAnywhere, type Program } from "./program.js";

/** A list's type with what it holds, by the first call that says it. */
export function listType(ts: string, program: Program, body: Node, name: string): string {
  return ts === "AosList<object>"
    ? `AosList<${elementIn(program, body, name, 0) ?? "object"}>`
    : ts;
}

/** What a list holds that is handed to functions within a body; functions may hand it on. */
function elementIn(program: Program, body: Node, name: string, depth: number): string | null {
  if (depth > 5) return null;
  for (const call of within(body, "call_expression")) {
    const element = elementSaid(program, call, name, depth);
    if (element !== null) return element;
  }
  return null;
}

/** What a call says of the entries of a list that is handed to it. */
function elementSaid(program: Program, call: Node, list: string, depth: number): string | null {
  const args = argumentsOf(call);
  const at = args.findIndex(({ text }) => isNamedBy(text, list));
  if (at < 0) return null;
  const callee = fieldOf(call, "function").text;
  if (callee.startsWith("aos_list_for_each")) return elementOfLoop(program, args[0]);
  if (/^aos_list_get_(first|last)$/.test(callee)) return elementOfLoop(program, args[1]);
  const own = ownFunctionAnywhere(program, callee);
  const param = own?.params[at];
  if (own !== undefined && param !== undefined) {
    return elementIn(program, own.body, param.name, depth + 1);
  }
  return elementTaken(callee, at);
}

/** Whether an argument is a list by its name, or by its field's. */
function isNamedBy(text: string, list: string): boolean {
  return (
    text
      .trim()
      .replace(/^& ?/, "")
      .replace(/^.*(->|\.)/, "") === list
  );
}

/** The structure that a loop over a list names. */
function elementOfLoop({ types }: Program, type: Node | undefined): string | null {
  const base = (type?.text ?? "").replace(/"|\bstruct\b/g, "").trim();
  const asked = { base, pointers: 0, dimensions: [], signature: null };
  return typeOf(base)?.ts ?? tsTypeOf(asked, types);
}

/** Of what entries a function of the SDK takes a list. */
function elementTaken(callee: string, at: number): string | null {
  if (/^(aos_parse_xml_body|get_xmldoc)$/.test(callee)) return "AosBuf";
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

/** Whether a value is new memory. */
export function isNew(value: Node): boolean {
  if (value.type === "cast_expression") return isNew(fieldOf(value, "value"));
  return value.type === "call_expression" && isAllocation(value);
}

function isAllocation(call: Node): boolean {
  return /^([mc]alloc|(aos|apr)_pc?alloc)$/.test(fieldOf(call, "function").text);
}

/** Whether a size is all that the memory has that stands beside it. */
export function isWholeOf(memory: Node, size: Node | undefined): boolean {
  const [name, ...others] = within(memory, "identifier");
  if (name === undefined || others.length > 0 || size === undefined) return false;
  if (size.type === "sizeof_expression") {
    return mentionsOf(size, name.text).length > 0;
  }
  return within(enclosing(memory, "function_definition") ?? memory, "call_expression").some(
    (call) =>
      isAllocation(call) &&
      argumentsOf(call).at(-1)?.text === size.text &&
      isGivenTo(call, name.text),
  );
}

/** Whether a variable gets the value of a call. */
export function isGivenTo(call: Node, name: string): boolean {
  const assignment = enclosing(call, "assignment_expression");
  const declarator = enclosing(call, "init_declarator");
  const target =
    assignment?.childForFieldName("left") ?? declarator?.childForFieldName("declarator");
  return target?.text.replace(/^[* ]+/, "") === name;
}

/** C's functions that write text to what their first argument leads to. */
const WRITERS = /^(str(n?cpy|n?cat)|s(n?)printf|apr_snprintf|apr_cpystrn|mem(cpy|move|set))$/;

/** Whether a call writes to a variable: as the target of text, or since it becomes a pool. */
export function writes(call: Node, name: string): boolean {
  const callee = fieldOf(call, "function").text;
  const [target] = argumentsOf(call);
  if (callee === "aos_pool_create") return target?.text.replace(/^& ?/, "") === name;
  return WRITERS.test(callee) && target?.text === name;
}

/** Whether a call writes the rest of a text: `sprintf(text + n, …)`. */
function writesRest(call: Node, name: string): boolean {
  const [target] = argumentsOf(call);
  const isSum = target?.type === "binary_expression" && fieldOf(target, "left").text === name;
  return isSum && WRITERS.test(fieldOf(call, "function").text);
}

/** The variable that an assignment gives its value. */
export function assignedBy(assignment: Node): Node {
  const left = fieldOf(assignment, "left");
  return unionOf(left) ?? left;
}

/** The `aos_func_u` that a node is a field of; a union of functions is the function that is in it. */
export function unionOf(node: Node): Node | null {
  if (node.type !== "field_expression") return null;
  const variable = fieldOf(node, "argument");
  const scopes = [enclosing(node, "function_definition") ?? node, node.tree.rootNode];
  const declarations = scopes.map((scope) => {
    return enclosing(mentionsOf(scope, variable.text)[0], "declaration");
  });
  const declaration = declarations.find((one) => one !== null);
  return declaration?.childForFieldName("type")?.text === "aos_func_u" ? variable : null;
}

/** How often a variable gets a value after its declaration; `asText`: by what is written to it as well. */
export function writesOf(body: Node, name: string, asText: boolean): number {
  return namingOnes(body, name).filter((one) => {
    if (one.type === "update_expression") return fieldOf(one, "argument").text === name;
    if (one.type === "assignment_expression") {
      const left = assignedBy(one);
      const isElement = asText && /^(subscript|pointer)_expression$/.test(left.type);
      return (isElement ? fieldOf(left, "argument") : left).text === name;
    }
    if (one.type !== "call_expression") return false;
    const isPool = fieldOf(one, "function").text === "aos_pool_create";
    const isTarget = (asText || isPool) && writes(one, name);
    return isTarget || isOver(one, name) || (asText && writesRest(one, name));
  }).length;
}

/** What names a variable within a body: expressions, and those around them. */
function namingOnes(body: Node, name: string): Node[] {
  const found = new Map<number, Node>();
  for (const mention of mentionsOf(body, name)) {
    for (let at = mention.parent; at !== null && at.id !== body.id; at = at.parent) {
      found.set(at.id, at);
    }
  }
  return [...found.values()];
}

/** Whether a variable is named in nothing but loops over entries, which give it its values. */
export function isOnlyEntry(body: Node, name: string): boolean {
  const mentions = mentionsOf(body, name);
  const [, ...others] = mentions;
  return others.length > 0 && others.every((mention) => isInLoopOver(mention, name));
}

function isInLoopOver(mention: Node, entry: string): boolean {
  for (let loop = enclosing(mention, "for_statement"); loop !== null; ) {
    const head = loop.childForFieldName("initializer");
    if (head?.type === "call_expression" && isOver(head, entry)) return true;
    loop = loop.parent === null ? null : enclosing(loop.parent, "for_statement");
  }
  return false;
}

/** Whether a call is the head of a loop that has a variable for its entries, or for the next ones. */
function isOver(call: Node, entry: string): boolean {
  const macro = fieldOf(call, "function").text;
  if (!macro.startsWith("aos_list_for_each_entry")) return false;
  const variables = argumentsOf(call).slice(1, macro.includes("_safe") ? 3 : 2);
  return variables.some(({ text }) => text === entry);
}
