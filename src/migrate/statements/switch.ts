/** Translates `switch`. */

import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import { anyOf, isLiteral, oneLiteral } from "../expressions/constants.js";
import type { Inner } from "./inner.js";

/** A label of a `switch`, and what follows it. */
interface Case {
  readonly node: Node;
  readonly statements: readonly Node[];
}

export function switchLines(inner: Inner, node: Node, indent: string): string[] {
  const { expressions } = inner;
  const asked = expressions.translate(fieldOf(node, "condition"));
  const subject = isLiteral(expressions, asked) ? anyOf(asked) : asked;
  const cases = childrenOf(fieldOf(node, "body")).map(caseOf);
  const lines = cases.flatMap((one, i) => {
    if (one.node.type === "comment") return [`${indent}  ${one.node.text}`];
    const label = labelOf(inner, one.node, subject.ts);
    const statements = done(cases.slice(i));
    const isLast = cases.slice(i + 1).every(({ node: later }) => later.type === "comment");
    const known = label === "default:" ? [] : oneLiteral(subject);
    const lines = expressions.knowing(known, () =>
      caseLines(inner, label, statements, `${indent}  `),
    );
    return isLast || !goesOn(statements) ? lines : [...lines, `${indent}    break;`];
  });
  return [`${indent}switch (${subject.code}) {`, ...lines, `${indent}}`];
}

function caseOf(node: Node): Case {
  if (node.type !== "case_statement" && node.type !== "comment") {
    throw new Untranslatable("a statement within switch has no case", SYNTAX_ADVICE);
  }
  if (node.type === "comment") return { node, statements: [] };
  const value = node.childForFieldName("value");
  // `case 1: { … } break;` needs its braces no more than `case 1: { … }`.
  const statements = childrenOf(node).flatMap((child) =>
    child.type === "compound_statement" ? childrenOf(child) : [child],
  );
  return { node, statements: statements.filter(({ id }) => id !== value?.id) };
}

function labelOf(inner: Inner, node: Node, ts: string): string {
  const value = node.childForFieldName("value");
  if (value === null) return "default:";
  const { expressions } = inner;
  return `case ${expressions.adapted(expressions.translate(value), ts).code}:`;
}

/** What is done from a label on. Where C falls through to the next label, what follows that is done as well. */
function done(cases: readonly Case[]): readonly Node[] {
  const [first, ...later] = cases;
  const statements = [...(first?.statements ?? [])];
  if (statements.every(({ type }) => type === "comment")) return statements;
  for (const next of later) {
    if (statements.some(leaves)) break;
    statements.push(...next.statements);
  }
  return statements;
}

/** Whether the end of what is done is reached, so that the switch has to be left there. */
function goesOn(statements: readonly Node[]): boolean {
  return !statements.every(({ type }) => type === "comment") && !statements.some(leaves);
}

function caseLines(
  inner: Inner,
  label: string,
  statements: readonly Node[],
  indent: string,
): string[] {
  const isBlock = statements.some(({ type }) => type === "declaration");
  const lines = inner.list(statements, `${indent}  `);
  return isBlock
    ? [`${indent}${label} {`, ...lines, `${indent}}`]
    : [`${indent}${label}`, ...lines];
}

/** Whether nothing after a statement is reached. */
function leaves(node: Node): boolean {
  switch (node.type) {
    case "break_statement":
    case "continue_statement":
    case "return_statement":
    case "goto_statement":
      return true;
    case "compound_statement":
      return childrenOf(node).some(leaves);
    case "else_clause":
      return childrenOf(node).some(leaves);
    case "if_statement": {
      const otherwise = node.childForFieldName("alternative");
      return otherwise !== null && leaves(otherwise) && leaves(fieldOf(node, "consequence"));
    }
    default:
      return /^(exit|abort)\s*\(/.test(node.text);
  }
}
