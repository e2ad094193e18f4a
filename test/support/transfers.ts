/** An emulator, a directory and options for tests of uploads and downloads in parts. */

import { randomBytes } from "node:crypto";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { type AosBuf, aosBufListContent } from "../../src/aos/buf.js";
import { type AosList, aosList } from "../../src/aos/list.js";
import { AOS_LOG_WARN, aosLogSetLevel, aosLogSetOutput } from "../../src/aos/log.js";
import { type Out, out } from "../../src/aos/out.js";
import { type AosPool, aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type { AosStatus } from "../../src/aos/status.js";
import type { AosTable } from "../../src/aos/table.js";
import {
  type OssEmulator,
  type OssEmulatorOptions,
  startOssEmulator,
} from "../../src/emulator/index.js";
import type { OssRequestOptions, OssResumableCltParams } from "../../src/oss/define.js";
import { ossResumableDownloadFile } from "../../src/oss/resumable/download.js";
import { ossResumableUploadFile } from "../../src/oss/resumable/upload.js";
import { ossCreateResumableCltParamsContent } from "../../src/oss/util/create_params.js";
import { testAccount } from "./emulator.js";
import { testOptions } from "./options.js";
import { put, send } from "./raw_oss.js";

/** What a test says of a transfer; the rest is as in {@link Scene.upload}. */
export interface TransferWish {
  readonly bucket?: string;
  readonly object?: string;
  readonly headers?: AosTable | null;
  readonly params?: AosTable | null;
  readonly partSize?: number;
  readonly threadNum?: number;
  readonly checkpoint?: boolean;
  readonly checkpointPath?: string;
  readonly maxAttempts?: number;
  readonly options?: OssRequestOptions;
  readonly progress?: (consumed: number, total: number) => void;
}

/** What a transfer left with its caller. */
export interface TransferResult {
  readonly s: AosStatus;
  readonly headers: AosTable | null;
  readonly body: string;
  readonly progress: readonly (readonly [number, number])[];
}

/** Something that happens when the test wants it to. */
export class Gate {
  /** Is fulfilled when the gate is opened. */
  readonly opened: Promise<void>;
  #open: () => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  /** Lets everything through that waits. */
  open(): void {
    this.#open();
  }
}

/** What a test works in. */
export class Scene {
  readonly emulator: OssEmulator;
  readonly directory: string;
  readonly options: OssRequestOptions;
  /** What was logged, warnings and worse. */
  readonly log: string[] = [];
  readonly #pool: AosPool = aosPoolCreate(null);

  constructor(emulator: OssEmulator) {
    this.emulator = emulator;
    this.directory = mkdtempSync(join(tmpdir(), "oss-transfer-"));
    this.options = testOptions(this.#pool, emulator.endpoint);
    aosLogSetOutput({
      write: (line) => {
        // Tests speak plain http and version 1, which is said once.
        if (!line.includes("warn_once.ts")) this.log.push(line);
      },
    });
    aosLogSetLevel(AOS_LOG_WARN);
  }

  /** The path of a file in the directory. */
  path(name: string): string {
    return join(this.directory, name);
  }

  /** Writes a file of random bytes, or of the given ones. */
  file(name: string, content: number | Uint8Array): string {
    const bytes = typeof content === "number" ? randomBytes(content) : content;
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }

  /** The names of all files in the directory. */
  get files(): string[] {
    return readdirSync(this.directory).sort();
  }

  /** A file of the directory as text. */
  text(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  /** The requests so far, as `UploadPart 3`. */
  get operations(): string[] {
    return this.emulator.requests.map(({ operation, partNumber }) =>
      partNumber === 0 ? operation : `${operation} ${partNumber}`,
    );
  }

  /** Options with a pool that the test destroys. */
  mortalOptions(): OssRequestOptions {
    return testOptions(aosPoolCreate(this.#pool), this.emulator.endpoint);
  }

  /** Stores an object. */
  async put(key: string, content: Uint8Array): Promise<void> {
    await put(this.emulator, key, content);
    this.emulator.requests.length = 0;
  }

  /** The content of an object, or `null`. */
  async object(key: string, bucket: string = testAccount.bucket): Promise<Buffer | null> {
    const answer = await send(this.emulator, { target: `/${bucket}/${key}` });
    this.emulator.requests.pop();
    return answer.status === 200 ? answer.body : null;
  }

  /** How many uploads are under way. */
  async uploads(): Promise<number> {
    const answer = await send(this.emulator, { target: `/${testAccount.bucket}?uploads` });
    this.emulator.requests.pop();
    return answer.body.toString().split("<Upload>").length - 1;
  }

  /** Uploads a file to `key`, in parts of 100 bytes with a checkpoint, unless the wish says otherwise. */
  async upload(filepath: string, wish: TransferWish = {}): Promise<TransferResult> {
    return transferred(wish, (params, progress, respHeaders, respBody) =>
      ossResumableUploadFile(
        wish.options ?? this.options,
        wish.bucket ?? testAccount.bucket,
        wish.object ?? "key",
        filepath,
        wish.headers ?? null,
        wish.params ?? null,
        params,
        progress,
        respHeaders,
        respBody,
      ),
    );
  }

  /** Downloads `key` to a file, otherwise as {@link upload}. */
  async download(filepath: string, wish: TransferWish = {}): Promise<TransferResult> {
    return transferred(wish, (params, progress, respHeaders) =>
      ossResumableDownloadFile(
        wish.options ?? this.options,
        wish.bucket ?? testAccount.bucket,
        wish.object ?? "key",
        filepath,
        wish.headers ?? null,
        wish.params ?? null,
        params,
        progress,
        respHeaders,
      ),
    );
  }

  /** The files of the scene that this process has open. */
  get openFiles(): string[] {
    return openFilesIn(this.directory);
  }

  /** Ends everything and expects that nothing is left open. */
  async end(): Promise<void> {
    aosPoolDestroy(this.#pool);
    await this.emulator.close();
    aosLogSetOutput(null);
    const open = this.openFiles;
    rmSync(this.directory, { recursive: true, force: true });
    expect(open).toEqual([]);
  }
}

async function transferred(
  wish: TransferWish,
  call: (
    params: OssResumableCltParams,
    progress: (consumed: number, total: number) => void,
    respHeaders: Out<AosTable>,
    respBody: AosList<AosBuf>,
  ) => Promise<AosStatus>,
): Promise<TransferResult> {
  const { partSize = 100, threadNum = 1, checkpoint = true, maxAttempts = 1 } = wish;
  const path = wish.checkpointPath ?? null;
  const params = ossCreateResumableCltParamsContent(null, partSize, threadNum, checkpoint, path);
  params.maxAttempts = maxAttempts;
  const progress: [number, number][] = [];
  const headers = out<AosTable>();
  const body = aosList<AosBuf>();
  const tell = (consumed: number, total: number): void => {
    progress.push([consumed, total]);
    wish.progress?.(consumed, total);
  };
  const s = await call(params, tell, headers, body);
  return { s, headers: headers.value, body: aosBufListContent(null, body).toString(), progress };
}

/** The files below a directory that this process has open, where the system tells. */
function openFilesIn(directory: string): string[] {
  let descriptors: string[] = [];
  try {
    descriptors = readdirSync("/proc/self/fd");
  } catch {
    return [];
  }
  return descriptors.map(targetOf).filter((target) => target.startsWith(directory));
}

function targetOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return "";
  }
}

/** Gives each test of a file a scene of its own. */
export function useScene(options: Partial<OssEmulatorOptions> = {}): () => Scene {
  let scene: Scene | null = null;
  beforeEach(async () => {
    const { bucket, ...account } = testAccount;
    const emulator = await startOssEmulator({ ...account, buckets: [bucket, "other"], ...options });
    scene = new Scene(emulator);
  });
  afterEach(async () => {
    await scene?.end();
    scene = null;
  });
  return () => {
    if (scene === null) throw new Error("the scene exists only within a test");
    return scene;
  };
}
