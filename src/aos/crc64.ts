/**
 * `aos_crc64.c`: CRC-64/XZ (ECMA-182, reflected) and CRC-32.
 *
 * @packageDocumentation
 */

import { type Crc64Update, makeKernel } from "./crc64/kernel.js";
import { crc64ByTables } from "./crc64/tables.js";

const POLYNOMIAL = 0xc96c5795d7870f42n;

let update: Crc64Update | null = null;

/**
 * CRC-64 of `buf`, going on from `crc`. Port of `aos_crc64`.
 *
 * @param crc - 0n at the start, then what the last call answered
 * @param buf - the bytes
 * @param len - how many of them; all by default
 */
export function aosCrc64(crc: bigint, buf: Uint8Array, len: number = buf.length): bigint {
  update ??= makeKernel() ?? crc64ByTables;
  return update(crc, len === buf.length ? buf : buf.subarray(0, len));
}

/**
 * CRC-64 of two blocks one after the other, from the CRC of each. Port of `aos_crc64_combine`.
 *
 * @param crc1 - CRC of the first block
 * @param crc2 - CRC of the second block
 * @param len2 - length of the second block in bytes
 */
export function aosCrc64Combine(crc1: bigint, crc2: bigint, len2: number | bigint): bigint {
  const length = BigInt(len2);
  // An empty block changes nothing, whatever its CRC is said to be.
  return length === 0n ? crc1 : multiply(zerosAppended(length), crc1) ^ crc2;
}

/** The product of two polynomials modulo the CRC's; bit 63 is the coefficient of x^0. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 63n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ POLYNOMIAL : factor >> 1n;
  }
  return product;
}

/** The last answer of {@link zerosAppended}: nearly all parts of a transfer have one length. */
let lastZeros = { length: 0n, factor: 1n << 63n };

/** The factor that appends `length` zero bytes: x^(8·length). */
function zerosAppended(length: bigint): bigint {
  if (lastZeros.length === length) return lastZeros.factor;
  let factor = 1n << 63n;
  let power = 1n << 55n;
  for (let rest = length; rest > 0n; rest >>= 1n) {
    if (rest & 1n) factor = multiply(power, factor);
    power = multiply(power, power);
  }
  lastZeros = { length, factor };
  return factor;
}

const CRC32 = new Int32Array(256).map((_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/**
 * CRC-32 of `buf` as in zlib, going on from `crc`. Port of `aos_crc32`.
 *
 * @param crc - 0 at the start, then what the last call answered
 * @param buf - the bytes
 * @param bufLen - how many of them; all by default
 */
export function aosCrc32(crc: number, buf: Uint8Array, bufLen: number = buf.length): number {
  let value = ~crc;
  for (const byte of buf.subarray(0, bufLen)) {
    value = (value >>> 8) ^ (CRC32[(value ^ byte) & 255] ?? 0);
  }
  return ~value >>> 0;
}
