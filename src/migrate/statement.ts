/** Translates the statements of a function. */

import { typeOf } from "./api.js";
import { adapted } from "./calls.js";
import { type CType, type Declared, declared, tsTypeOf } from "./ctypes.js";
import { isTest } from "./cutest.js";
import { Expressions } from "./expression.js";
import { isJumpedOver, stretchIn } from "./goto.js";
import type { Node } from "./grammar.js";
import { doLines, forLines, heldTogether, whileLines } from "./loop.js";
import { type Local, type ModuleNeeds, renamed } from "./scope.js";
import { switchLines } from "./switch.js";
import {
  argumentsOf,
  childrenOf,
  fieldOf,
  lineOf,
  SYNTAX_ADVICE,
  Untranslatable,
  within,
} from "./syntax.js";
import { enclosing, listType, writesOf } from "./uses.js";
import { codeAt, LEVEL } from "./value.js";

/** The statements of one function. */
export class Statements {
  readonly expressions: Expressions;
  private readonly needs: ModuleNeeds;
  private readonly body: Node;
  private readonly returns: string;
  /** Labels of the blocks around a statement, which `goto` leaves. */
  private readonly labels: string[] = [];

  constructor(needs: ModuleNeeds, params: readonly Declared[], body: Node, returns: string) {
    this.needs = needs;
    this.body = body;
    this.returns = returns;
    this.expressions = new Expressions(needs);
    for (const { name, type } of params.filter((param) => !isTest(param.type))) {
      const ts = tsTypeOf(type, needs.program.types);
      const local = { ts: listType(ts ?? "unknown", body, name), boxed: false, pending: null };
      this.expressions.locals.set(name, local);
    }
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
    try {
      const lines = this.statement(node, indent);
      if (node.type !== "comment") this.needs.translated++;
      return lines;
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      return marks(node, error, indent, this.needs);
    }
  }

  private statement(node: Node, indent: string): string[] {
    switch (node.type) {
      case "comment":
        return commentLines(node, indent);
      case "declaration":
        return this.declaration(node, indent);
      case "expression_statement":
        return this.expression(node, indent);
      case "return_statement":
        return [`${indent}${this.returned(node)}`];
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
        return switchLines(this, node, indent);
      case "while_statement":
        return whileLines(this, node, indent);
      case "do_statement":
        return doLines(this, node, indent);
      case "for_statement":
        return forLines(this, node, indent);
      case "goto_statement":
        return this.jump(node, indent);
      case "labeled_statement":
        return this.statement(childrenOf(node).at(-1) ?? node, indent);
      default:
        throw new Untranslatable(`a ${node.type.replaceAll("_", " ")}`, SYNTAX_ADVICE);
    }
  }

  private returned(node: Node): string {
    const [child] = childrenOf(node);
    if (child === undefined) return "return;";
    const value = adapted(this.expressions, this.expressions.translate(child), this.returns);
    return `return ${value.code};`;
  }

  private branch(node: Node, indent: string): string[] {
    const condition = this.expressions.condition(fieldOf(node, "condition"));
    const lines = [
      `${indent}if (${condition.code}) {`,
      ...this.block(fieldOf(node, "consequence"), `${indent}  `),
    ];
    const [otherwise] = childrenOf(node.childForFieldName("alternative") ?? node).slice(-1);
    if (node.childForFieldName("alternative") === null || otherwise === undefined) {
      return [...lines, `${indent}}`];
    }
    if (otherwise.type !== "if_statement") {
      return [...lines, `${indent}} else {`, ...this.block(otherwise, `${indent}  `), `${indent}}`];
    }
    const [first = "", ...rest] = this.branch(otherwise, indent);
    return [...lines, `${indent}} else ${first.trimStart()}`, ...rest];
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
    if (child.type === "assignment_expression") return [`${indent}${this.assignment(child)};`];
    if (child.type === "call_expression" && fieldOf(child, "function").text === "aos_pool_create") {
      return [`${indent}${this.poolMade(child)};`];
    }
    return [`${indent}${this.expressions.translate(child).code};`];
  }

  private poolMade(call: Node): string {
    const [target, parent] = argumentsOf(call);
    if (target?.type !== "pointer_expression" || parent === undefined) {
      throw new Untranslatable(
        "a pool is made elsewhere than in a variable",
        "aosPoolCreate returns the pool.",
      );
    }
    const made = `${this.needs.name("aosPoolCreate")}(${this.expressions.translate(parent).code})`;
    return `${this.assigned(fieldOf(target, "argument"))} = ${made}`;
  }

  assignment(node: Node): string {
    const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
    const operator = fieldOf(node, "operator").text;
    const wanted = this.targetType(left);
    const value = adapted(this.expressions, this.expressions.translate(right), wanted);
    if (operator !== "=" && wanted !== "number" && wanted !== "bigint") {
      throw new Untranslatable("arithmetic with pointers or characters", SYNTAX_ADVICE);
    }
    if (operator === "/=") throw new Untranslatable("a division in place", "Use Math.trunc.");
    return `${this.assigned(left)} ${operator} ${codeAt(value, LEVEL.assign)}`;
  }

  private targetType(left: Node): string {
    const local = left.type === "identifier" ? this.expressions.locals.get(left.text) : undefined;
    if (local !== undefined) return local.boxed ? `${local.ts} | null` : local.ts;
    return this.expressions.translate(left).ts;
  }

  /** What is assigned to: a variable is declared where its first value comes. */
  private assigned(left: Node): string {
    const local = left.type === "identifier" ? this.expressions.locals.get(left.text) : undefined;
    if (local === undefined || local.pending === null) return this.expressions.translate(left).code;
    const keyword = local.pending;
    local.pending = null;
    return `${keyword} ${renamed(left.text)}`;
  }

  declaration(node: Node, indent: string): string[] {
    return node
      .childrenForFieldName("declarator")
      .flatMap((declarator) => this.variable(node, declarator, indent));
  }

  private variable(node: Node, declarator: Node, indent: string): string[] {
    const { name, type } = declared(fieldOf(node, "type"), declarator);
    const value = declarator.childForFieldName("value");
    const plain = this.plainType(type, value);
    if (type.dimensions.length > 0) {
      this.expressions.locals.set(name, { ts: plain, boxed: false, pending: null });
      const items = value === null ? "[]" : this.expressions.translate(value).code;
      return [`${indent}const ${renamed(name)} = ${items};`];
    }
    const scalar = type.pointers === 0 && /^(number|bigint)$/.test(plain);
    const local = this.localOf(name, plain, type.pointers > 0 || scalar);
    this.expressions.locals.set(name, local);
    if (local.boxed) return [`${indent}const ${renamed(name)} = ${this.box(local, value)};`];
    if (type.pointers > 0 || scalar || value !== null) {
      return this.simple(name, value, local, scalar, indent);
    }
    return this.object(name, type.base, local, indent);
  }

  private plainType(type: CType, value: Node | null): string {
    const plain = tsTypeOf(type, this.needs.program.types);
    const isList = value?.type === "initializer_list" && /^(string|number)\[\]$/.test(plain ?? "");
    const isOwn = this.needs.program.types.has(type.base);
    if (plain !== null && !isOwn && (type.dimensions.length === 0 || isList)) return plain;
    throw new Untranslatable(
      "an array, or a structure of the program's own",
      "Texts are strings, memory is a Buffer, structures are interfaces or classes.",
    );
  }

  private localOf(name: string, ts: string, mayBeBoxed: boolean): Local {
    const boxed = mayBeBoxed && this.addresses(name);
    return { ts: listType(ts, this.body, name), boxed, pending: null };
  }

  /** Whether the address of a variable is handed on, other than to have a pool made. */
  private addresses(name: string): boolean {
    return within(this.body, "pointer_expression").some(({ text, parent }) => {
      const isPool = parent?.parent?.text.startsWith("aos_pool_create") === true;
      return text.replaceAll(" ", "") === `&${name}` && !isPool;
    });
  }

  private box({ ts }: Local, value: Node | null): string {
    const { code } = value === null ? { code: "null" } : this.expressions.translate(value);
    const type = `<${this.needs.type(ts)}>`;
    return `${this.needs.name("out")}${type}(${code === "null" ? "" : code})`;
  }

  private object(name: string, base: string, { ts }: Local, indent: string): string[] {
    const make = typeOf(base)?.make ?? null;
    const pattern = /^(\w+)\((.*)\)$/.exec(make ?? "");
    if (pattern === null) {
      throw new Untranslatable(
        `nothing makes an empty ${base}`,
        "Write an object literal with its fields.",
      );
    }
    const [, maker = "", args = ""] = pattern;
    const element = /^AosList(<.*>)$/.exec(ts)?.[1] ?? "";
    const type = element === "" ? "" : this.needs.type(element);
    return [`${indent}const ${renamed(name)} = ${this.needs.name(maker)}${type}(${args});`];
  }

  private simple(
    name: string,
    value: Node | null,
    local: Local,
    scalar: boolean,
    indent: string,
  ): string[] {
    const writes = writesOf(this.body, name);
    if (value === null || value.text === "NULL") {
      // The loop declares its entry itself.
      if (!scalar && this.isEntry(name)) return [];
      if (!this.firstIsAssignment(name)) return this.empty(name, local, scalar, indent);
      local.pending = writes > 1 ? "let" : "const";
      return [];
    }
    const wanted = scalar ? local.ts : `${local.ts} | null`;
    const given = adapted(this.expressions, this.expressions.translate(value), wanted);
    this.expressions.locals.set(name, { ...local, ts: given.ts });
    return [`${indent}${writes > 0 ? "let" : "const"} ${renamed(name)} = ${given.code};`];
  }

  /** Whether a variable is named by nothing before a loop over entries, which gives it its values. */
  private isEntry(name: string): boolean {
    const [, first] = within(this.body, "identifier").filter(({ text }) => text === name);
    return first?.parent?.parent?.text.startsWith("aos_list_for_each_entry") === true;
  }

  /** A variable whose first value comes in a branch or a loop. */
  private empty(name: string, local: Local, scalar: boolean, indent: string): string[] {
    if (scalar) return [`${indent}let ${renamed(name)} = ${local.ts === "bigint" ? "0n" : "0"};`];
    const ts = `${local.ts} | null`;
    this.expressions.locals.set(name, { ...local, ts });
    const keyword = writesOf(this.body, name) > 0 ? "let" : "const";
    return [`${indent}${keyword} ${renamed(name)}: ${this.needs.type(ts)} = null;`];
  }

  /** Whether a variable is first named where it gets its value, in a statement of the block that declares it. */
  private firstIsAssignment(name: string): boolean {
    const mentions = within(this.body, "identifier").filter(({ text }) => text === name);
    const [declaration, first] = mentions;
    const statement = enclosing(first, "expression_statement");
    const block = enclosing(declaration, "declaration")?.parent;
    if (first === undefined || statement?.parent?.id !== block?.id) return false;
    if (statement === null || isJumpedOver(statement, name)) return false;
    return isValueOf(statement, first);
  }
}

/** Whether a statement gives a variable its value. */
function isValueOf(statement: Node, variable: Node): boolean {
  const [child] = childrenOf(statement);
  if (child === undefined) return false;
  if (child.type !== "assignment_expression") return child.text.startsWith("aos_pool_create");
  return fieldOf(child, "left").id === variable.id;
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
