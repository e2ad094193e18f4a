/**
 * Digests, base64 and hexadecimal of `aos_util.h`.
 *
 * @packageDocumentation
 */

import { createHmac, hash } from "node:crypto";
import { AOSE_INVALID_ARGUMENT, AOSE_OK } from "../define.js";
import type { Out } from "../out.js";
import type { AosPool } from "../pool.js";
import { type AosBytesLike, type AosString, aosBytes, aosStrSet } from "../string.js";

/** The digest of a message: 16, 20 or 32 bytes. */
export function digest(algorithm: "md5" | "sha1" | "sha256", message: AosBytesLike): Buffer {
  return hash(algorithm, aosBytes(message), "buffer");
}

/** The digest of a text as hexadecimal digits. Without buffers it takes a third of the time. */
export function hexDigest(algorithm: "sha256", text: string): string {
  return hash(algorithm, text, "hex");
}

/** The HMAC of a message as RFC 2104 has it, for keys of any length: 20 or 32 bytes. */
export function hmac(
  algorithm: "sha1" | "sha256",
  key: AosBytesLike,
  message: AosBytesLike,
): Buffer {
  return createHmac(algorithm, aosBytes(key)).update(aosBytes(message)).digest();
}

/** What SHA-256 reads at a time, in bytes. */
const BLOCK = 64;

/**
 * A key that signs many texts with HMAC-SHA256. What RFC 2104 makes of the key is made once; that leaves
 * two digests for each text, which take half the time of an object of node's.
 */
export class HmacKey {
  readonly #inner: Buffer;
  /** With room for the inner digest. */
  readonly #outer: Buffer;

  constructor(key: Buffer) {
    const short = key.length > BLOCK ? digest("sha256", key) : key;
    this.#inner = padded(short, 0x36);
    this.#outer = Buffer.concat([padded(short, 0x5c), Buffer.alloc(32)]);
  }

  /** The HMAC of a text in hexadecimal digits. */
  sign(text: string): string {
    const inner = hash("sha256", Buffer.concat([this.#inner, Buffer.from(text)]), "binary");
    this.#outer.write(inner, BLOCK, "latin1");
    return hash("sha256", this.#outer, "hex");
  }
}

function padded(key: Buffer, pad: number): Buffer {
  const block = Buffer.alloc(BLOCK, pad);
  for (const [i, byte] of key.entries()) block[i] = byte ^ pad;
  return block;
}

/**
 * Base64 of the first `inLen` bytes of `input`, with padding. Unlike C, no more bytes are read than
 * there are. Port of `aos_base64_encode`.
 *
 * @param input - bytes, or text that stands for its UTF-8 bytes
 * @param inLen - how many bytes of it
 * @param output - gets the base64
 * @returns the length of the base64
 */
export function aosBase64Encode(input: AosBytesLike, inLen: number, output: AosString): number {
  aosStrSet(output, first(input, inLen).toString("base64"));
  return output.len;
}

/**
 * Writes bytes as lower-case hexadecimal digits. Port of `aos_encode_hex`.
 *
 * @param dest - gets the digits; may be `null`
 * @param src - bytes, or text that stands for its UTF-8 bytes
 * @param srclen - how many bytes of it
 * @param len - gets the room that C needs: two characters a byte and a NUL; may be `null`
 * @returns `AOSE_OK`, or `AOSE_INVALID_ARGUMENT` when `src` is NULL; nothing is written then
 */
export function aosEncodeHex(
  dest: AosString | null,
  src: AosBytesLike | null,
  srclen: number,
  len: Out<number> | null,
): number {
  if (src === null) return AOSE_INVALID_ARGUMENT;
  if (dest !== null) aosStrSet(dest, first(src, srclen).toString("hex"));
  if (len !== null) len.value = srclen * 2 + 1;
  return AOSE_OK;
}

/** The MD5 of the first `inLen` bytes of `input`: 16 bytes. Port of `aos_md5`. */
export function aosMd5(_p: AosPool | null, input: AosBytesLike, inLen: number): Buffer {
  return digest("md5", first(input, inLen));
}

/**
 * The SHA-256 of a message. Unlike C, no more bytes are read than there are, and a result without
 * room is a `TypeError`. Port of `aos_SHA256`.
 *
 * @param hash - gets the 32 bytes
 * @param message - bytes, or text that stands for its UTF-8 bytes
 * @param messageLen - how many bytes of it
 */
export function aosSha256(hash: Uint8Array, message: AosBytesLike, messageLen: number): void {
  fill(hash, digest("sha256", first(message, messageLen)));
}

/**
 * The HMAC-SHA-1 of a message. Unlike C, a key of over 64 bytes is hashed, as RFC 2104 asks. Port of
 * `HMAC_SHA1`.
 *
 * @param mac - gets the 20 bytes
 * @param key - bytes, or text that stands for its UTF-8 bytes
 * @param keyLen - how many bytes of the key
 * @param message - bytes, or text that stands for its UTF-8 bytes
 * @param messageLen - how many bytes of the message
 */
export function hmacSha1(
  mac: Uint8Array,
  key: AosBytesLike,
  keyLen: number,
  message: AosBytesLike,
  messageLen: number,
): void {
  fill(mac, hmac("sha1", first(key, keyLen), first(message, messageLen)));
}

/**
 * The HMAC-SHA-256 of a message. Unlike C, a key of over 64 bytes is hashed, as RFC 2104 asks. Port
 * of `aos_HMAC_SHA256`.
 *
 * @param mac - gets the 32 bytes
 * @param key - bytes, or text that stands for its UTF-8 bytes
 * @param keyLen - how many bytes of the key
 * @param message - bytes, or text that stands for its UTF-8 bytes
 * @param messageLen - how many bytes of the message
 */
export function aosHmacSha256(
  mac: Uint8Array,
  key: AosBytesLike,
  keyLen: number,
  message: AosBytesLike,
  messageLen: number,
): void {
  fill(mac, hmac("sha256", first(key, keyLen), first(message, messageLen)));
}

function first(bytes: AosBytesLike, length: number): Buffer {
  return aosBytes(bytes).subarray(0, Math.max(length, 0));
}

function fill(target: Uint8Array, bytes: Buffer): void {
  if (target.length < bytes.length) throw new TypeError(`the digest needs ${bytes.length} bytes`);
  target.set(bytes);
}
