/**
 * A vault in a directory: `blobs/NAME`, and `records/PATH.json`.
 *
 * @packageDocumentation
 */

import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Chunks, Vault } from "./vault.js";

const SLICE = 256 * 1024;
const UNFINISHED = ".tmp";

/** Keeps blobs and records in files. Whatever is there is whole: it is renamed into its place. */
export class DirectoryVault implements Vault {
  readonly #directory: string;
  /** The last write of each record, so that writes of the same one keep their order. */
  readonly #writes = new Map<string, Promise<void>>();

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Opens a directory, which is made if it is not there. */
  static async open(directory: string): Promise<DirectoryVault> {
    await mkdir(join(directory, "blobs"), { recursive: true });
    await mkdir(join(directory, "records"), { recursive: true });
    return new DirectoryVault(directory);
  }

  /** Keeps a blob. */
  async writeBlob(source: Chunks): Promise<string> {
    const blob = randomUUID();
    const unfinished = this.#blob(`${blob}${UNFINISHED}`);
    try {
      await pipeline(source, createWriteStream(unfinished, { highWaterMark: SLICE }));
      await rename(unfinished, this.#blob(blob));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    return blob;
  }

  /** Reads a part of a blob. */
  async *readBlob(blob: string, start: number, length: number): AsyncIterable<Uint8Array> {
    if (length === 0) return;
    const range = { start, end: start + length - 1, highWaterMark: SLICE };
    yield* createReadStream(this.#blob(blob), range);
  }

  /** Forgets a blob. */
  async deleteBlob(blob: string): Promise<void> {
    await rm(this.#blob(blob), { force: true });
  }

  /** Forgets blobs that a killed process left behind. */
  async retainBlobs(blobs: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(join(this.#directory, "blobs"))) {
      if (!blobs.has(name)) await this.deleteBlob(name);
    }
  }

  /** Keeps a record. */
  writeRecord(path: string, record: object): Promise<void> {
    const text = JSON.stringify(record);
    return this.#inOrder(path, async () => {
      const file = this.#record(path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}${UNFINISHED}`, text);
      await rename(`${file}${UNFINISHED}`, file);
    });
  }

  /** Forgets a record. */
  deleteRecord(path: string): Promise<void> {
    return this.#inOrder(path, () => rm(this.#record(path), { force: true }));
  }

  /** Forgets all records under a path. */
  async deleteRecords(path: string): Promise<void> {
    await rm(join(this.#directory, "records", path), { force: true, recursive: true });
  }

  /** The records under a path. */
  async *records(path: string): AsyncIterable<unknown> {
    const directory = join(this.#directory, "records", path);
    for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
      const record: unknown = JSON.parse(await readFile(join(directory, entry.name), "utf8"));
      yield record;
    }
  }

  async #inOrder(path: string, write: () => Promise<void>): Promise<void> {
    const before = this.#writes.get(path) ?? Promise.resolve();
    const done = before.catch(() => undefined).then(write);
    this.#writes.set(path, done);
    try {
      await done;
    } finally {
      if (this.#writes.get(path) === done) this.#writes.delete(path);
    }
  }

  #blob(name: string): string {
    return join(this.#directory, "blobs", name);
  }

  #record(path: string): string {
    return join(this.#directory, "records", `${path}.json`);
  }
}
