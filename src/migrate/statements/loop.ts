/** Translates loops. */

import type { Node } from "../c/grammar.js";
import {
  argumentsOf,
  childrenOf,
  fieldOf,
  mentionsOf,
  SYNTAX_ADVICE,
  Untranslatable,
  within,
} from "../c/syntax.js";
import { updateOf } from "../expressions/assignment.js";
import type { Expressions } from "../expressions/expression.js";
import { isUsedBehind, MOVES, type Move } from "../expressions/moves.js";
import { holdsIf } from "../expressions/narrowing.js";
import { tsTypeOf } from "../program/ctypes.js";
import { renamed } from "../program/scope.js";
import type { LoopInner } from "./inner.js";
import { walkLines } from "./walk.js";

export function whileLines(inner: LoopInner, node: Node, indent: string): string[] {
  const { expressions } = inner;
  const [condition, moves] = expressions.moving(() =>
    conditionOf(expressions, fieldOf(node, "condition")),
  );
  const behind = moves.filter(({ name }) => isUsedBehind(node, name));
  if (behind.length > 0 && isLeft(fieldOf(node, "body"))) throw MOVES;
  const holds = holdsIf(expressions, fieldOf(node, "condition"), true).filter(
    (code) => !moves.some(({ name }) => startsWith(code, name)),
  );
  const moved = (some: readonly Move[], at: string): string[] =>
    some.map(({ code }) => `${at}${code};`);
  return [
    `${indent}while (${condition}) {`,
    ...moved(moves, `${indent}  `),
    ...expressions.knowing(holds, () => bodyOf(inner, node, indent)),
    `${indent}}`,
    ...moved(behind, indent),
  ];
}

export function doLines(inner: LoopInner, node: Node, indent: string): string[] {
  const body = heldTogether(node);
  if (body !== null) return once(inner, body, indent);
  const lines = bodyOf(inner, node, indent);
  const test = conditionOf(inner.expressions, fieldOf(node, "condition"));
  return [`${indent}do {`, ...lines, `${indent}} while (${test});`];
}

/** The body of `do { … } while (0)`, which holds statements together in a macro; `null` for any other statement. */
export function heldTogether(node: Node): Node | null {
  if (node.type !== "do_statement") return null;
  const [body, test] = [fieldOf(node, "body"), fieldOf(node, "condition")];
  return /^\(?0\)?$/.test(test.text.replace(/\s/g, "")) && !isLeft(body) ? body : null;
}

function once(inner: LoopInner, body: Node, indent: string): string[] {
  const statements = body.type === "compound_statement" ? childrenOf(body) : [body];
  if (!statements.some(({ type }) => type === "declaration")) return inner.list(statements, indent);
  return [`${indent}{`, ...inner.block(body, `${indent}  `), `${indent}}`];
}

/** Whether a loop is left, or begun anew, from within. */
function isLeft(body: Node): boolean {
  return childrenOf(body).some((node) => {
    if (node.type === "break_statement" || node.type === "continue_statement") return true;
    if (/^(for|while|do)_statement$/.test(node.type)) return false;
    if (node.type === "switch_statement") return within(node, "continue_statement").length > 0;
    return isLeft(node);
  });
}

export function forLines(inner: LoopInner, node: Node, indent: string): string[] {
  const head = node.childForFieldName("initializer");
  const called = head?.type === "call_expression" ? fieldOf(head, "function").text : "";
  if (head !== null && called.startsWith("aos_list_for_each")) {
    return eachEntryLines(inner, node, indent);
  }
  return walkLines(inner, node, indent) ?? countingLines(inner, node, indent);
}

function countingLines(inner: LoopInner, node: Node, indent: string): string[] {
  const { expressions } = inner;
  const head = node.childForFieldName("initializer");
  const [test, step] = [node.childForFieldName("condition"), node.childForFieldName("update")];
  const first = head === null ? "" : initialized(inner, head);
  const condition = test === null ? "" : conditionOf(expressions, test);
  const holds = test === null ? [] : holdsIf(expressions, test, true);
  const lines = expressions.knowing(holds, () => bodyOf(inner, node, indent));
  // What the body changes may be anything by the next turn.
  const written = assignedIn(fieldOf(node, "body"));
  const kept = holds.filter((code) => !written.some((name) => startsWith(code, name)));
  const next = step === null ? "" : expressions.knowing(kept, () => stepOf(inner, step));
  const parts = [first, condition, next];
  const clause = parts.every((part) => part === "") ? ";;" : parts.join("; ").trimEnd();
  return [`${indent}for (${clause}) {`, ...lines, `${indent}}`];
}

function bodyOf(inner: LoopInner, node: Node, indent: string): string[] {
  return inner.block(fieldOf(node, "body"), `${indent}  `);
}

/** `int i = 0, n = 3` are declared together. */
function initialized(inner: LoopInner, head: Node): string {
  if (head.type !== "declaration") return stepOf(inner, head);
  const lines = inner.declaration(head, "").map((line) => line.replace(/;$/, ""));
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return only;
  return `let ${lines.map((line) => line.replace(/^(let|const) /, "")).join(", ")}`;
}

/** Whether an expression is a variable, or what it leads to. */
function startsWith(code: string, name: string): boolean {
  return code === name || code.startsWith(`${name}.`);
}

/** The expressions that get other values within a statement. */
export function assignedIn(node: Node): string[] {
  const targets = [
    ...within(node, "assignment_expression").map((each) => fieldOf(each, "left")),
    ...within(node, "update_expression").map((each) => fieldOf(each, "argument")),
    ...within(node, "call_expression").flatMap((call) =>
      fieldOf(call, "function").text === "aos_pool_create" ? within(call, "identifier") : [],
    ),
  ];
  return targets.map(({ text }) => renamed(text.replaceAll("->", ".")));
}

function stepOf(inner: LoopInner, node: Node): string {
  if (node.type === "comma_expression") {
    return childrenOf(node)
      .map((part) => stepOf(inner, part))
      .join(", ");
  }
  if (node.type === "assignment_expression") return inner.assignment(node);
  if (node.type === "update_expression") return updateOf(inner.expressions, node);
  return inner.expressions.translate(node).code;
}

/** `while (1)` is `while (true)`. */
function conditionOf(expressions: Expressions, node: Node): string {
  const { code } = expressions.condition(node);
  return /^\d+$/.test(code) ? String(code !== "0") : code;
}

/** `aos_list_for_each_entry` and its relatives. */
function eachEntryLines(inner: LoopInner, node: Node, indent: string): string[] {
  const { locals } = inner.expressions;
  const head = fieldOf(node, "initializer");
  const entry = argumentsOf(head)[1]?.text ?? "";
  const around = locals.get(entry);
  const first = eachEntry(inner.expressions, head, fieldOf(node, "body"));
  const lines = [`${indent}${first}`, ...bodyOf(inner, node, indent), `${indent}}`];
  if (around !== undefined) locals.set(entry, around);
  return lines;
}

/** What a loop over entries names. */
interface Head {
  readonly macro: string;
  /** The structure that the entries are. */
  readonly base: string;
  readonly entry: Node;
  /** The variable for the entry after the one that the loop is at. */
  readonly next: Node | null;
  readonly list: Node;
}

function headOf(call: Node): Head {
  const macro = fieldOf(call, "function").text;
  const [type, entry, ...others] = argumentsOf(call);
  const [next = null, list] = macro.includes("_safe") ? others : [null, ...others];
  if (type === undefined || entry === undefined || list === undefined || list === null) {
    throw NO_STRUCTURES;
  }
  const base = type.text.replace(/"|\bstruct\b/g, "").trim();
  return { macro, base, entry, next, list };
}

const NO_STRUCTURES: Untranslatable = new Untranslatable(
  "a loop over entries that are no structures",
  SYNTAX_ADVICE,
);

function eachEntry(expressions: Expressions, call: Node, body: Node): string {
  const { macro, base, entry, next, list } = headOf(call);
  const struct = { base, pointers: 1, dimensions: [], signature: null };
  const ts = tsTypeOf(struct, expressions.needs.program.types);
  if (ts === null) throw NO_STRUCTURES;
  if (isNamed(body, next)) {
    throw new Untranslatable("a loop asks for the entry after its own", "Look for it in the list.");
  }
  const { code } = expressions.translate(list);
  const all = `${code}${macro.endsWith("_reverse") ? ".reversed()" : ""}`;
  if (expressions.locals.get(entry.text)?.role !== "entry") {
    // The variable is asked for outside of the loop as well.
    const target = expressions.target(entry);
    expressions.known.add(target.read);
    return `for (${target.code} of ${all}) {`;
  }
  const place = `${base} in a loop`;
  const local = { ts, boxed: false, pending: null, place, role: "alias", type: struct } as const;
  expressions.locals.set(entry.text, local);
  return `for (const ${isNamed(body, entry) ? "" : "_"}${renamed(entry.text)} of ${all}) {`;
}

function isNamed(body: Node, name: Node | null): boolean {
  return name !== null && mentionsOf(body, name.text).length > 0;
}
