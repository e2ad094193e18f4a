/**
 * One transfer whose process is killed, once or more often, and then carried to its end; and what went
 * wrong with it.
 */

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import { type AosStatus, aosStatusIsOk } from "../../src/aos/status.js";
import { type OssEmulator, startOssEmulator } from "../../src/emulator/index.js";
import { ossResumableDownloadFile } from "../../src/oss/resumable/download.js";
import { ossResumableUploadFile } from "../../src/oss/resumable/upload.js";
import { ossCreateResumableCltParamsContent } from "../../src/oss/util/create_params.js";
import { testAccount } from "../support/emulator.js";
import { testOptions } from "../support/options.js";
import { put, send } from "../support/raw_oss.js";
import { readRecordedParts } from "../support/recorded_parts.js";
import { Relay } from "../support/relay.js";
import { partOf, RequestLog } from "../support/request_log.js";
import { tellsSecret } from "../support/secrets.js";

/** A transfer that is to be killed. */
export interface Transfer {
  readonly direction: "upload" | "download";
  readonly parts: number;
  readonly partSize: number;
  /** How many parts are in flight at a time. */
  readonly threads: number;
}

/** When a process is killed: at which of its steps on disk, or of those that the relay sees. */
export interface Death {
  readonly on: "disk" | "wire";
  /** Counted from 1. */
  readonly step: number;
  /** Of a step on disk: before, in the middle, after. */
  readonly moment: string;
}

/** What went wrong, in words; all empty is as it should be. */
export interface Faults {
  /** The object or the file is another, or the transfer does not succeed. */
  readonly wrong: string[];
  /** The checkpoint can't be read, or less is in it than its process was told. */
  readonly unreadable: string[];
  /** Parts that were recorded are transferred again. */
  readonly repeated: string[];
  /** Files that nobody will remove, or an upload that nobody will end. */
  readonly leftovers: string[];
}

/** What a process said before it ended. */
export interface Life {
  /** The moments of each of its steps on disk. */
  readonly steps: readonly (readonly string[])[];
  /** How many steps the relay saw. */
  readonly wireSteps: number;
  readonly wasKilled: boolean;
}

interface Furniture {
  readonly emulator: OssEmulator;
  readonly relay: Relay;
  readonly requests: RequestLog;
  readonly wire: Wire;
}

/** Counts the steps that the relay sees; at one of them everything ends. */
class Wire {
  #last = 0;
  #end: (() => Promise<void>) | null = null;
  #isOver = false;
  /** How many there were since the last {@link begin}. */
  steps = 0;

  /** Counts from 1 again; at the step `last` the end is made, and nothing passes any more. */
  begin(last: number, end: (() => Promise<void>) | null): void {
    this.#last = last;
    this.#end = end;
    this.#isOver = false;
    this.steps = 0;
  }

  /** Takes a step; whether there must be no more. */
  async step(): Promise<boolean> {
    if (this.#isOver) return true;
    this.steps++;
    this.#isOver = this.steps === this.#last;
    if (this.#isOver) await this.#end?.();
    return this.#isOver;
  }
}

const child = fileURLToPath(new URL("child.mjs", import.meta.url));
const OLD = Buffer.from("what was there before");

/** An emulator, a relay before it, and a directory with the file of a transfer. */
export class Stage implements AsyncDisposable {
  readonly faults: Faults = { wrong: [], unreadable: [], repeated: [], leftovers: [] };
  readonly #transfer: Transfer;
  readonly #emulator: OssEmulator;
  readonly #relay: Relay;
  readonly #directory: string;
  readonly #content: Buffer;
  readonly #requests: RequestLog;
  readonly #wire: Wire;
  #recorded: ReadonlySet<number> = new Set();
  /** Whether a process died before it could write down that it had begun. */
  #isOrphaned = false;

  private constructor(transfer: Transfer, { emulator, relay, requests, wire }: Furniture) {
    this.#transfer = transfer;
    this.#emulator = emulator;
    this.#relay = relay;
    this.#requests = requests;
    this.#wire = wire;
    this.#directory = mkdtempSync(join(tmpdir(), "oss-kill-"));
    this.#content = contentOf(transfer);
    writeFileSync(this.#file, transfer.direction === "upload" ? this.#content : OLD);
  }

  /** Sets everything up. */
  static async open(transfer: Transfer): Promise<Stage> {
    const { bucket, ...account } = testAccount;
    const requests = new RequestLog();
    const wire = new Wire();
    const emulator = await startOssEmulator({
      ...account,
      buckets: [bucket],
      onRequest: (request) => {
        requests.answered(request);
      },
    });
    const relay = await Relay.listen(emulator.port, () => wire.step());
    const stage = new Stage(transfer, { emulator, relay, requests, wire });
    if (transfer.direction === "download") await put(emulator, "key", stage.#content);
    return stage;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay.close();
    await this.#emulator.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#directory, "file");
  }

  /** The file of the checkpoint. */
  get checkpoint(): string {
    return `${this.#file}.${this.#transfer.direction === "upload" ? "cp" : "dcp"}`;
  }

  /** Lets a process transfer the file, kills it as `death` says, and looks at what it left. */
  async live(death: Death | null): Promise<Life> {
    this.#emulator.requests.length = 0;
    const { direction, threads, partSize } = this.#transfer;
    const fatal = death?.on === "disk" ? death : null;
    const { endpoint } = this.#relay;
    const order = {
      direction,
      endpoint,
      account: testAccount,
      file: this.#file,
      threads,
      partSize,
    };
    const args = [child, JSON.stringify({ ...order, fatal })];
    const process = spawn(globalThis.process.execPath, args, {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(process, "exit");
    this.#wire.begin(death?.on === "wire" ? death.step : 0, async () => {
      process.kill("SIGKILL");
      await exit;
    });
    const said = await text(process.stdout);
    await exit;
    if (tellsSecret(said, testAccount.accessKeySecret)) this.faults.wrong.push("a secret is told");
    // Nobody must work any more at what the process asked for.
    await this.#relay.idle();
    await this.#requests.allAnswered(this.#emulator.requests);
    const wasKilled = process.signalCode === "SIGKILL";
    if (wasKilled) await this.#judge(said);
    else this.#end(said);
    const steps = [...said.matchAll(/^step \w+ (.*)$/gm)].map(([, moments = ""]) =>
      moments.split(" "),
    );
    return { steps, wireSteps: this.#wire.steps, wasKilled };
  }

  /** A process that was not killed has done everything; the next one begins anew. */
  #end(said: string): void {
    if (!/^ended 200 /m.test(said)) this.faults.wrong.push(`the process said ${said}`);
    this.#recorded = new Set();
  }

  /** Looks at what a killed process left. */
  async #judge(said: string): Promise<void> {
    const told = Math.max(0, ...[...said.matchAll(/^told (\d+)$/gm)].map(([, n]) => Number(n)));
    this.#judgeRequests();
    const result = await this.#result();
    const isDone = result.equals(this.#content);
    this.#judgeCheckpoint(told, isDone);
    if (this.#transfer.direction === "download" && !isDone && !result.equals(OLD)) {
      this.faults.wrong.push("the target is neither the old file nor the new one");
    }
  }

  /** The object that is uploaded to, or the file that is downloaded to. */
  async #result(): Promise<Buffer> {
    return this.#transfer.direction === "upload" ? this.#get("/key") : readFileSync(this.#file);
  }

  #judgeRequests(): void {
    const again = this.#emulator.requests
      .map((request) => partOf(request, this.#transfer.partSize))
      .filter((part) => this.#recorded.has(part));
    if (again.length > 0) this.faults.repeated.push(`parts ${again.join(", ")}`);
  }

  #judgeCheckpoint(told: number, isDone: boolean): void {
    let recorded: Set<number> | null = null;
    try {
      recorded = readRecordedParts(this.checkpoint);
    } catch (error) {
      this.faults.unreadable.push(String(error));
    }
    const before = this.#recorded;
    this.#recorded = recorded ?? new Set();
    if (recorded === null) {
      this.#isOrphaned = true;
      if (!isDone && (told > 0 || before.size > 0)) this.faults.unreadable.push("it is gone");
      return;
    }
    const { partSize } = this.#transfer;
    const size = (part: number): number =>
      Math.min(partSize, this.#content.length - part * partSize);
    const bytes = [...recorded].reduce((sum, part) => sum + size(part), 0);
    if (bytes < told) this.faults.unreadable.push(`it has ${bytes} bytes, ${told} were told`);
    const forgotten = [...before].filter((part) => !recorded.has(part));
    if (forgotten.length > 0)
      this.faults.unreadable.push(`it forgot parts ${forgotten.join(", ")}`);
  }

  /** Carries the transfer to its end, in this process, and looks at everything. */
  async finish(): Promise<void> {
    this.#emulator.requests.length = 0;
    this.#wire.begin(0, null);
    const s = await this.#resume();
    this.#judgeRequests();
    if (!aosStatusIsOk(s)) this.faults.wrong.push(`${s.code} ${s.errorCode} ${s.errorMsg}`);
    const result = await this.#result();
    if (!result.equals(this.#content)) this.faults.wrong.push(`there are ${result.length} bytes`);
    const uploads = await this.#get("?uploads");
    const files = readdirSync(this.#directory).filter((name) => name !== "file");
    if (files.length > 0) this.faults.leftovers.push(...files);
    if (!this.#isOrphaned && uploads.includes("<Upload>")) this.faults.leftovers.push("an upload");
  }

  async #resume(): Promise<AosStatus> {
    const { direction, partSize, threads } = this.#transfer;
    const pool = aosPoolCreate(null);
    const options = testOptions(pool, this.#relay.endpoint);
    const params = ossCreateResumableCltParamsContent(pool, partSize, threads, true, null);
    const target = [options, testAccount.bucket, "key", this.#file, null, null, params] as const;
    try {
      return direction === "upload"
        ? await ossResumableUploadFile(...target, null, null, null)
        : await ossResumableDownloadFile(...target, null, null);
    } finally {
      aosPoolDestroy(pool);
    }
  }

  async #get(target: string): Promise<Buffer> {
    return (await send(this.#emulator, { target: `/${testAccount.bucket}${target}` })).body;
  }
}

const contents = new Map<number, Buffer>();

/** Random bytes; the last part is smaller than the others. */
function contentOf({ parts, partSize }: Transfer): Buffer {
  const size = parts * partSize - 100;
  const content = contents.get(size) ?? randomBytes(size);
  contents.set(size, content);
  return content;
}
