/**
 * `aos_crc64.c`: CRC-64/XZ and CRC-32. Imports nothing.
 *
 * @module
 */

const POLYNOMIAL = 0xc96c5795d7870f42n;

function makeTable(): BigUint64Array {
  const table = new BigUint64Array(256);
  for (let i = 0; i < 256; i++) {
    let crc = BigInt(i);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ POLYNOMIAL : crc >> 1n;
    table[i] = crc;
  }
  return table;
}

const TABLE = makeTable();

/** CRC-64 of `buf`, going on from `crc` (0n at the start). Port of `aos_crc64`. */
export function aosCrc64(crc: bigint, buf: Uint8Array, len: number = buf.length): bigint {
  let value = crc ^ 0xffffffffffffffffn;
  for (const byte of buf.subarray(0, len)) {
    value = (value >> 8n) ^ (TABLE[Number((value ^ BigInt(byte)) & 255n)] ?? 0n);
  }
  return value ^ 0xffffffffffffffffn;
}
