/** `goto` to a label further on becomes `break` out of a labelled block. */

import type { Node } from "../c/grammar.js";
import { fieldOf, mentionsOf, within } from "../c/syntax.js";

/** What a `goto` jumps over, in the list of statements that its label stands in. */
export interface Stretch {
  readonly label: string;
  /** The first statement that is in the labelled block. */
  readonly from: number;
  /** The statement that has the label. */
  readonly to: number;
}

/** The outermost of the labelled blocks that a list of statements needs; `null` where it needs none. */
export function stretchIn(statements: readonly Node[]): Stretch | null {
  const stretches = statements.flatMap((statement, to) => stretchTo(statements, statement, to));
  const last = stretches.at(-1);
  if (last === undefined) return null;
  // A block that reaches into this one has to begin and end in it.
  const from = stretches.reduceRight(
    (first, other) => (other.to > first ? Math.min(first, other.from) : first),
    last.from,
  );
  return { ...last, from };
}

function stretchTo(statements: readonly Node[], statement: Node, to: number): Stretch[] {
  if (statement.type !== "labeled_statement") return [];
  const label = fieldOf(statement, "label").text;
  const from = statements.findIndex((other, i) => i < to && jumpsTo(other, label));
  return from < 0 ? [] : [{ label, from, to }];
}

function jumpsTo(statement: Node, label: string): boolean {
  return within(statement, "goto_statement").some((jump) => fieldOf(jump, "label").text === label);
}

/** Whether a statement is jumped over, and a name of it is used where the jump leads. */
export function isJumpedOver(statement: Node, name: string): boolean {
  const { parent } = statement;
  if (parent === null || within(parent, "labeled_statement").length === 0) return false;
  const siblings = parent.namedChildren;
  const at = siblings.findIndex(({ id }) => id === statement.id);
  const { from, to } = stretchIn(siblings) ?? { from: siblings.length, to: siblings.length };
  if (at < from || at >= to) return false;
  return siblings.slice(to).some((later) => mentionsOf(later, name).length > 0);
}
