/** What translates the parts of a statement: whoever has a rule for statements of a kind calls it. */

import type { Node } from "../c/grammar.js";
import type { Expressions } from "../expressions/expression.js";

/** What translates what is within a statement. */
export interface Inner {
  readonly expressions: Expressions;
  list(statements: readonly Node[], indent: string): string[];
}

/** What translates the parts of a loop. */
export interface LoopInner extends Inner {
  block(node: Node, indent: string): string[];
  declaration(node: Node, indent: string): string[];
  assignment(node: Node): string;
}
