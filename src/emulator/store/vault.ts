/**
 * Where bytes and records are kept: in memory, or in a directory.
 *
 * @packageDocumentation
 */

/** Bytes that come in pieces. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Keeps blobs (bytes that never change) and records (small documents found by a path). */
export interface Vault {
  /**
   * Keeps the bytes of `source` as a blob. When `source` fails, nothing is kept.
   *
   * @returns the blob's name
   */
  writeBlob(source: Chunks): Promise<string>;
  /** Reads `length` bytes of a blob from `start`. */
  readBlob(blob: string, start: number, length: number): Chunks;
  /** Forgets a blob. */
  deleteBlob(blob: string): Promise<void>;
  /** Forgets every blob whose name is not in `blobs`. */
  retainBlobs(blobs: ReadonlySet<string>): Promise<void>;
  /** Keeps a record under a path of names joined by slashes, in place of the one before. */
  writeRecord(path: string, record: object): Promise<void>;
  /** Forgets a record. */
  deleteRecord(path: string): Promise<void>;
  /** Forgets all records under a path. */
  deleteRecords(path: string): Promise<void>;
  /** The records under a path that were kept before, in no order. */
  records(path: string): AsyncIterable<unknown> | Iterable<unknown>;
}
