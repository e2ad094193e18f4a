/** What somebody else does before or during a call: to the object, to the upload, to the files. */

import {
  appendFileSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { testAccount } from "../../support/account.js";
import { put, send } from "../../support/raw_oss.js";
import type { World } from "./world.js";

/** What can be done, by its name. */
export const ACTIONS = [
  "overwriteObject",
  "deleteObject",
  "appendToLog",
  "abortUpload",
  "completeUpload",
  "changeSource",
  "growSource",
  "truncateSource",
  "removeSource",
  "damageTemporary",
  "expireToken",
  "renewToken",
  "endPool",
  "transferInAnotherProcess",
] as const;

/** The name of something that can be done. */
export type Action = (typeof ACTIONS)[number];

/** The bytes that somebody else writes: as many as the object has, so that its size tells nothing. */
export const OTHER: Buffer = Buffer.alloc(250, "what somebody else has written ");

const { bucket } = testAccount;

/** How it is done. */
export const DO: Readonly<Record<Action, (world: World) => unknown>> = {
  overwriteObject: ({ emulator }) => put(emulator, "key", OTHER),
  deleteObject: ({ emulator }) => send(emulator, { method: "DELETE", target: `/${bucket}/key` }),
  appendToLog: ({ emulator }) => {
    const target = `/${bucket}/log?append&position=10`;
    return send(emulator, { method: "POST", target, body: OTHER });
  },
  abortUpload: async ({ emulator }) => {
    for (const { key, id } of await uploadsAt(emulator)) {
      if (key === "key") await send(emulator, { method: "DELETE", target: uploadTarget(key, id) });
    }
  },
  completeUpload: async ({ emulator }) => {
    for (const { key, id } of await uploadsAt(emulator)) {
      if (key === "key") await complete(emulator, key, id);
    }
  },
  changeSource: ({ path }) => {
    const { size } = statSync(path("source"));
    writeFileSync(path("source"), Buffer.alloc(size, "y"));
    touch(path("source"));
  },
  growSource: ({ path }) => {
    appendFileSync(path("source"), "more");
    touch(path("source"));
  },
  truncateSource: ({ path }) => {
    truncateSync(path("source"), 120);
    touch(path("source"));
  },
  removeSource: ({ path }) => {
    rmSync(path("source"));
  },
  damageTemporary: ({ path }) => {
    damage(path("copy.tmp"));
  },
  expireToken: (world) => {
    world.clockAhead = 120_000;
  },
  renewToken: (world) => {
    world.clockAhead = 0;
  },
  endPool: (world) => {
    world.endPool();
  },
  transferInAnotherProcess: async (world) => {
    world.other = await world.callElsewhere();
  },
};

type Emulator = World["emulator"];

function uploadTarget(key: string, id: string): string {
  return `/${bucket}/${key}?uploadId=${id}`;
}

async function uploadsAt(emulator: Emulator): Promise<{ key: string; id: string }[]> {
  const { body } = await send(emulator, { target: `/${bucket}?uploads` });
  const found = body.toString().matchAll(/<Key>([^<]*)<\/Key>\s*<UploadId>([^<]*)</g);
  return [...found].map(([, key = "", id = ""]) => ({ key, id }));
}

async function complete(emulator: Emulator, key: string, id: string): Promise<void> {
  const target = uploadTarget(key, id);
  const { body } = await send(emulator, { target });
  const found = body.toString().matchAll(/<PartNumber>(\d+)<[\s\S]*?<ETag>([^<]*)</g);
  const parts = [...found].map(
    ([, number = "", etag = ""]) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const document = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
  await send(emulator, { method: "POST", target, body: document });
}

/** A file system may count time in coarse steps: a change must show. */
function touch(path: string): void {
  const later = new Date(statSync(path).mtimeMs + 2000);
  utimesSync(path, later, later);
}

/** Changes a byte in the middle of a file. */
export function damage(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
