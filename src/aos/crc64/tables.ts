/**
 * CRC-64 by eight tables, eight bytes a step, where there is no WebAssembly. A 64-bit value is two
 * 32-bit halves, because bigint in the loop is thirty times slower.
 *
 * @packageDocumentation
 */

const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;

/** `HIGH[256 * k + b]` and `LOW[…]`: the byte b, followed by k zero bytes. */
const HIGH = new Int32Array(8 * 256);
const LOW = new Int32Array(8 * 256);

// The tables have an entry for each index that occurs; `?? 0` only satisfies the compiler.
function high(index: number): number {
  return HIGH[index] ?? 0;
}

function low(index: number): number {
  return LOW[index] ?? 0;
}

function fillTables(): void {
  for (let b = 0; b < 256; b++) {
    let h = 0;
    let l = b;
    for (let bit = 0; bit < 8; bit++) {
      const carry = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (carry === 1) {
        h ^= POLYNOMIAL_HIGH;
        l ^= POLYNOMIAL_LOW;
      }
    }
    HIGH[b] = h;
    LOW[b] = l;
  }
  for (let i = 256; i < 8 * 256; i++) {
    const h = high(i - 256);
    const l = low(i - 256);
    LOW[i] = low(l & 255) ^ ((l >>> 8) | (h << 24));
    HIGH[i] = high(l & 255) ^ (h >>> 8);
  }
}

/** Goes on from `crc` with `bytes`, by tables alone. */
export function crc64ByTables(crc: bigint, bytes: Uint8Array): bigint {
  if (low(1) === 0) fillTables();
  let h = ~Number(crc >> 32n);
  let l = ~Number(crc & 0xffffffffn);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const a = l ^ view.getInt32(at, true);
    const b = h ^ view.getInt32(at + 4, true);
    const i7 = 1792 + (a & 255);
    const i6 = 1536 + ((a >>> 8) & 255);
    const i5 = 1280 + ((a >>> 16) & 255);
    const i4 = 1024 + (a >>> 24);
    const i3 = 768 + (b & 255);
    const i2 = 512 + ((b >>> 8) & 255);
    const i1 = 256 + ((b >>> 16) & 255);
    const i0 = b >>> 24;
    l = low(i7) ^ low(i6) ^ low(i5) ^ low(i4) ^ low(i3) ^ low(i2) ^ low(i1) ^ low(i0);
    h = high(i7) ^ high(i6) ^ high(i5) ^ high(i4) ^ high(i3) ^ high(i2) ^ high(i1) ^ high(i0);
  }
  for (; at < bytes.length; at++) {
    const i = (l ^ view.getUint8(at)) & 255;
    l = low(i) ^ ((l >>> 8) | (h << 24));
    h = high(i) ^ (h >>> 8);
  }
  return (BigInt(~h >>> 0) << 32n) | BigInt(~l >>> 0);
}
