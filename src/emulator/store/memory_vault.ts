/**
 * A vault that is gone with the process.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import type { Chunks, Vault } from "./vault.js";

/** Keeps blobs as the chunks in which they came. Records live in the store itself. */
export class MemoryVault implements Vault {
  readonly #blobs = new Map<string, readonly Uint8Array[]>();
  #count = 0;

  /** Keeps a blob. */
  async writeBlob(source: Chunks): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) {
      // A small chunk is a view on the socket's 64 KiB buffer, and would keep all of it alive.
      const owned = chunk.length * 2 >= chunk.buffer.byteLength;
      chunks.push(owned ? chunk : Buffer.from(chunk));
    }
    this.#count += 1;
    const blob = String(this.#count);
    this.#blobs.set(blob, chunks);
    return blob;
  }

  /** Reads a part of a blob. */
  *readBlob(blob: string, start: number, length: number): Iterable<Uint8Array> {
    let position = 0;
    for (const chunk of this.#blobs.get(blob) ?? []) {
      const from = Math.max(start - position, 0);
      const to = Math.min(start + length - position, chunk.length);
      if (from < to) yield chunk.subarray(from, to);
      position += chunk.length;
    }
  }

  /** Forgets a blob. */
  deleteBlob(blob: string): Promise<void> {
    this.#blobs.delete(blob);
    return Promise.resolve();
  }

  /** Nothing is left from an earlier run. */
  retainBlobs(): Promise<void> {
    return Promise.resolve();
  }

  /** Nothing outlives the process. */
  writeRecord(): Promise<void> {
    return Promise.resolve();
  }

  /** Nothing outlives the process. */
  deleteRecord(): Promise<void> {
    return Promise.resolve();
  }

  /** Nothing outlives the process. */
  deleteRecords(): Promise<void> {
    return Promise.resolve();
  }

  /** Nothing is left from an earlier run. */
  records(): Iterable<unknown> {
    return [];
  }
}
