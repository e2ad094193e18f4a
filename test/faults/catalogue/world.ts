/** What an entry is played in: a service with things in it, a directory with files, and a caller. */

import { EventEmitter, once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OssEmulator, startOssEmulator } from "../../../src/emulator/index.js";
import { type AosPool, aosPoolCreate, aosPoolDestroy } from "../../../src/index.js";
import { testAccount } from "../../support/account.js";
import { put } from "../../support/raw_oss.js";
import { answerOf, RawServer } from "../../support/raw_server.js";
import type { Setting } from "./call.js";
import { callElsewhere } from "./elsewhere.js";
import type { Entry } from "./entry.js";
import { furniture, objectOf, sourceOf } from "./furniture.js";
import { Gateway } from "./gateway.js";
import { perform, type Seen } from "./perform.js";
import { filesIn, keptIn, type State } from "./state.js";

const TOKEN = "aTokenThatExpires";
const TOKEN_LIFE = 60_000;

/** What the service needs to know of the world, and tells it. */
class Surroundings extends EventEmitter<{ ended: [] }> {
  /** How far the service's clock is ahead, in milliseconds. */
  ahead = 0;
  /** How many requests have come to their end. */
  ended = 0;

  readonly clock = (): number => Date.now() + this.ahead;

  readonly onRequest = (): void => {
    this.ended++;
    this.emit("ended");
  };
}

/** Everything round one entry. */
export class World {
  readonly #root: string;
  readonly #setting: Omit<Setting, "endpoint">;
  readonly #surroundings: Surroundings;
  readonly #servers: RawServer[] = [];
  #elsewhere: RawServer | null = null;
  #endpoint: string | null = null;
  #pool: AosPool = aosPoolCreate(null);
  #seenRequests = 0;
  #isOver = false;
  /** The service. */
  readonly emulator: OssEmulator;
  /** What spoils answers on their way, if the entry needs that. */
  gateway: Gateway | null = null;
  /** How large a file the caller may make, in blocks of 512 bytes; `null` for any, in this process. */
  fileLimit: number | null = null;
  /** What another process saw. */
  other: Seen | null = null;
  /** What went wrong with the faults themselves. */
  readonly wrong: string[] = [];

  private constructor(
    root: string,
    setting: Omit<Setting, "endpoint">,
    emulator: OssEmulator,
    surroundings: Surroundings,
  ) {
    this.#root = root;
    this.#setting = setting;
    this.emulator = emulator;
    this.#surroundings = surroundings;
  }

  /** Makes the world of an entry. */
  static async start({ operation, given }: Pick<Entry, "operation" | "given">): Promise<World> {
    const root = mkdtempSync(join(tmpdir(), "oss-fault-"));
    const { directory: furnished, uploadId } = await furniture();
    cpSync(furnished, join(root, "data"), { recursive: true });
    const directory = join(root, "files");
    mkdirSync(directory);
    const surroundings = new Surroundings();
    const { accessKeyId, accessKeySecret, region } = testAccount;
    const token = { securityToken: TOKEN, securityTokenExpires: Date.now() + TOKEN_LIFE };
    const emulator = await startOssEmulator({
      accessKeyId,
      accessKeySecret,
      region,
      ...(given.token ? token : {}),
      dataDirectory: join(root, "data"),
      clock: surroundings.clock,
      onRequest: surroundings.onRequest,
    });
    const { args, options, retry, provider } = given;
    const config = given.token ? { ...given.config, stsToken: TOKEN } : given.config;
    const setting = { operation, directory, uploadId, args, config, options, retry, provider };
    const world = new World(root, setting, emulator, surroundings);
    writeFileSync(world.path("source"), sourceOf(given.sourceSize));
    writeFileSync(world.path("copy"), "what was there before");
    if (given.objectSize !== 250) await put(emulator, "key", objectOf(given.objectSize));
    return world;
  }

  /** Puts what misbehaves between the caller and the service. */
  async addGateway(): Promise<void> {
    this.#elsewhere = await this.#listen(RawServer.answering(answerOf(200, "elsewhere")));
    this.gateway = await Gateway.start(this.emulator, this.#elsewhere.host);
  }

  /** Sends the next call to a server that never was a service. */
  async leadTo(server: Promise<RawServer>, scheme = "http"): Promise<void> {
    this.#endpoint = `${scheme}://${(await this.#listen(server)).host}`;
  }

  /** Sends the next call to where nobody listens. */
  leadNowhere(): void {
    this.#endpoint = "http://127.0.0.1:1";
  }

  async #listen(server: Promise<RawServer>): Promise<RawServer> {
    this.#servers.push(await server);
    return server;
  }

  /** The path of a file. */
  readonly path = (name: string): string => join(this.#setting.directory, name);

  /** How far the service's clock is ahead, in milliseconds. */
  set clockAhead(milliseconds: number) {
    this.#surroundings.ahead = milliseconds;
  }

  get #usualEndpoint(): string {
    return this.gateway === null ? this.emulator.endpoint : `http://${this.gateway.server.host}`;
  }

  /** Makes the call. */
  async call(): Promise<Seen> {
    if (this.fileLimit !== null) return this.callElsewhere();
    this.#pool = aosPoolCreate(null);
    const setting = { ...this.#setting, endpoint: this.#endpoint ?? this.#usualEndpoint };
    const seen = await perform(setting, this.#pool);
    aosPoolDestroy(this.#pool);
    return seen;
  }

  /** Makes the call in another process. */
  callElsewhere(): Promise<Seen> {
    return callElsewhere({ ...this.#setting, endpoint: this.#usualEndpoint }, this.fileLimit);
  }

  /** Lets the connection be used by another request. */
  async warm(): Promise<void> {
    const operation = "ossHeadBucket";
    const setting = { ...this.#setting, operation, endpoint: this.#usualEndpoint };
    await perform(setting, this.#pool);
    this.#seenRequests = this.emulator.requests.length;
  }

  /** Ends the pool of the call that is under way. */
  endPool(): void {
    aosPoolDestroy(this.#pool);
  }

  /** The files. */
  get disk(): State {
    return filesIn(this.#setting.directory);
  }

  /** What the service keeps. */
  get kept(): State {
    return keptIn(join(this.#root, "data"));
  }

  /** Requests that led away from the service. */
  get ledAway(): number {
    return this.#elsewhere?.connections ?? 0;
  }

  /**
   * Waits until the service has done with every request.
   *
   * @param isLast - ends the service: one that reads nothing does not notice that the client has gone
   */
  async settle(isLast: boolean): Promise<void> {
    if (isLast) await this.emulator.close();
    this.#isOver = isLast;
    const { requests } = this.emulator;
    while (this.#surroundings.ended < requests.length) await once(this.#surroundings, "ended");
  }

  /** The requests that the client has sent since this was asked. */
  requests(): string[] {
    const { requests } = this.emulator;
    const seen = requests.slice(this.#seenRequests);
    this.#seenRequests = requests.length;
    return seen
      .filter(({ headers }) => headers.some(([, value]) => value.startsWith("oss-c-sdk/")))
      .map(({ operation, partNumber }) => `${operation} ${partNumber || ""}`.trim());
  }

  /** Takes all faults away; what they have done stays. */
  heal(): void {
    this.emulator.faults.clear();
    this.gateway?.faults.clear();
    this.#endpoint = null;
    this.fileLimit = null;
  }

  /** Ends everything; rejects when the client left a connection open. */
  async close(): Promise<void> {
    try {
      await this.gateway?.close();
      for (const server of this.#servers) await server.close();
    } finally {
      if (!this.#isOver) await this.emulator.close();
      rmSync(this.#root, { recursive: true, force: true });
    }
  }
}
