/**
 * Reads the words of an SQL expression one after the other, and the values in it.
 *
 * @packageDocumentation
 */

import type { SqlValue } from "./sql_query.js";
import { type SqlToken, sqlError, sqlTokens } from "./sql_tokens.js";

/** The words that can't be the name of a column. */
const RESERVED: ReadonlySet<string> = new Set([
  ...["select", "from", "where", "limit", "and", "or", "not", "like", "between", "in", "is"],
  ...["null", "as", "escape", "case", "group", "order", "by"],
]);

const NUMBERS: ReadonlySet<string> = new Set(["double", "float", "decimal"]);
const INTEGERS: ReadonlySet<string> = new Set(["int", "integer", "bigint"]);
const TEXTS: ReadonlySet<string> = new Set(["string", "varchar"]);

/** A place in an expression. */
export class SqlReader {
  readonly #tokens: readonly SqlToken[];
  #at = 0;
  readonly #tables = new Set(["ossobject"]);

  /** Begins at the beginning. */
  constructor(expression: string) {
    this.#tokens = sqlTokens(expression);
  }

  /** Lets another name stand before the name of a column and a dot. */
  addTable(name: string): void {
    this.#tables.add(name.toLowerCase());
  }

  /** The word that comes next, or one behind it. */
  peek(ahead = 0): SqlToken {
    return this.#tokens[this.#at + ahead] ?? { kind: "end", value: "the end" };
  }

  /** Passes over a keyword or a sign if it comes next. */
  accept(word: string): boolean {
    if (!this.sees(word)) return false;
    this.#at += 1;
    return true;
  }

  /** Whether a keyword or a sign comes next. */
  sees(word: string, ahead = 0): boolean {
    const { kind, value } = this.peek(ahead);
    return (kind === "word" || kind === "sign") && value.toLowerCase() === word;
  }

  /** Passes over a keyword or a sign, which must come next. */
  expect(word: string): void {
    if (!this.accept(word)) throw sqlError(`${word} expected before ${this.peek().value}`);
  }

  /** Takes the next word. */
  next(): SqlToken {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Reads a name. */
  name(): string {
    const { kind, value } = this.next();
    const isName = kind === "name" || (kind === "word" && !RESERVED.has(value.toLowerCase()));
    if (!isName) throw sqlError(`a name expected instead of ${value}`);
    return value;
  }

  /** Reads a column, a literal or a cast. */
  value(): SqlValue {
    const { kind, value } = this.peek();
    if (kind === "text") return { kind, text: this.next().value };
    if (kind === "number" || this.sees("-")) return { kind: "number", number: this.number() };
    if (this.accept("null")) return { kind: "null" };
    if (value.toLowerCase() === "cast" && this.sees("(", 1)) return this.#cast();
    const first = this.name();
    if (this.#tables.has(first.toLowerCase()) && this.accept(".")) {
      return { kind: "column", name: this.name() };
    }
    return { kind: "column", name: first };
  }

  /** Reads a number. */
  number(): number {
    const sign = this.accept("-") ? -1 : 1;
    const { kind, value } = this.next();
    if (kind !== "number") throw sqlError(`a number expected instead of ${value}`);
    return sign * Number(value);
  }

  #cast(): SqlValue {
    this.next();
    this.expect("(");
    const of = this.value();
    this.expect("as");
    const type = this.next().value.toLowerCase();
    this.expect(")");
    if (INTEGERS.has(type)) return { kind: "cast", to: "integer", of };
    if (NUMBERS.has(type)) return { kind: "cast", to: "number", of };
    if (TEXTS.has(type)) return { kind: "cast", to: "text", of };
    throw sqlError(`nothing can be cast as ${type}`);
  }
}
