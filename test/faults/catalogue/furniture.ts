/** What is in the service before each entry: made once, and copied. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOssEmulator } from "../../../src/emulator/index.js";
import { testAccount } from "../../support/account.js";
import { beginUpload, put, type RawRequest, send } from "../../support/raw_oss.js";

/** The data directory of an emulator that has everything that a call may concern. */
export interface Furniture {
  /** Where it is. */
  readonly directory: string;
  /** The upload that is under way for `big`, with parts 1 and 2. */
  readonly uploadId: string;
}

let made: Promise<Furniture> | null = null;

/** The furniture of this process. */
export function furniture(): Promise<Furniture> {
  made ??= make();
  return made;
}

const { bucket, ...account } = testAccount;
const at = `/${bucket}`;

/** The object `key`: no part of it is like another, since its pattern has a prime length. */
export function objectOf(size: number): Buffer {
  return Buffer.alloc(
    size,
    Uint8Array.from({ length: 251 }, (_, i) => i),
  );
}

/** The file `source`, which is likewise, and unlike the object. */
export function sourceOf(size: number): Buffer {
  return Buffer.alloc(
    size,
    Uint8Array.from({ length: 241 }, (_, i) => 255 - i),
  );
}

const REQUESTS: readonly RawRequest[] = [
  [
    "?cors",
    "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
  ],
  [
    "?lifecycle",
    "<LifecycleConfiguration><Rule><ID>old</ID><Prefix>old/</Prefix><Status>Enabled</Status><Expiration><Days>9</Days></Expiration></Rule></LifecycleConfiguration>",
  ],
  [
    "?website",
    "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>",
  ],
  [
    "?referer",
    "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList><Referer>http://old.example.com</Referer></RefererList></RefererConfiguration>",
  ],
  [
    "?logging",
    "<BucketLoggingStatus><LoggingEnabled><TargetBucket>other</TargetBucket><TargetPrefix>old-</TargetPrefix></LoggingEnabled></BucketLoggingStatus>",
  ],
  ["?qos", "<BucketUserQos><StorageCapacity>9</StorageCapacity></BucketUserQos>"],
  [
    "/channel?live",
    "<LiveChannelConfiguration><Target><Type>HLS</Type></Target></LiveChannelConfiguration>",
  ],
  [
    "/key?tagging",
    "<Tagging><TagSet><Tag><Key>old</Key><Value>tag</Value></Tag></TagSet></Tagging>",
  ],
].map(([target = "", body = ""]) => ({ method: "PUT", target: at + target, body }));

async function make(): Promise<Furniture> {
  const directory = mkdtempSync(join(tmpdir(), "oss-faults-furniture-"));
  process.once("exit", () => {
    rmSync(directory, { recursive: true, force: true });
  });
  const buckets = [bucket, "other"];
  const emulator = await startOssEmulator({ ...account, dataDirectory: directory, buckets });
  await put(emulator, "key", objectOf(250));
  await put(emulator, "rows.csv", "abc,1\ndef,2\nghi,3\n");
  await put(emulator, "frozen", "cold", { "x-oss-storage-class": "Archive" });
  await put(emulator, "frozen-deep", "colder", { "x-oss-storage-class": "ColdArchive" });
  for (const key of ["doomed/1", "doomed/2", "channel/1.ts"]) await put(emulator, key, key);
  const more: RawRequest[] = [
    { method: "POST", target: `${at}/log?append&position=0`, body: "0123456789" },
    { method: "PUT", target: `${at}/link?symlink`, headers: { "x-oss-symlink-target": "key" } },
    ...REQUESTS,
  ];
  const uploadId = await beginUpload(emulator, "big");
  for (const [i, letter] of ["a", "b"].entries()) {
    const target = `${at}/big?partNumber=${i + 1}&uploadId=${uploadId}`;
    more.push({ method: "PUT", target, body: letter.repeat(100) });
  }
  for (const request of more) {
    const { status, body } = await send(emulator, request);
    if (status !== 200) throw new Error(`${request.target}: ${status} ${body.toString()}`);
  }
  await emulator.close();
  return { directory, uploadId };
}
