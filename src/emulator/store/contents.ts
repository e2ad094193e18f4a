/**
 * What objects and parts consist of: stretches of blobs. A copy, an append and a completed
 * multipart upload share blobs instead of copying bytes.
 *
 * @packageDocumentation
 */

import { createHash } from "node:crypto";
import { aosCrc64 } from "../../aos/crc64.js";
import type { Chunks, Vault } from "./vault.js";

/** A stretch of a blob. */
export interface Segment {
  /** The blob's name. */
  readonly blob: string;
  /** Where in the blob it begins. */
  readonly start: number;
  /** How many bytes it has. */
  readonly length: number;
}

/** Bytes that were taken in, and their digests. */
export interface Content {
  /** How many bytes. */
  readonly size: number;
  /** The MD5, 32 upper-case hexadecimal digits. */
  readonly md5: string;
  /** The CRC-64. */
  readonly crc64: bigint;
  /** Where they are. */
  readonly segments: readonly Segment[];
}

/** Bytes that can be read once; {@link OpenContent.close} must be called whether they were or not. */
export interface OpenContent {
  /** The bytes. */
  readonly chunks: Chunks;
  /** Lets go of the blobs. */
  close(): Promise<void>;
}

/** Counts who uses each blob and forgets those that nobody does. */
export class Contents {
  readonly #vault: Vault;
  readonly #users = new Map<string, number>();

  /** Contents kept in a vault. */
  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Takes bytes in. The caller holds them, and gives them to a record or releases them. */
  async take(source: Chunks): Promise<Content> {
    const md5 = createHash("md5");
    let crc64 = 0n;
    let size = 0;
    async function* digested(): AsyncGenerator<Uint8Array> {
      for await (const chunk of source) {
        md5.update(chunk);
        crc64 = aosCrc64(crc64, chunk);
        size += chunk.length;
        yield chunk;
      }
    }
    const blob = await this.#vault.writeBlob(digested());
    const segments = [{ blob, start: 0, length: size }];
    this.hold(segments);
    return { size, md5: md5.digest("hex").toUpperCase(), crc64, segments };
  }

  /** Opens a stretch of contents for reading. */
  open(segments: readonly Segment[], start: number, length: number): OpenContent {
    const stretch = slice(segments, start, length);
    this.hold(stretch);
    return {
      chunks: this.#read(stretch),
      close: () => this.release(stretch),
    };
  }

  /** Adds a user of each blob. */
  hold(segments: readonly Segment[]): void {
    for (const { blob } of segments) this.#users.set(blob, (this.#users.get(blob) ?? 0) + 1);
  }

  /** Takes a user of each blob away. */
  async release(segments: readonly Segment[]): Promise<void> {
    for (const { blob } of segments) {
      const users = (this.#users.get(blob) ?? 0) - 1;
      if (users > 0) {
        this.#users.set(blob, users);
      } else {
        this.#users.delete(blob);
        await this.#vault.deleteBlob(blob);
      }
    }
  }

  /** Forgets the blobs that no record told of. */
  async sweep(): Promise<void> {
    await this.#vault.retainBlobs(new Set(this.#users.keys()));
  }

  async *#read(segments: readonly Segment[]): AsyncIterable<Uint8Array> {
    for (const { blob, start, length } of segments) {
      yield* this.#vault.readBlob(blob, start, length);
    }
  }
}

/** The stretch of `length` bytes from `start`. */
export function slice(segments: readonly Segment[], start: number, length: number): Segment[] {
  const stretch: Segment[] = [];
  let position = 0;
  for (const segment of segments) {
    const from = Math.max(start - position, 0);
    const to = Math.min(start + length - position, segment.length);
    if (from < to) {
      stretch.push({ blob: segment.blob, start: segment.start + from, length: to - from });
    }
    position += segment.length;
  }
  return stretch;
}
