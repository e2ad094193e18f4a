/** CRC-64/XZ, bit by bit: slow, and independent of the library's. */

const POLYNOMIAL = 0xc96c5795d7870f42n;
const MASK = 0xffffffffffffffffn;

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (crc & 1n ? POLYNOMIAL : 0n);
  return crc;
});

/** The CRC-64 of some bytes. */
export function crc64(bytes: Uint8Array): bigint {
  let crc = MASK;
  for (const byte of bytes) {
    crc = (crc >> 8n) ^ (TABLE[Number(crc & 255n) ^ byte] ?? 0n);
  }
  return crc ^ MASK;
}
