/** What lies on disk and what the service keeps, as the emulator's own store has it. */

import { Buffer } from "node:buffer";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";
import {
  isBucketRecord,
  isObjectRecord,
  isPartRecord,
  isUploadRecord,
  type ObjectRecord,
} from "../../../src/emulator/store/records.js";
import { testAccount } from "../../support/account.js";

/** One file, or one thing that the service keeps. */
export interface Thing {
  /** Its bytes, if it has any. */
  readonly content: Buffer | null;
  /** All else that is known of it. */
  readonly facts: string;
  /** What of that is the same whenever it is made. */
  readonly lasting: string;
  /** The numbers of parts: a checkpoint's completed ones, or those of each upload. */
  readonly parts: readonly number[] | readonly (readonly number[])[] | null;
}

/** Things by their names. */
export type State = ReadonlyMap<string, Thing>;

/** The files of a directory. */
export function filesIn(directory: string): State {
  return new Map(
    readdirSync(directory)
      .sort()
      .map((name) => [name, fileAt(join(directory, name))]),
  );
}

function fileAt(path: string): Thing {
  const found = lstatSync(path);
  const kind = found.isFile() ? "file" : found.isDirectory() ? "directory" : readlinkSync(path);
  const content = found.isFile() ? readFileSync(path) : null;
  const parts = content === null ? null : recordedParts(content.toString("latin1"));
  return { content, facts: kind, lasting: kind, parts };
}

/** The numbers of the parts that a checkpoint says are done, from 1; `null` for what is none. */
function recordedParts(text: string): number[] | null {
  if (!/^<\?xml[^>]*>\s*<Checkpoint>[\s\S]*<\/Checkpoint>\s*$/.test(text)) return null;
  const parts = text.matchAll(/<Index>(\d+)<\/Index>[\s\S]*?<Completed>(\d)<\/Completed>/g);
  return [...parts].flatMap(([, index, done]) => (done === "1" ? [Number(index) + 1] : []));
}

/** What an emulator keeps in its directory. */
export function keptIn(directory: string): State {
  const records = recordsBelow(join(directory, "records"));
  const uploads = new Map<string, number[][]>();
  const state = new Map<string, Thing>();
  for (const [path, record] of records) {
    const bucket = path.split("/")[1]?.replace(".json", "") ?? "";
    if (isBucketRecord(record)) state.set(`bucket ${bucket}`, thing(record));
    else if (isUploadRecord(record)) {
      const name = `upload ${within(bucket)}${record.key}`;
      const numbers = partsBelow(records, path);
      uploads.set(name, [...(uploads.get(name) ?? []), numbers]);
    } else if (isObjectRecord(record)) {
      const { segments, ...facts } = record;
      const content = bytesOf(directory, segments);
      state.set(`object ${within(bucket)}${record.key}`, { ...thing(facts), content });
    }
  }
  for (const [name, parts] of uploads) state.set(name, { ...thing(parts.sort()), parts });
  return state;
}

function within(bucket: string): string {
  return bucket === testAccount.bucket ? "" : `${bucket}/`;
}

function recordsBelow(directory: string): Map<string, unknown> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile() && file.name.endsWith(".json"));
  const read = paths.map((file): [string, unknown] => {
    const path = join(file.parentPath, file.name);
    return [relative(directory, path), JSON.parse(readFileSync(path, "utf8"))];
  });
  return new Map(read.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function partsBelow(records: ReadonlyMap<string, unknown>, upload: string): number[] {
  const folder = upload.replace(/\.json$/, "/");
  const parts = [...records].flatMap(([path, record]) =>
    path.startsWith(folder) && isPartRecord(record) ? [record.partNumber] : [],
  );
  return parts.sort((a, b) => a - b);
}

function bytesOf(directory: string, segments: ObjectRecord["segments"]): Buffer {
  const pieces = segments.map(({ blob, start, length }) =>
    readFileSync(join(directory, "blobs", blob)).subarray(start, start + length),
  );
  return Buffer.concat(pieces);
}

const TIMES = new Set(["created", "lastModified", "ready", "expires", "initiated"]);

function thing(facts: object): Thing {
  const lasting = JSON.stringify(facts, (name, value: unknown) => (TIMES.has(name) ? null : value));
  return { content: null, facts: JSON.stringify(facts), lasting, parts: null };
}
