/**
 * What `console.log`, `util.inspect` and `JSON.stringify` show of objects that hold secrets. Programs
 * read the secrets as C's do: `data`, `toString()` and template literals give them.
 *
 * @packageDocumentation
 */

import { inspect } from "node:util";
import { AosString, asciiLower } from "./string.js";

/** Stands in the place of a secret that is set. */
const HIDDEN = "[hidden]";

/** Headers and query parameters whose values let others in. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "security-token",
  "signature",
  "x-oss-copy-source-server-side-encryption-customer-key",
  "x-oss-security-token",
  "x-oss-server-side-encryption-customer-key",
  "x-oss-signature",
]);

/** How a value is shown. */
type Shown = (value: string) => string;

/** A string that shows something else than its text. */
class GuardedString extends AosString {
  readonly #shown: Shown;

  constructor(shown: Shown, text?: string) {
    super(text);
    this.#shown = shown;
  }

  /** What JSON and console.log show. */
  override toJSON(): string {
    return this.#shown(this.data);
  }
}

/** Makes a string that is a secret: only whether it is set is shown, also in copies of its structure. */
export function secretString(text?: string): AosString {
  return new GuardedString(hidden, text);
}

/** Makes a string for a host or a URL, which is shown without its user info. */
export function hostString(): AosString {
  return new GuardedString(withoutUserInfo);
}

/** What is shown of a secret: that it is set, or "". */
export function hidden(secret: string): string {
  return secret === "" ? "" : HIDDEN;
}

/** What is shown of a host or a URL: all but the user info in it. */
export function withoutUserInfo(url: string): string {
  return url.replace(/^([^:/?#]+:\/\/)?[^/?#]*@/, `$1${HIDDEN}@`);
}

/** What is shown of a signed URL: all but user info and query. */
export function withoutQuery(url: string): string {
  return withoutUserInfo(url).replace(/\?.*/s, `?${HIDDEN}`);
}

/** What is shown of the value of a header or query parameter. */
export function headerShown(name: string, value: string): string {
  return SECRET_NAMES.has(asciiLower(name)) ? hidden(value) : value;
}

/**
 * Makes an object, or all that have it as their prototype, show some of its fields differently. A copy by
 * `{ ...object }` shows all.
 *
 * @param shown - what to show in the place of these fields
 * @returns the object
 */
export function guarded<T extends object>(
  object: T,
  shown: (object: T) => Partial<Record<keyof T, unknown>>,
): T {
  const show = (one: T): Record<string, unknown> => ({ ...one, ...shown(one) });
  // Not enumerable, so that the object's fields stay those of its type.
  Object.defineProperty(object, inspect.custom, {
    value(this: T) {
      return show(this);
    },
  });
  Object.defineProperty(object, "toJSON", {
    value(this: T) {
      return jsonOf(show(this));
    },
  });
  return object;
}

/** JSON knows no bigint: checksums are written in decimal digits. */
function jsonOf(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]),
  );
}
