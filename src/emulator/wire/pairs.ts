/**
 * Headers and query parameters: pairs in the order in which they came.
 *
 * @packageDocumentation
 */

import { percentDecode, toUtf8 } from "./text.js";

/** A name and a value, each one character a byte. */
export type Pair = readonly [name: string, value: string];

/** The headers of a request. Names are found whatever their case. */
export class HeaderList implements Iterable<Pair> {
  readonly #pairs: readonly Pair[];

  /** Takes the pairs as they came. */
  constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs.map(([name, value]) => [name.toLowerCase(), value.trim()]);
  }

  /** The pairs, names in lower case, values without space around them. */
  [Symbol.iterator](): IterableIterator<Pair> {
    return this.#pairs.values();
  }

  /** The value of a header; several of the same name are joined by commas, as RFC 2616 says. */
  get(name: string): string | undefined {
    const values = this.#pairs.filter(([other]) => other === name).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(",");
  }

  /** How often a header came. */
  count(name: string): number {
    return this.#pairs.filter(([other]) => other === name).length;
  }

  /** The names that came, each once, sorted by bytes. */
  names(): string[] {
    return [...new Set(this.#pairs.map(([name]) => name))].sort();
  }
}

/** The query parameters of a request. Names keep their case. */
export class QueryList implements Iterable<Pair> {
  readonly #pairs: readonly Pair[];

  /** Takes the query as it stands behind the question mark. */
  constructor(query: string) {
    this.#pairs = query
      .split("&")
      .filter((parameter) => parameter !== "")
      .map((parameter) => {
        const equals = parameter.indexOf("=");
        if (equals < 0) return [decodeParameter(parameter), ""];
        return [
          decodeParameter(parameter.slice(0, equals)),
          decodeParameter(parameter.slice(equals + 1)),
        ];
      });
  }

  /** The pairs, decoded to bytes. */
  [Symbol.iterator](): IterableIterator<Pair> {
    return this.#pairs.values();
  }

  /** Whether there is a parameter of that name. */
  has(name: string): boolean {
    return this.#pairs.some(([other]) => other === name);
  }

  /** The first value of that name as Unicode text, "" when there is none. */
  get(name: string): string {
    const pair = this.#pairs.find(([other]) => other === name);
    return pair === undefined ? "" : toUtf8(pair[1]);
  }
}

function decodeParameter(text: string): string {
  return percentDecode(text.replaceAll("+", "%20"));
}
