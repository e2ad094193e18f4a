/**
 * Checkpoint files and journals: damaged ones, and forged ones whose checksum is right. A transfer
 * begins anew or goes on exactly where it was; nothing in the file leads it elsewhere.
 */

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import type { OssCheckpoint } from "../../../src/oss/define.js";
import {
  ossIsDownloadCheckpointValid,
  ossIsUploadCheckpointValid,
} from "../../../src/oss/resumable/checkpoint.js";
import { ossReadCheckpoint, type TransferTarget } from "../../../src/oss/resumable/resume.js";
import { CheckpointStore } from "../../../src/oss/resumable/store.js";
import { testOptions } from "../../support/options.js";
import { applyEdits, type Edit, edits } from "../edits.js";
import { type FuzzTarget, fuzzTarget, mustEqual, mustHold } from "../target.js";

const FILE = "/data/中文 & file.bin";
const SIZE = 250;
const MTIME = 1_760_000_000_123_456;
const UPLOAD_ID = "0004B9894A22E5B1888A1E29F8236E2D";
const MODIFIED = "Thu, 09 Oct 2025 08:53:20 GMT";
const ETAG = '"5B3C1A2E053D763E1B002CC607C5A0FE"';

const directory = mkdtempSync(join(tmpdir(), "oss-fuzz-"));
const path = join(directory, "cp");
process.once("exit", () => {
  rmSync(directory, { recursive: true, force: true });
});

const transfer: TransferTarget = {
  options: testOptions(aosPoolCreate(null), "https://oss-cn-hangzhou.aliyuncs.com"),
  bucket: "bucket",
  object: "dir/<key> 中",
  filepath: FILE,
};

function escaped(text: string): string {
  const references = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return Object.entries(references).reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

function partXml(index: number, done: boolean): string {
  const size = Math.min(100, SIZE - index * 100);
  const etag = done ? `&quot;E${index}&quot;` : "";
  return (
    `<Part><Index>${index}</Index><Offset>${index * 100}</Offset><Size>${size}</Size>` +
    `<Completed>${done ? 1 : 0}</Completed><ETag>${etag}</ETag><Crc64>${done ? 7 : 0}</Crc64></Part>`
  );
}

/** The checkpoint of an upload (1) or a download (2), as C writes it, with what is added here. */
function checkpointXml(type: 1 | 2): string {
  const object =
    type === 1
      ? "<Key></Key><Size>0</Size><LastModified></LastModified><ETag></ETag>"
      : `<Key>${escaped(transfer.object)}</Key><Size>${SIZE}</Size>` +
        `<LastModified>${MODIFIED}</LastModified><ETag>${escaped(ETAG)}</ETag>`;
  const [size, mtime, id] = type === 1 ? [SIZE, MTIME, UPLOAD_ID] : [0, 0, ""];
  return seal(
    '<?xml version="1.0" encoding="utf-8"?><Checkpoint><MD5></MD5>' +
      `<Type>${type}</Type><LocalFile><Path>${escaped(FILE)}</Path><Size>${size}</Size>` +
      `<LastModified>${mtime}</LastModified><MD5></MD5></LocalFile><Object>${object}</Object>` +
      `<UploadId>${id}</UploadId><CPParts><Number>3</Number><Size>100</Size><Parts>` +
      `${partXml(0, true)}${partXml(1, false)}${partXml(2, true)}</Parts></CPParts>` +
      "<Target><Endpoint>https://oss-cn-hangzhou.aliyuncs.com</Endpoint><Bucket>bucket</Bucket>" +
      `<Key>${escaped(transfer.object)}</Key></Target></Checkpoint>\n`,
  );
}

function seal(xml: string): string {
  const open = xml.replace(/<MD5>[^<]*<\/MD5>/, "<MD5></MD5>");
  const sum = createHash("md5").update(open).digest("hex");
  return open.replace("<MD5></MD5>", `<MD5>${sum}</MD5>`);
}

const files = [checkpointXml(1), checkpointXml(2)] as const;
const elements =
  "Type Path Size LastModified Key ETag UploadId Number Index Offset Completed Crc64 Endpoint Bucket MD5";

/** One element's text is another. */
interface Forgery {
  readonly element: string;
  readonly which: number;
  readonly text: string;
}

interface CheckpointFile {
  readonly isDownload: boolean;
  readonly forgeries: readonly Forgery[];
  readonly edits: readonly Edit[];
  /** Whether the checksum is made anew, left out, or left alone. */
  readonly sum: "new" | "none" | "old";
}

const forgery: fc.Arbitrary<Forgery> = fc.record({
  element: fc.constantFrom(...elements.split(" ")),
  which: fc.nat(3),
  text: fc.oneof(
    fc.constantFrom(
      "",
      "0",
      "1",
      "2",
      "-1",
      "3",
      "99999",
      "20000000",
      "9223372036854775808",
      "NaN",
    ),
    fc.constantFrom(
      "/etc/passwd",
      "../../x",
      "other",
      "http://evil.example",
      "/data/other",
      "file.bin",
    ),
    fc.constantFrom(UPLOAD_ID, escaped(FILE), "bucket", escaped(ETAG), MODIFIED),
    fc.string({ maxLength: 6 }).map(escaped),
  ),
});

const checkpointFiles: fc.Arbitrary<CheckpointFile> = fc.record({
  isDownload: fc.boolean(),
  forgeries: fc.array(forgery, { maxLength: 3 }),
  edits: fc.oneof(edits(1200, 2), fc.constant([])),
  sum: fc.constantFrom("new", "none", "old", "old"),
});

function forge(xml: string, { element, which, text }: Forgery): string {
  let seen = 0;
  return xml.replace(new RegExp(`<${element}>[^<]*</${element}>`, "g"), (whole) =>
    seen++ === which ? `<${element}>${text}</${element}>` : whole,
  );
}

function contentOf({ isDownload, forgeries, edits: changes, sum }: CheckpointFile): Buffer {
  const forged = forgeries.reduce(forge, files[isDownload ? 1 : 0]);
  const damaged = applyEdits(Buffer.from(forged), changes);
  if (sum === "old") return damaged;
  const resealed = seal(damaged.toString());
  return Buffer.from(sum === "new" ? resealed : resealed.replace(/<MD5>[^<]*/, "<MD5>"));
}

async function read(content: Uint8Array, isDownload: boolean): Promise<OssCheckpoint | null> {
  writeFileSync(path, content);
  return ossReadCheckpoint(path, transfer, (checkpoint) =>
    isDownload
      ? ossIsDownloadCheckpointValid(null, checkpoint, transfer.object, SIZE, MODIFIED, ETAG)
      : ossIsUploadCheckpointValid(null, checkpoint, { size: SIZE, mtime: MTIME }),
  );
}

/** What a transfer takes from its checkpoint, without the checksum. */
function facts(checkpoint: OssCheckpoint): unknown {
  return { ...checkpoint, md5: "", thefile: null };
}

async function check(file: CheckpointFile): Promise<void> {
  const content = contentOf(file);
  const found = await read(content, file.isDownload);
  if (found === null) return;
  const original = await read(Buffer.from(files[file.isDownload ? 1 : 0]), file.isDownload);
  if (original === null) throw new Error("the checkpoint itself is refused");
  // Without a checksum the file is one of C, and is judged as a forged one.
  if (file.sum === "old" && found.md5.data.trim() !== "") {
    mustEqual(facts(found), facts(original), "a damaged checkpoint");
  }
  mustHold(
    found.filePath.data === FILE || FILE.endsWith(`/${found.filePath.data}`),
    "another file",
  );
  const { target = { bucket: "bucket", key: transfer.object, endpoint: "" } } = found;
  mustEqual([target.bucket, target.key], ["bucket", transfer.object], "another object");
  mustHold(
    /^$|(^|\/\/)oss-cn-hangzhou\.aliyuncs\.com\/*$/i.test(target.endpoint),
    "another endpoint",
  );
  mustEqual(
    found.parts.reduce((end, { index, offset, size }, i) => {
      mustHold(index === i && offset === end && size > 0, `part ${i} is not behind the one before`);
      return end + size;
    }, 0),
    SIZE,
    "the parts together",
  );
}

export const checkpoint: FuzzTarget = fuzzTarget("checkpoint", 100, checkpointFiles, check);

// What two checkpoints of one transfer have in common; see oss/resumable/store.ts.
const IDENTITY = `1 ${SIZE} ${MTIME} 0 100 ${UPLOAD_ID} `;

function journalLine(index: number, crc: string, etag: string): string {
  const content = `${index} ${crc} ${etag}`;
  const sum = createHash("md5").update(`${IDENTITY}\n${content}`).digest("hex");
  return `\n${index} ${crc} ${sum} ${etag}`;
}

const JOURNAL = journalLine(1, "18446744073709551615", '"E1"') + journalLine(0, "9", '"E0 new"');
/** What is noted of the first two parts, before and after the journal. */
const NOTED = [
  [
    [true, '"E0"', "7"],
    [true, '"E0 new"', "9"],
  ],
  [
    [false, "", "0"],
    [true, '"E1"', "18446744073709551615"],
  ],
];

async function checkJournal(changes: readonly Edit[]): Promise<void> {
  const found = await read(Buffer.from(files[0]), false);
  writeFileSync(`${path}.journal`, applyEdits(Buffer.from(JOURNAL), changes));
  const store = await CheckpointStore.open(path);
  if (found === null || typeof store === "number")
    throw new Error("the checkpoint can't be opened");
  await store.replay(found);
  await store.discard();
  await store.close();
  for (const [i, states] of NOTED.entries()) {
    const { completed, etag, crc64 } = found.parts[i] ?? {};
    const state = JSON.stringify([completed, etag?.data, String(crc64)]);
    mustHold(
      states.some((s) => JSON.stringify(s) === state),
      `part ${i} became ${state}`,
    );
  }
  mustEqual(found.parts.length, 3, "the parts");
}

export const journal: FuzzTarget = fuzzTarget("journal", 10, edits(JOURNAL.length), checkJournal);
