/** Where the soak test works: an emulator behind a relay that breaks connections, and a directory. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OssEmulator, startOssEmulator } from "../../src/emulator/index.js";
import { testAccount } from "../support/emulator.js";
import { Relay } from "../support/relay.js";
import { Trouble } from "./trouble.js";

/** How much rarer than a fault of the server a broken connection is; each request has many steps. */
const BREAKS = 0.05;

/** What all workers share. */
export class World implements AsyncDisposable {
  readonly random: () => number;
  readonly trouble: Trouble;
  /** Where files are uploaded from and downloaded to. */
  readonly directory: string = mkdtempSync(join(tmpdir(), "oss-soak-"));
  /** What was seen that must not be. */
  readonly wrong: string[] = [];
  readonly #emulator: OssEmulator;
  readonly #relay: Relay;

  private constructor(random: () => number, trouble: Trouble, emulator: OssEmulator, relay: Relay) {
    this.random = random;
    this.trouble = trouble;
    this.#emulator = emulator;
    this.#relay = relay;
  }

  /** Sets everything up. */
  static async open(random: () => number): Promise<World> {
    const { bucket, ...account } = testAccount;
    const trouble = new Trouble(random);
    const emulator = await startOssEmulator({ ...account, buckets: [bucket], keepRequests: false });
    trouble.befall(emulator.faults);
    const relay = await Relay.listen(emulator.port, () => {
      const isBroken = random() < trouble.share * BREAKS;
      if (isBroken) trouble.count++;
      return isBroken;
    });
    return new World(random, trouble, emulator, relay);
  }

  /** The address to which requests go. */
  get endpoint(): string {
    return this.#relay.endpoint;
  }

  /** Waits until the client has let go of its connections. */
  async idle(): Promise<void> {
    await this.#relay.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay.close();
    await this.#emulator.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
