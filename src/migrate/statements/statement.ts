/** Translates the statements of a function. */

import type { Node } from "../c/grammar.js";
import {
  argumentsOf,
  childrenOf,
  fieldOf,
  lineOf,
  SYNTAX_ADVICE,
  Untranslatable,
} from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { assignmentOf, updateOf } from "../expressions/assignment.js";
import { isLiteralFact } from "../expressions/constants.js";
import { givenBack } from "../expressions/copies.js";
import { fitted } from "../expressions/cut.js";
import { Expressions } from "../expressions/expression.js";
import { isMovedWithin, MOVES } from "../expressions/moves.js";
import { holdsIf } from "../expressions/narrowing.js";
import { withValue } from "../expressions/target.js";
import { isNullable, isWide, primary } from "../expressions/value.js";
import { isTest } from "../library/cutest.js";
import { resolved } from "../program/ctypes.js";
import { integerNamed } from "../program/integers.js";
import {
  type OwnFunction,
  paramPlace,
  paramType,
  returnPlace,
  returnType,
} from "../program/program.js";
import type { ModuleNeeds } from "../program/scope.js";
import { listType } from "../program/uses.js";
import { Declarations } from "./declaration.js";
import { stretchIn } from "./goto.js";
import { assignedIn, doLines, forLines, heldTogether, whileLines } from "./loop.js";
import { switchLines } from "./switch.js";

/** The statements of one function. */
export class Statements {
  readonly expressions: Expressions;
  private readonly needs: ModuleNeeds;
  private readonly own: OwnFunction;
  private readonly declarations: Declarations;
  /** Labels of the blocks around a statement, which `goto` leaves. */
  private readonly labels: string[] = [];

  constructor(needs: ModuleNeeds, own: OwnFunction) {
    this.needs = needs;
    this.own = own;
    this.expressions = new Expressions(needs, own.name);
    this.declarations = new Declarations(this.expressions, own.body);
    for (const param of own.params.filter(({ type }) => !isTest(type))) {
      const { name, type } = param;
      const ts = paramType(own, param, needs.program) ?? "unknown";
      this.expressions.locals.set(name, {
        ts: listType(ts, needs.program, own.body, name),
        boxed: false,
        pending: null,
        place: paramPlace(own, name),
        role: "parameter",
        type,
      });
    }
  }

  /** Lines that stand before the function. */
  get kept(): readonly string[] {
    return this.declarations.kept;
  }

  /** The lines of a block, without its braces, with its comments and blank lines. */
  block(node: Node, indent: string): string[] {
    const body = heldTogether(node) ?? node;
    const statements = body.type === "compound_statement" ? childrenOf(body) : [body];
    return this.list(statements, indent, node.startPosition.row);
  }

  /** The lines of statements; `row` is where what is before them ends. */
  list(
    statements: readonly Node[],
    indent: string,
    row: number = Number.POSITIVE_INFINITY,
  ): string[] {
    const stretch = stretchIn(statements);
    if (stretch === null) return this.plainList(statements, indent, row);
    const { label, from, to } = stretch;
    this.labels.push(label);
    const before = this.list(statements.slice(0, from), indent, row);
    const within = this.list(statements.slice(from, to), `${indent}  `);
    this.labels.pop();
    const after = this.list(statements.slice(to), indent, statements[to - 1]?.endPosition.row);
    const isApart = gap(statements[from - 1]?.endPosition.row ?? row, statements[from], before);
    return [...before, ...isApart, `${indent}${label}: {`, ...within, `${indent}}`, ...after];
  }

  private plainList(statements: readonly Node[], indent: string, before: number): string[] {
    const lines: string[] = [];
    let row = before;
    for (const statement of statements) {
      const made = this.marked(statement, indent);
      const sameLine =
        statement.type === "comment" && statement.startPosition.row === row && lines.length > 0;
      if (sameLine) lines.push(`${lines.pop() ?? ""} ${statement.text}`);
      else if (made.length > 0) lines.push(...gap(row, statement, lines), ...made);
      row = statement.endPosition.row;
    }
    return lines;
  }

  /** A statement's lines, or the C of one that can't be translated beside what does not compile. */
  private marked(node: Node, indent: string): string[] {
    const awaited = this.declarations.awaited();
    try {
      const lines = this.statement(node, indent);
      if (node.type !== "comment") this.needs.translated++;
      return lines;
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      const owed =
        node.type === "declaration"
          ? this.declarations.left()
          : this.declarations.withoutValue(awaited, node);
      return [...marks(node, error, indent, this.needs), ...owed.map((line) => indent + line)];
    }
  }

  private statement(node: Node, indent: string): string[] {
    switch (node.type) {
      case "comment":
        return commentLines(node, indent);
      case "declaration":
        return this.moving(indent, () => this.declaration(node, indent));
      case "expression_statement":
        return this.moving(indent, () => this.expression(node, indent));
      case "return_statement":
        return this.moving(null, () => [`${indent}${this.returned(node)}`]);
      case "if_statement":
        return this.branch(node, indent);
      case "compound_statement":
        return [`${indent}{`, ...this.block(node, `${indent}  `), `${indent}}`];
      case "break_statement":
      case "continue_statement":
        return [`${indent}${node.text}`];
      default:
        return this.jumping(node, indent);
    }
  }

  /** Statements from which the program goes on elsewhere than with the next one. */
  private jumping(node: Node, indent: string): string[] {
    switch (node.type) {
      case "switch_statement":
        return this.looping(node, () => switchLines(this, node, indent));
      case "while_statement":
        return this.looping(node, () => whileLines(this, node, indent));
      case "do_statement":
        return this.looping(node, () => doLines(this, node, indent));
      case "for_statement":
        return this.looping(node, () => forLines(this, node, indent));
      case "goto_statement":
        return this.jump(node, indent);
      case "labeled_statement":
        return this.statement(childrenOf(node).at(-1) ?? node, indent);
      default:
        throw new Untranslatable(`a ${node.type.replaceAll("_", " ")}`, SYNTAX_ADVICE);
    }
  }

  /** A statement, and behind it the pointers that move with it; `null`: nobody asks for them any more. */
  private moving(indent: string | null, make: () => string[]): string[] {
    const [lines, moves] = this.expressions.moving(make);
    return indent === null ? lines : [...lines, ...moves.map(({ code }) => `${indent}${code};`)];
  }

  private returned(node: Node): string {
    const [child] = childrenOf(node);
    if (child === undefined) return "return;";
    const { program } = this.needs;
    const wanted = returnType(this.own, program) ?? "unknown";
    const to = integerNamed(resolved(this.own.gives, program.types));
    const named = fitted(this.expressions, this.expressions.translate(child), child, to);
    const isWhole = this.own.gives.pointers === 0;
    const value = isWhole ? givenBack(this.expressions, child, named) : named;
    if (isNullable(value.ts) && !isNullable(wanted)) {
      program.learned.learn("nullable", returnPlace(this.own));
    }
    if (value.ts === "Buffer" && wanted === "string") {
      program.learned.learn("memory", returnPlace(this.own));
    }
    if (isWide(value)) program.learned.widen(wanted, returnPlace(this.own));
    const given = wanted === "void" ? value : adapted(this.expressions, value, wanted);
    return `return ${given.code};`;
  }

  private branch(node: Node, indent: string): string[] {
    const { expressions } = this;
    const test = fieldOf(node, "condition");
    const [condition, moves] = expressions.moving(() => expressions.condition(test));
    const isTold = moves.some(({ name }) => isMovedWithin(node, test, name));
    if (isTold) throw MOVES;
    const behind = moves.map(({ code }) => `${indent}${code};`);
    const consequence = fieldOf(node, "consequence");
    const before = new Set(expressions.known);
    for (const code of holdsIf(expressions, test, true)) expressions.known.add(code);
    const lines = [`${indent}if (${condition.code}) {`, ...this.block(consequence, `${indent}  `)];
    const after = isLeaving(consequence) ? null : new Set(expressions.known);
    expressions.knowOnly(before);
    for (const code of holdsIf(expressions, test, false)) expressions.known.add(code);
    const all = [...lines, ...this.otherwise(node, indent), ...behind];
    if (after !== null) expressions.knowOnly(after, isOtherwiseLeaving(node));
    return all;
  }

  private otherwise(node: Node, indent: string): string[] {
    const alternative = node.childForFieldName("alternative");
    const otherwise = alternative === null ? undefined : childrenOf(alternative).at(-1);
    if (otherwise === undefined) return [`${indent}}`];
    if (otherwise.type !== "if_statement") {
      return [`${indent}} else {`, ...this.block(otherwise, `${indent}  `), `${indent}}`];
    }
    const [first = "", ...rest] = this.branch(otherwise, indent);
    return [`${indent}} else ${first.trimStart()}`, ...rest];
  }

  private jump(node: Node, indent: string): string[] {
    const label = fieldOf(node, "label").text;
    if (this.labels.includes(label)) return [`${indent}break ${label};`];
    throw new Untranslatable(
      "goto leads back, or into a block",
      "Write a loop, or a function that is called twice.",
    );
  }

  private expression(node: Node, indent: string): string[] {
    const [child] = childrenOf(node);
    if (child === undefined) return [];
    // `(void)name;` says that a parameter is not used.
    if (child.type === "cast_expression" && fieldOf(child, "type").text === "void") return [];
    if (child.type === "comma_expression") {
      return childrenOf(child).flatMap((part) => this.effect(part, indent));
    }
    return this.effect(child, indent);
  }

  private effect(child: Node, indent: string): string[] {
    if (this.declarations.rooms.has(child.id)) return [];
    if (child.type === "assignment_expression") return [`${indent}${this.assignment(child)};`];
    if (child.type === "call_expression" && fieldOf(child, "function").text === "aos_pool_create") {
      return [`${indent}${this.poolMade(child)};`];
    }
    if (child.type === "update_expression")
      return [`${indent}${updateOf(this.expressions, child)};`];
    const { code, ts, effect = code } = this.expressions.translate(child);
    return ts === "nothing" ? [] : [`${indent}${effect};`];
  }

  private poolMade(call: Node): string {
    const [target, parent] = argumentsOf(call);
    if (target?.type !== "pointer_expression" || parent === undefined) {
      throw new Untranslatable(
        "a pool is made elsewhere than in a variable",
        "aosPoolCreate returns the pool.",
      );
    }
    const create = this.needs.name("aosPoolCreate");
    const made = primary(`${create}(${this.expressions.translate(parent).code})`, "AosPool");
    const pool = this.expressions.target(fieldOf(target, "argument"));
    this.expressions.assigned(pool, made);
    return withValue(this.expressions, pool, made);
  }

  assignment(node: Node): string {
    return assignmentOf(this.expressions, node);
  }

  declaration(node: Node, indent: string): string[] {
    return this.declarations.lines(node, indent);
  }

  /** What is within a loop: what it assigns to is not known to be no NULL, neither before nor behind it. */
  looping<T>(node: Node, make: () => T): T {
    const { expressions } = this;
    for (const name of assignedIn(node)) expressions.forget(name);
    const before = new Set(expressions.known);
    const made = make();
    expressions.knowOnly(before);
    for (const name of assignedIn(node)) expressions.forget(name);
    const test = node.childForFieldName("condition");
    // A loop is left with what ends it.
    if (test !== null && node.type !== "switch_statement") {
      const ended = holdsIf(expressions, test, false).filter(isLiteralFact);
      for (const fact of ended) expressions.known.add(fact);
    }
    return made;
  }
}

function isOtherwiseLeaving(node: Node): boolean {
  const otherwise = node.childForFieldName("alternative");
  const last = otherwise === null ? undefined : childrenOf(otherwise).at(-1);
  return last !== undefined && isLeaving(last);
}

/** Whether a statement always leaves what is around it. */
function isLeaving(node: Node): boolean {
  if (/^(return|break|continue|goto)_statement$/.test(node.type)) return true;
  if (node.type === "expression_statement") return /^(exit|abort)\(/.test(node.text);
  const last = childrenOf(node).at(-1);
  return node.type === "compound_statement" && last !== undefined && isLeaving(last);
}

/** Blank lines of the C program stay. */
function gap(row: number, node: Node | undefined, lines: readonly string[]): string[] {
  const first = node?.startPosition.row ?? 0;
  return lines.length > 0 && first > row + 1 ? [""] : [];
}

export function commentLines(node: Node, indent: string): string[] {
  return node.text.split("\n").map((line, i) => `${indent}${i > 0 ? " " : ""}${line.trim()}`);
}

/** The C of what can't be translated, and beside it what does not compile. */
export function marks(
  node: Node,
  error: Untranslatable,
  indent: string,
  needs: ModuleNeeds,
): string[] {
  const line = lineOf(node);
  const { message: reason, advice } = error;
  const before = needs.findings.filter(
    (other) => other.kind === "attention" && other.line === line,
  );
  const number = before.length === 0 ? `${line}` : `${line}_${before.length + 1}`;
  needs.findings.push({ line, kind: "attention", reason, advice });
  const original = node.text.split("\n").map((text) => `${indent}// C: ${text.trim()}`);
  return [...original, `${indent}const line${number}: never = ${JSON.stringify(reason)};`];
}
