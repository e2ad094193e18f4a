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
/** How many bytes before a vector count: D7, rounded up to whole vectors. */
const PAST: i32 = 3136;
/** How many bytes are shortened at a time. */
const BLOCK: i32 = 32768;
/** The PAST bytes before a block, and behind them what becomes of it: the input stays as it is. */
const SCRATCH: usize = memory.data(PAST + BLOCK, 16);
const BEGIN: usize = SCRATCH + PAST;
/** Where threads agree on who computes, in 24 bytes; see order.ts. */
export const ORDER: usize = memory.data(32, 16);
/** Where the caller may put the input, or further behind. */
export const INPUT: usize = memory.data(16, 16);

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

/** Puts the vector at `from` to `to`, with seven earlier ones added. */
@inline
function addEarlier(to: usize, from: usize): void {
  let v = v128.load(from);
  v = v128.xor(v, v128.load(to - D1));
  v = v128.xor(v, v128.load(to - D2));
  v = v128.xor(v, v128.load(to - D3));
  v = v128.xor(v, v128.load(to - D4));
  v = v128.xor(v, v128.load(to - D5));
  v = v128.xor(v, v128.load(to - D6));
  v = v128.xor(v, v128.load(to - D7));
  v128.store(to, v);
}

/** Puts `length` bytes, a multiple of 64, to `to`, with earlier ones added. */
function addEarlierToAll(to: usize, from: usize, length: usize): void {
  for (const end = to + length; to < end; to += 64, from += 64) {
    addEarlier(to, from);
    addEarlier(to + 16, from + 16);
    addEarlier(to + 32, from + 32);
    addEarlier(to + 48, from + 48);
  }
}

/** Adds the last `distance` bytes before `p` to those from `p` on. */
function addTail(p: usize, distance: usize): void {
  for (let i: usize = 0; i < distance; i += 8) {
    let earlier = load<u64>(p + i - distance);
    if (i + 8 > distance) earlier &= (<u64>1 << (<u64>(distance - i) << 3)) - 1;
    store<u64>(p + i, load<u64>(p + i) ^ earlier);
  }
}

/**
 * Leaves 3126 to 3189 bytes with the remainder of the input at BEGIN, block by block as SCRATCH is short;
 * answers how many they are.
 */
function shorten(crc: u64, at: usize, length: usize): usize {
  const end = at + ((length - D7) & ~63);
  memory.fill(SCRATCH, 0, PAST);
  addEarlierToAll(BEGIN, at, 64);
  store<u64>(BEGIN, load<u64>(BEGIN) ^ crc);
  let to = BEGIN + 64;
  for (let from = at + 64; from < end; ) {
    const size = min(end - from, BEGIN + BLOCK - to);
    addEarlierToAll(to, from, size);
    from += size;
    memory.copy(SCRATCH, to + size - PAST, PAST);
    to = BEGIN;
  }
  const left = at + length - end;
  memory.copy(BEGIN, end, left);
  addTail(BEGIN, D1);
  addTail(BEGIN, D2);
  addTail(BEGIN, D3);
  addTail(BEGIN, D4);
  addTail(BEGIN, D5);
  addTail(BEGIN, D6);
  addTail(BEGIN, D7);
  return left;
}

/** CRC-64 of `length` bytes at `at`, going on from `crc`. */
export function crc64(crc: u64, at: u32, length: u32): u64 {
  let p: usize = at;
  let left: usize = length;
  crc = ~crc;
  if (left >= LONG) {
    left = shorten(crc, p, left);
    p = BEGIN;
    crc = 0;
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
