/** Carrying out the runs of a group: in turns, so that all have the same weather. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Cost, peers, type Settings } from "./peers.js";
import { type Group, MIB, type Round, type Run } from "./table.js";

/** Where runs find their server and their files. */
export class Field {
  readonly #endpoint: string;
  readonly #directory: string;
  readonly #close: () => Promise<void>;
  /** The size of the file to upload that is there. */
  #fileSize = -1;

  private constructor(endpoint: string, directory: string, close: () => Promise<void>) {
    this.#endpoint = endpoint;
    this.#directory = directory;
    this.#close = close;
  }

  /** Starts the server; files lie in a new directory in `parent`. */
  static async open(parent: string): Promise<Field> {
    const directory = await mkdtemp(join(parent, "oss-bench-"));
    const script = new URL("sink.mjs", import.meta.url).pathname;
    const sink = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [port] = (await once(createInterface(sink.stdout), "line")) as [string];
    const field = new Field(`http://127.0.0.1:${port}`, directory, async () => {
      sink.kill();
      await once(sink, "exit");
      await rm(directory, { recursive: true, force: true });
    });
    // Gigabytes that lie in memory would slow down all that is measured later.
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, () => void field.close().finally(() => process.exit(1)));
    }
    return field;
  }

  /** Does each run of a group once a round; backwards each other time, as a run finds what the last one left. */
  async measure(group: Group, usualRounds: number): Promise<Round[]> {
    const { runs, rounds = usualRounds } = group;
    const measured: Round[] = [];
    for (let i = 0; i < rounds; i++) {
      const round: Partial<Record<string, Cost>> = {};
      const inOrder = Object.entries(runs);
      for (const [name, run] of i % 2 === 0 ? inOrder : inOrder.toReversed()) {
        const cost = await this.#once(run);
        if (cost !== null) round[name] = cost;
      }
      measured.push(round);
    }
    return measured;
  }

  async close(): Promise<void> {
    await this.#close();
  }

  async #once({ peer, job, settings, units }: Run): Promise<Cost | null> {
    const work = peers[peer];
    if (work === undefined) return null;
    const whole = this.#settings(settings);
    await this.#prepareFile(whole, job.startsWith("upload"));
    const { seconds, cpuSeconds, ...others } = await work(job, whole);
    return {
      ...others,
      seconds: seconds / units,
      ...(cpuSeconds === undefined ? {} : { cpuSeconds: cpuSeconds / units }),
    };
  }

  /** A download finds no files; an upload that of the last one, if it is as large. */
  async #prepareFile({ file, size }: Settings, isUpload: boolean): Promise<void> {
    if (isUpload && this.#fileSize === size) return;
    // Two of the largest might not fit where they lie.
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory);
    if (isUpload) await makeFile(file, size);
    this.#fileSize = isUpload ? size : -1;
  }

  #settings(given: Partial<Settings>): Settings {
    const size = given.size ?? 0;
    return {
      endpoint: this.#endpoint,
      object: `${size}.bin`,
      size,
      file: join(this.#directory, "file"),
      partSize: 8 * MIB,
      inFlight: 1,
      checkpoint: false,
      crc64Thread: false,
      count: 1,
      warmUp: 0,
      ...given,
    };
  }
}

/** Makes a file without holes, which would read quicker. */
async function makeFile(path: string, size: number): Promise<void> {
  const block = Buffer.from(Array.from({ length: MIB }, (_, i) => (i * 31 + (i >> 8)) & 255));
  const file = await open(path, "w");
  for (let at = 0; at < size; at += MIB) {
    block.writeDoubleLE(at);
    await file.write(block, 0, Math.min(MIB, size - at), at);
  }
  await file.close();
}
