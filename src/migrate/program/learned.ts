/**
 * What a pass over a program learns of its variables, fields and functions, and the next one goes by. A
 * program is translated until a pass learns nothing: so what a line says of a name reaches all others.
 */

/**
 * `memory`: a `char *` or a `void *` that is a `Buffer`. `holder`: a text that is written through a pointer, so an
 * `AosString`. `nullable`: a pointer that may be NULL. `array`: a pointer to the first of many. `wide`: a
 * number that holds what only 64 bits can. `gaps`: an array some of whose pointers are NULL. `async`: a function
 * that waits for what is called through a pointer. `callback`: a function that is called through one.
 * `filled`: a pointer to a pointer that its function gives a value.
 * `truth`: a number that the SDK writes as a truth value.
 */
export type Fact =
  | "memory"
  | "holder"
  | "nullable"
  | "array"
  | "wide"
  | "gaps"
  | "async"
  | "callback"
  | "filled"
  | "truth";

export class Learned {
  readonly #facts = new Set<string>();
  #asked = 0;

  learn(fact: Fact, place: string): void {
    this.#facts.add(`${fact} ${place}`);
  }

  /** Notes that a number, where it is one, holds what only 64 bits can. */
  widen(ts: string, place: string | undefined): void {
    if (ts === "number" && place !== undefined) this.learn("wide", place);
  }

  has(fact: Fact, place: string): boolean {
    return this.#facts.has(`${fact} ${place}`);
  }

  /** Whether anything was learned since this was asked last. */
  grew(): boolean {
    const before = this.#asked;
    this.#asked = this.#facts.size;
    return this.#asked > before;
  }

  /** The type of a place, as far as it is known by now. */
  typed(ts: string, place: string): string {
    const known = this.#kindOf(ts, place);
    return this.has("nullable", place) && !known.endsWith(" | null") ? `${known} | null` : known;
  }

  #kindOf(ts: string, place: string): string {
    if (/^(string|opaque)$/.test(ts) && this.has("memory", place)) return "Buffer";
    if (ts === "string" && this.has("holder", place)) return "AosString";
    if (ts === "string[]" && this.has("gaps", place)) return "(string | null)[]";
    const known = /^(number|Out<number>)$/.test(ts)
      ? ts.replace("number", this.#numberOf(place))
      : ts;
    if (!this.has("array", place)) return known;
    const out = /^Out<(\w+)>$/.exec(known)?.[1];
    return out === undefined ? `${known}[]` : `${out}[]`;
  }

  #numberOf(place: string): string {
    if (this.has("wide", place)) return "bigint";
    return this.has("truth", place) ? "AosBool" : "number";
  }
}
