/**
 * `aos_string.h`: strings that functions fill in place.
 *
 * @module
 */

import { inspect } from "node:util";
import type { AosPool } from "./pool.js";

/**
 * A string that is filled in place: it can be handed over where C takes an `aos_string_t *`, and it
 * prints as its text. The empty string is C's null string. Port of `aos_string_t`.
 */
export class AosString {
  /** The text. */
  data: string;
  #isSet: boolean;

  constructor(text?: string) {
    this.data = text ?? "";
    this.#isSet = text !== undefined;
  }

  /** Whether it holds nothing and was never set, not even to "": in XML it is then `<X />`. */
  get isNull(): boolean {
    return this.data === "" && !this.#isSet;
  }

  /** Sets the text; `null` makes it the null string. See {@link aosStrSet}. */
  assign(text: string | null): void {
    this.data = text ?? "";
    this.#isSet = text !== null;
  }

  /** Length of the text in bytes of UTF-8. Setting a smaller length cuts the text there. */
  get len(): number {
    return Buffer.byteLength(this.data);
  }

  set len(bytes: number) {
    if (bytes < this.len) this.data = Buffer.from(this.data).subarray(0, bytes).toString();
  }

  toString(): string {
    return this.data;
  }

  toJSON(): string {
    return this.data;
  }

  static {
    // console.log shows the text. A computed method name is beyond isolatedDeclarations.
    Object.defineProperty(AosString.prototype, inspect.custom, {
      value(this: AosString): string {
        return inspect(this.data);
      },
    });
  }
}

/** What a `const aos_string_t *` parameter takes; `null` is NULL. */
export type AosStringLike = string | AosString;

/** The text of a parameter; NULL and the null string are "". */
export function aosText(s: AosStringLike | null | undefined): string {
  return s == null ? "" : s.toString();
}

/** Makes a string. Port of `aos_string`; without an argument, of `aos_string_t s;`. */
export function aosString(text?: string): AosString {
  return new AosString(text);
}

/** Makes a null string, a new one each time. Port of `aos_null_string`. */
export function aosNullString(): AosString {
  return new AosString();
}

/** Sets the text of `str`; `null` makes it the null string. Port of `aos_str_set`. */
export function aosStrSet(str: AosString, text: AosStringLike | null): void {
  const isNull = text === null || (text instanceof AosString && text.isNull);
  str.assign(isNull ? null : aosText(text));
}

/** Makes `str` the null string. Port of `aos_str_null`. */
export function aosStrNull(str: AosString): void {
  str.assign(null);
}

/** A copy of the text of `s`. Port of `aos_pstrdup`. */
export function aosPstrdup(_p: AosPool | null, s: AosStringLike): string {
  return aosText(s);
}
