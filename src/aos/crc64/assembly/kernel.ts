/**
 * CRC-64/XZ in AssemblyScript: the source of kernel.generated.ts, compiled by `npm run build:crc64`.
 * It looks like TypeScript but is not, and no module imports it.
 *
 * A long input is shortened first. The polynomial has a multiple of weight 8 whose exponents are all
 * whole bytes, so that adding seven earlier 16-byte vectors to each vector of the stream leaves the
 * remainder as it is while everything before the last 3126 bytes cancels out: no table, no
 * carry-less multiplication. What remains goes through tables, four words abreast.
 */

/** The reflected polynomial of ECMA-182. */
const POLYNOMIAL: u64 = 0xc96c5795d7870f42;

// The exponents of the sparse multiple, in bytes: a vector is added to those that lie so far behind.
// All are above 1 KiB, so that no load meets a store that is still under way.
const D1: usize = 1064;
const D2: usize = 1408;
const D3: usize = 1497;
const D4: usize = 1726;
const D5: usize = 2215;
const D6: usize = 2482;
const D7: usize = 3126;

/** Below this length shortening costs more than it saves. */
const LONG: usize = 3 * D7;

/** SLICE[k][b]: the byte b, followed by k zero bytes. */
const SLICE: usize = memory.data(8 * 256 * 8, 16);
/** BRAID[k][b]: byte k of a word, followed by three more words. */
const BRAID: usize = memory.data(8 * 256 * 8, 16);
/** Zeros that stand for the bytes before the input. */
const ZEROS: usize = memory.data(3136, 16);
/** How many bytes one call takes. */
export const CAPACITY: u32 = 262144;
const INPUT: usize = memory.data(262144, 16);
/** Where the caller puts the input; the call destroys it. */
export const INPUT_OFFSET: u32 = <u32>INPUT;

/** Fills the tables; called once. */
export function init(): void {
  for (let b: u32 = 0; b < 256; b++) {
    let crc: u64 = b;
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (POLYNOMIAL & (0 - (crc & 1)));
    store<u64>(SLICE + (b << 3), crc);
  }
  for (let b: u32 = 0; b < 256; b++) {
    let crc = load<u64>(SLICE + (b << 3));
    for (let k: u32 = 0; k < 32; k++) {
      if (k < 8) store<u64>(SLICE + (k << 11) + (b << 3), crc);
      if (k >= 24) store<u64>(BRAID + ((31 - k) << 11) + (b << 3), crc);
      crc = load<u64>(SLICE + (<usize>(crc & 255) << 3)) ^ (crc >> 8);
    }
  }
}

@inline
function entry(table: usize, k: usize, word: u64, byte: u64): u64 {
  return load<u64>(table + (k << 11) + (<usize>((word >> (byte << 3)) & 255) << 3));
}

/** The word, followed by nothing more. */
@inline
function slice(word: u64): u64 {
  return (
    entry(SLICE, 7, word, 0) ^ entry(SLICE, 6, word, 1) ^ entry(SLICE, 5, word, 2) ^
    entry(SLICE, 4, word, 3) ^ entry(SLICE, 3, word, 4) ^ entry(SLICE, 2, word, 5) ^
    entry(SLICE, 1, word, 6) ^ entry(SLICE, 0, word, 7)
  );
}

/** The word, followed by three more words. */
@inline
function braid(word: u64): u64 {
  return (
    entry(BRAID, 0, word, 0) ^ entry(BRAID, 1, word, 1) ^ entry(BRAID, 2, word, 2) ^
    entry(BRAID, 3, word, 3) ^ entry(BRAID, 4, word, 4) ^ entry(BRAID, 5, word, 5) ^
    entry(BRAID, 6, word, 6) ^ entry(BRAID, 7, word, 7)
  );
}

/** Adds seven earlier vectors to the one at `p`. */
@inline
function addEarlier(p: usize): void {
  let v = v128.load(p);
  v = v128.xor(v, v128.load(p - D1));
  v = v128.xor(v, v128.load(p - D2));
  v = v128.xor(v, v128.load(p - D3));
  v = v128.xor(v, v128.load(p - D4));
  v = v128.xor(v, v128.load(p - D5));
  v = v128.xor(v, v128.load(p - D6));
  v = v128.xor(v, v128.load(p - D7));
  v128.store(p, v);
}

/** Adds the last `distance` bytes before `p` to those from `p` on. */
function addTail(p: usize, distance: usize): void {
  for (let i: usize = 0; i < distance; i += 8) {
    let earlier = load<u64>(p + i - distance);
    if (i + 8 > distance) earlier &= (<u64>1 << (<u64>(distance - i) << 3)) - 1;
    store<u64>(p + i, load<u64>(p + i) ^ earlier);
  }
}

/** Shortens the input at INPUT to at most 3126 + 63 bytes with the same remainder; answers where they begin. */
function shorten(length: usize): usize {
  const end = INPUT + ((length - D7) & ~63);
  for (let p: usize = INPUT; p < end; p += 64) {
    addEarlier(p);
    addEarlier(p + 16);
    addEarlier(p + 32);
    addEarlier(p + 48);
  }
  addTail(end, D1);
  addTail(end, D2);
  addTail(end, D3);
  addTail(end, D4);
  addTail(end, D5);
  addTail(end, D6);
  addTail(end, D7);
  return end;
}

/** CRC-64 of the first `length` bytes at INPUT, going on from `crc`. */
export function crc64(crc: u64, length: u32): u64 {
  let p = INPUT;
  let left: usize = length;
  crc = ~crc;
  if (left >= LONG) {
    store<u64>(p, load<u64>(p) ^ crc);
    crc = 0;
    p = shorten(left);
    left = INPUT + length - p;
  }
  if (left >= 64) {
    let a = crc;
    let b: u64 = 0;
    let c: u64 = 0;
    let d: u64 = 0;
    for (; left >= 64; left -= 32, p += 32) {
      a = braid(a ^ load<u64>(p));
      b = braid(b ^ load<u64>(p + 8));
      c = braid(c ^ load<u64>(p + 16));
      d = braid(d ^ load<u64>(p + 24));
    }
    crc = slice(a ^ load<u64>(p));
    crc = slice(crc ^ b ^ load<u64>(p + 8));
    crc = slice(crc ^ c ^ load<u64>(p + 16));
    crc = slice(crc ^ d ^ load<u64>(p + 24));
    p += 32;
    left -= 32;
  }
  for (; left > 0; left--, p++) {
    crc = load<u64>(SLICE + (<usize>((crc ^ load<u8>(p)) & 255) << 3)) ^ (crc >> 8);
  }
  return ~crc;
}
