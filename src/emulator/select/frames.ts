/**
 * The frames in which the answer of a select comes: version (1 byte), type (3), length of the
 * payload (4), an unused checksum (4), the payload, which begins with an offset (8), and the CRC-32
 * of the payload (4), or 0.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";

const VERSION = 1;
const DATA = 0x800001;
const CONTINUOUS = 0x800004;
const END = 0x800005;
const META_END = 0x800006;

/** Makes frames, with checksums or without. */
export class Frames {
  readonly #withCrc: boolean;

  /** Frames with or without checksums. */
  constructor(withCrc: boolean) {
    this.#withCrc = withCrc;
  }

  /** A part of the result, after `scanned` bytes. */
  data(scanned: number, content: Uint8Array): Buffer {
    return this.#frame(DATA, scanned, content);
  }

  /** A sign of life, after `scanned` bytes. */
  continuous(scanned: number): Buffer {
    return this.#frame(CONTINUOUS, scanned, Buffer.alloc(0));
  }

  /** How a select ended. */
  end(scanned: number, status: number, message: string): Buffer {
    const numbers = Buffer.alloc(12);
    numbers.writeBigUInt64BE(BigInt(scanned), 0);
    numbers.writeUInt32BE(status, 8);
    return this.#frame(END, scanned, Buffer.concat([numbers, Buffer.from(message)]));
  }

  /** What was counted. */
  metaEnd(scanned: number, counts: { splits: number; rows: number; columns: number }): Buffer {
    const numbers = Buffer.alloc(28);
    numbers.writeBigUInt64BE(BigInt(scanned), 0);
    numbers.writeUInt32BE(200, 8);
    numbers.writeUInt32BE(counts.splits, 12);
    numbers.writeBigUInt64BE(BigInt(counts.rows), 16);
    numbers.writeUInt32BE(counts.columns, 24);
    return this.#frame(META_END, scanned, numbers);
  }

  #frame(type: number, scanned: number, content: Uint8Array): Buffer {
    const head = Buffer.alloc(20);
    head.writeUInt8(VERSION, 0);
    head.writeUIntBE(type, 1, 3);
    head.writeUInt32BE(content.length + 8, 4);
    head.writeBigUInt64BE(BigInt(scanned), 12);
    const tail = Buffer.alloc(4);
    if (this.#withCrc) tail.writeUInt32BE(crc32(content, crc32(head.subarray(12))), 0);
    return Buffer.concat([head, content, tail]);
  }
}
