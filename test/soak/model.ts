/** What each object may hold, as far as it can be told from what was asked for and what was answered. */

/** What an object may be: its bytes, or `null` for none. */
export type Content = Buffer | null;

/** The objects of one worker. */
export class Model {
  readonly #objects = new Map<string, readonly Content[]>();

  /** All that the object may be. */
  mayBe(key: string): readonly Content[] {
    return this.#objects.get(key) ?? [null];
  }

  /** The keys of which anything was said. */
  get keys(): string[] {
    return [...this.#objects.keys()];
  }

  /** An object was changed, or perhaps was, when the answer is a failure. */
  changed(key: string, content: Content, isSure: boolean): void {
    this.#objects.set(key, isSure ? [content] : [...this.mayBe(key), content]);
  }

  /** An object was seen to be this; "" when it may be, otherwise what is wrong. */
  seen(key: string, content: Content): string {
    const found = this.mayBe(key).find((one) => isSame(one, content));
    if (found === undefined) return `${key} is ${sizeOf(content)}, not ${this.#sizes(key)}`;
    this.#objects.set(key, [found]);
    return "";
  }

  /** A listing showed these objects with their sizes; what is wrong with it. */
  listed(sizes: ReadonlyMap<string, number>): string[] {
    const unknown = [...sizes.keys()].filter((key) => !this.#objects.has(key));
    const wrong = this.keys.filter(
      (key) => !this.mayBe(key).some((content) => content?.length === sizes.get(key)),
    );
    return [
      ...unknown.map((key) => `${key} is listed`),
      ...wrong.map((key) => `${key} is listed with ${sizes.get(key)}, not ${this.#sizes(key)}`),
    ];
  }

  #sizes(key: string): string {
    return this.mayBe(key).map(sizeOf).join(" or ");
  }
}

function isSame(one: Content, other: Content): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}

function sizeOf(content: Content): string {
  return content === null ? "missing" : `${content.length} bytes`;
}
