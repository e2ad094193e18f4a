/**
 * URL encoding of `aos_util.h`.
 *
 * @packageDocumentation
 */

import { AOSE_INVALID_ARGUMENT, AOSE_OK } from "../define.js";
import type { AosPool } from "../pool.js";
import { type AosBytesLike, AosString, aosBytes, aosIsNullString, aosStrSet } from "../string.js";
import { type AosTable, aosIsEmptyTable } from "../table.js";

/** How each byte is written; letters, digits and `-_.~` stand for themselves. */
const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  const isUnreserved = /[A-Za-z0-9\-_.~]/.test(character);
  return isUnreserved ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
});

const PLAIN = /^[A-Za-z0-9\-_.~]*$/;
const PLAIN_PATH = /^[A-Za-z0-9\-_.~/]*$/;

/**
 * URL-encodes `src`: letters, digits and `-_.~` stay, every other byte becomes `%XX`.
 *
 * @param src - text, or bytes
 * @param keepSlash - whether `/` stays
 */
export function percentEncode(src: AosBytesLike, keepSlash = false): string {
  // Most names have nothing to encode.
  if (typeof src === "string" && (keepSlash ? PLAIN_PATH : PLAIN).test(src)) return src;
  let encoded = "";
  for (const byte of aosBytes(src)) encoded += ENCODED[byte] ?? "";
  return keepSlash ? encoded.replaceAll("%2F", "/") : encoded;
}

/**
 * URL-encodes `src` into `dest`, with `/` as `%2F`. Unlike C, a NUL does not end the text. Port of
 * `aos_url_encode`.
 *
 * @param dest - gets the encoded text; on failure that of the first `maxSrcSize` bytes
 * @param src - text, or bytes
 * @param maxSrcSize - how many bytes `src` may have
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` when `src` has more
 */
export function aosUrlEncode(dest: AosString, src: AosBytesLike, maxSrcSize: number): number {
  return aosUrlEncodeEx(dest, src, maxSrcSize, false);
}

/**
 * URL-encodes `src` into `dest`. Port of `aos_url_encode_ex`.
 *
 * @param dest - gets the encoded text; on failure that of the first `maxSrcSize` bytes
 * @param src - text, or bytes
 * @param maxSrcSize - how many bytes `src` may have
 * @param slash - whether `/` stays
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` when `src` has more
 */
export function aosUrlEncodeEx(
  dest: AosString,
  src: AosBytesLike,
  maxSrcSize: number,
  slash: boolean | number,
): number {
  const bytes = aosBytes(src);
  aosStrSet(dest, percentEncode(bytes.subarray(0, Math.max(maxSrcSize, 0)), Boolean(slash)));
  return bytes.length > maxSrcSize ? AOSE_INVALID_ARGUMENT : AOSE_OK;
}

/**
 * Decodes `%XX` and `+`, which is a space. Unlike C, nothing is written past the end of a `Buffer`:
 * one that is too short is a `TypeError`. Port of `aos_url_decode`.
 *
 * @param input - the encoded text, or its bytes; NULL is ""
 * @param output - gets the decoded text; on failure what stands before the bad escape. In an
 * `AosString`, bytes that are not UTF-8 become U+FFFD; a `Buffer`, which must be long enough, gets
 * the bytes themselves and a NUL behind them, as in C
 * @returns 0, or -1 at a `%` without two hexadecimal digits
 */
export function aosUrlDecode(input: AosBytesLike | null, output: AosString | Uint8Array): number {
  const { bytes, isValid } = percentDecode(aosBytes(input));
  if (output instanceof AosString) aosStrSet(output, bytes.toString());
  else writeCString(output, bytes);
  return isValid ? 0 : -1;
}

function writeCString(target: Uint8Array, bytes: Buffer): void {
  const needed = bytes.length + 1;
  if (target.length < needed) throw new TypeError(`the decoded text needs ${needed} bytes`);
  target.set(bytes);
  target[bytes.length] = 0;
}

function percentDecode(encoded: Buffer): { bytes: Buffer; isValid: boolean } {
  const text = encoded.toString("latin1");
  const bad = text.search(/%(?![0-9A-Fa-f]{2})/);
  const valid = bad < 0 ? text : text.slice(0, bad);
  const decoded = valid.replace(/\+|%(..)/g, (_, digits?: string) =>
    digits === undefined ? " " : String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return { bytes: Buffer.from(decoded, "latin1"), isValid: bad < 0 };
}

/**
 * Writes query parameters as `?k=v&k2`, in the order of the table; an empty value gives the bare
 * name. Unlike C, a parameter may be as long as the service takes it. Port of
 * `aos_query_params_to_string`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param queryParams - the parameters, not encoded; NULL is an empty table
 * @param querystr - gets the text; stays as it was when there are no parameters
 * @returns `AOSE_OK`
 */
export function aosQueryParamsToString(
  _p: AosPool | null,
  queryParams: AosTable | null,
  querystr: AosString,
): number {
  if (queryParams === null || aosIsEmptyTable(queryParams)) return AOSE_OK;
  const pairs = [...queryParams].map(({ key, val }) =>
    aosIsNullString(val) ? percentEncode(key) : `${percentEncode(key)}=${percentEncode(val)}`,
  );
  aosStrSet(querystr, `?${pairs.join("&")}`);
  return AOSE_OK;
}
