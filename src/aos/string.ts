/**
 * `aos_string.h`: strings that functions fill in place.
 *
 * @packageDocumentation
 */

import { inspect } from "node:util";
import type { AosPool } from "./pool.js";

/**
 * A string that is filled in place: it can be handed over where C takes an `aos_string_t *`, and it
 * prints as its text. The empty string is C's null string. Unlike C, it holds text and no bytes:
 * what is not UTF-8 becomes U+FFFD, a NUL is a character like others, and nobody reads beyond its
 * end. Port of `aos_string_t`.
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

  /** Length of the text in bytes of UTF-8. */
  get len(): number {
    return Buffer.byteLength(this.data);
  }

  /** Cuts the text at a smaller length; a larger one changes nothing. */
  set len(bytes: number) {
    if (bytes < this.len) this.data = Buffer.from(this.data).subarray(0, bytes).toString();
  }

  /** The text. */
  toString(): string {
    return this.data;
  }

  /** The text, so that JSON shows it. */
  toJSON(): string {
    return this.data;
  }

  static {
    // console.log shows what JSON does. A computed method name is beyond isolatedDeclarations.
    Object.defineProperty(AosString.prototype, inspect.custom, {
      value(this: AosString): string {
        return inspect(this.toJSON());
      },
    });
  }
}

/** What a `const aos_string_t *` parameter takes; `null` is NULL. */
export type AosStringLike = string | AosString;

/** What a `const unsigned char *` parameter takes: bytes, or text that stands for its UTF-8 bytes. */
export type AosBytesLike = AosStringLike | Uint8Array;

/** The text of a parameter; NULL and the null string are "". */
export function aosText(s: AosStringLike | null | undefined): string {
  return s == null ? "" : s.toString();
}

/** The bytes of a parameter: a view of given bytes, not a copy; NULL has none. */
export function aosBytes(s: AosBytesLike | null | undefined): Buffer {
  if (Buffer.isBuffer(s)) return s;
  if (!(s instanceof Uint8Array)) return Buffer.from(aosText(s));
  return Buffer.from(s.buffer, s.byteOffset, s.byteLength);
}

/**
 * Whether a text can be written in UTF-8: it holds no half of a surrogate pair, which would become
 * U+FFFD, and so another text.
 */
export function isUnicode(text: string): boolean {
  // Reading whole characters takes longer, and hardly a text has surrogates at all.
  return !/[\uD800-\uDFFF]/.test(text) || !/\p{Surrogate}/u.test(text);
}

/** `text` with A to Z made lower case and everything else kept, as C compares names. */
export function asciiLower(text: string): string {
  // The built-in function is far quicker, and the same where nothing changes or all is ASCII.
  const lower = text.toLowerCase();
  if (lower === text || /^[\0-\x7f]*$/.test(text)) return lower;
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Makes a string. Port of `aos_string`; without an argument, of `aos_string_t s;`.
 *
 * @param text - what it holds at first
 */
export function aosString(text?: string): AosString {
  return new AosString(text);
}

/** Makes a null string, a new one each time. Port of `aos_null_string`. */
export function aosNullString(): AosString {
  return new AosString();
}

/**
 * Sets the text of `str`; `null` makes it the null string. Port of `aos_str_set`.
 *
 * @param text - what it is to hold, which is copied
 */
export function aosStrSet(str: AosString, text: AosStringLike | null): void {
  const isNull = text === null || (text instanceof AosString && text.isNull);
  str.assign(isNull ? null : aosText(text));
}

/** Makes `str` the null string. Port of `aos_str_null`. */
export function aosStrNull(str: AosString): void {
  str.assign(null);
}

/** A copy of the text of `s`. Port of `aos_pstrdup`. */
export function aosPstrdup(_p: AosPool | null, s: AosStringLike | null): string {
  return aosText(s);
}

/** Whether `str` is NULL, the null string, or begins with a NUL. Port of `aos_string_is_empty`. */
export function aosStringIsEmpty(str: AosStringLike | null): boolean {
  const text = aosText(str);
  return text === "" || text.startsWith("\0");
}

/** Whether `str` is NULL or the null string. Port of `aos_is_null_string`. */
export function aosIsNullString(str: AosStringLike | null): boolean {
  return aosText(str) === "";
}

/** Makes A to Z of `str` lower case, in place. Port of `aos_string_tolower`. */
export function aosStringTolower(str: AosString): void {
  str.data = asciiLower(str.data);
}

/**
 * Where `c` first stands in `p`, in bytes from its start, or `null`. Port of `aos_strlchr`.
 *
 * @param p - the text that is searched
 * @param last - how many bytes of it are searched; C's pointer behind the last one
 * @param c - the character
 */
export function aosStrlchr(p: AosStringLike, last: number, c: string): number | null {
  const at = aosBytes(p).subarray(0, Math.max(last, 0)).indexOf(c);
  return at < 0 ? null : at;
}

/** Whether the character `c` is a double quote. Port of `aos_is_quote`. */
export function aosIsQuote(c: string): boolean {
  return c === '"';
}

/** Whether the character `c` is a space or a tab. Port of `aos_is_space`. */
export function aosIsSpace(c: string): boolean {
  return c === " " || c === "\t";
}

/**
 * Whether the character `c` is a space, a control character, or beyond ASCII: C's `char` is signed,
 * so each byte of such a character counts as below the space. Port of `aos_is_space_or_cntrl`.
 */
export function aosIsSpaceOrCntrl(c: string): boolean {
  return c <= " " || c > "\x7f";
}

/** Takes spaces and tabs off both ends of `str`, in place. Port of `aos_strip_space`. */
export function aosStripSpace(str: AosString): void {
  str.data = withoutSpace(str.data);
}

/** A text without the spaces and tabs at both of its ends. */
export function withoutSpace(text: string): string {
  return strip(text, aosIsSpace);
}

/**
 * Takes what {@link aosIsSpaceOrCntrl} names off both ends of `str`, in place: text beyond ASCII
 * too, as in C. The spelling is C's. Port of `aos_trip_space_and_cntrl`.
 */
export function aosTripSpaceAndCntrl(str: AosString): void {
  str.data = strip(str.data, aosIsSpaceOrCntrl);
}

/** Takes every double quote off both ends of `str`, in place. Port of `aos_unquote_str`. */
export function aosUnquoteStr(str: AosString): void {
  str.data = strip(str.data, aosIsQuote);
}

function strip(text: string, isStripped: (c: string) => boolean): string {
  let start = 0;
  let end = text.length;
  while (end > 0 && isStripped(text.charAt(end - 1))) end--;
  while (start < end && isStripped(text.charAt(start))) start++;
  return text.slice(start, end);
}

/** Whether `str` ends with `suffix`; never, when one of them is NULL. Port of `aos_ends_with`. */
export function aosEndsWith(str: AosStringLike | null, suffix: AosStringLike | null): boolean {
  if (str === null || suffix === null) return false;
  return aosText(str).endsWith(aosText(suffix));
}
