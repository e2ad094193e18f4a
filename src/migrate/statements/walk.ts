/** Loops of a pointer over an array: `for (p = rows; p < rows + n; p++)` goes over its elements. */

import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, mentionsOf, Untranslatable, within } from "../c/syntax.js";
import { arrayOf } from "../expressions/access.js";
import type { Expressions } from "../expressions/expression.js";
import { MOVES } from "../expressions/moves.js";
import { holdsIf } from "../expressions/narrowing.js";
import { codeAt, elementOf, LEVEL } from "../expressions/value.js";
import { type Local, renamed } from "../program/scope.js";
import { ctypeOf } from "../program/typing.js";
import { enclosing } from "../program/uses.js";
import type { LoopInner } from "./inner.js";

/** A loop whose variable is a pointer that goes from the first element on. */
interface Walk {
  readonly name: string;
  readonly array: Node;
  readonly test: Node;
  readonly body: Node;
}

/** The lines of a walk; `null` for any other loop. */
export function walkLines(inner: LoopInner, node: Node, indent: string): string[] | null {
  const { expressions } = inner;
  const walk = walkOf(node);
  if (walk === null || !isPointer(expressions, walk)) return null;
  const array = arrayOf(expressions, walk.array);
  const element = elementOf(array.ts);
  if (element === null) return null;
  if (!isOnlyWalker(node, walk.name) || isChanged(expressions, walk, element)) throw MOVES;
  const count = countOf(expressions, walk);
  const { locals } = expressions;
  const around = locals.get(walk.name);
  locals.set(
    walk.name,
    elementLocal(expressions, walk, `${walk.name} over ${array.code}`, element),
  );
  const all = codeAt(array, LEVEL.primary);
  const some = count === null || count === `${all}.length` ? all : `${all}.slice(0, ${count})`;
  const end = count === null ? ending(expressions, walk.test, `${indent}  `) : [];
  const lines = inner.block(walk.body, `${indent}  `);
  if (around !== undefined) locals.set(walk.name, around);
  const isAsked = end.length > 0 || mentionsOf(walk.body, walk.name).length > 0;
  return [
    `${indent}for (const ${isAsked ? "" : "_"}${renamed(walk.name)} of ${some}) {`,
    ...end,
    ...lines,
    `${indent}}`,
  ];
}

/** The variable that is each element in turn. */
function elementLocal(expressions: Expressions, walk: Walk, place: string, ts: string): Local {
  const unknown = { base: "", pointers: 1, dimensions: [], signature: null };
  const type = ctypeOf(expressions, walk.array) ?? unknown;
  return { ts, boxed: false, pending: null, place, role: "element", type };
}

function walkOf(node: Node): Walk | null {
  const [head, test, step] = ["initializer", "condition", "update"].map((field) =>
    node.childForFieldName(field),
  );
  const first = head == null ? null : firstOf(head);
  if (first === null || test == null || step == null) return null;
  const isStep = step.text === `${first.name}++` || step.text === `++${first.name}`;
  return isStep ? { ...first, test, body: fieldOf(node, "body") } : null;
}

/** `p = rows`, with or without its declaration. */
function firstOf(head: Node): { readonly name: string; readonly array: Node } | null {
  const declarator = head.type === "declaration" ? fieldOf(head, "declarator") : null;
  const array = (declarator ?? head).childForFieldName(declarator === null ? "right" : "value");
  const named = declarator ?? head.childForFieldName("left");
  const [name] = named === null ? [] : within(named, "identifier");
  return array?.type === "identifier" && name !== undefined ? { name: name.text, array } : null;
}

/** Whether what is walked over is an array, or a pointer that the walk ends by counting from. */
function isPointer(expressions: Expressions, { array }: Walk): boolean {
  const type = ctypeOf(expressions, array);
  const depth = (type?.pointers ?? 0) + (type?.dimensions.length ?? 0);
  return depth > 1 || (depth === 1 && !/^(char|unsigned char|u?int8_t)$/.test(type?.base ?? ""));
}

/** Whether a pointer is named in nothing but walks, each of which begins anew. */
function isOnlyWalker(node: Node, name: string): boolean {
  const body = enclosing(node, "function_definition") ?? node;
  const mentions = mentionsOf(body, name);
  return mentions.every((mention) => isDeclared(mention) || isInWalk(mention, name));
}

function isDeclared(mention: Node): boolean {
  const parent = mention.parent;
  return parent?.type === "pointer_declarator";
}

function isInWalk(mention: Node, name: string): boolean {
  for (let loop = enclosing(mention, "for_statement"); loop !== null; ) {
    if (walkOf(loop)?.name === name) return true;
    loop = loop.parent === null ? null : enclosing(loop.parent, "for_statement");
  }
  return false;
}

/** Whether the loop moves the pointer or its end, or writes to elements that are no structures. */
function isChanged({ needs }: Expressions, walk: Walk, element: string): boolean {
  const { name, array, test, body } = walk;
  const targets = [
    ...within(body, "assignment_expression").map((node) => fieldOf(node, "left")),
    ...within(body, "update_expression").map((node) => fieldOf(node, "argument")),
  ];
  const asked = within(test, "identifier").map(({ text }) => text);
  const isStructure = needs.program.types.structs.has(element);
  const isElement = (text: string): boolean =>
    text === `*${name}` || text.startsWith(`${array.text}[`);
  return targets.some(({ text }) => asked.includes(text) || (!isStructure && isElement(text)));
}

/** How many elements the walk goes over; `null` where it ends by what an element is. */
function countOf(expressions: Expressions, { name, array, test }: Walk): string | null {
  const operator = test.childForFieldName("operator")?.text ?? "";
  const isEnd = test.childForFieldName("left")?.text === name && /^(<|!=)$/.test(operator);
  if (!isEnd) return endsItself(test, name);
  const right = fieldOf(test, "right");
  const [of, count] =
    right.type === "binary_expression" && fieldOf(right, "operator").text === "+"
      ? [fieldOf(right, "left"), fieldOf(right, "right")]
      : [...(right.type === "pointer_expression" ? partsOf(fieldOf(right, "argument")) : [])];
  if (of?.text !== array.text || count === undefined) throw MOVES;
  return expressions.translate(count).code;
}

function partsOf(node: Node): readonly Node[] {
  return node.type === "subscript_expression"
    ? [fieldOf(node, "argument"), fieldOf(node, "index")]
    : [];
}

function endsItself(test: Node, name: string): null {
  const asks = mentionsOf(test, name);
  const isFollowed = asks.every(({ parent }) =>
    /^(pointer|field)_expression$/.test(parent?.type ?? ""),
  );
  if (asks.length === 0 || !isFollowed) {
    throw new Untranslatable("a walk over an array has no plain end", "Count with an index.");
  }
  return null;
}

/** A walk that ends at an element that holds nothing. */
function ending(expressions: Expressions, test: Node, indent: string): string[] {
  const { code } = expressions.condition(test);
  const isPlain = code.includes(" !== ") && !/&&|\|\|/.test(code);
  const end = isPlain ? code.replace(" !== ", " === ") : `!(${code})`;
  for (const known of holdsIf(expressions, test, true)) expressions.known.add(known);
  return [`${indent}if (${end}) {`, `${indent}  break;`, `${indent}}`];
}

/** Whether a declaration is of a pointer that walks only, which its loops declare. */
export function isWalker(body: Node, name: string): boolean {
  const mentions = mentionsOf(body, name);
  return mentions.length > 1 && isOnlyWalker(body, name) && childrenOf(body).length > 0;
}
