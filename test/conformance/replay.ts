/** Replays a record through the library's public API, against a server that plays the answers. */

import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  AOSE_FAILED_CONNECT,
  AOSE_NAME_LOOKUP_ERROR,
  type AosPool,
  aosPoolCreate,
  aosPoolDestroy,
} from "../../src/index.js";
import { buildArguments } from "./arguments.js";
import { type CallOutcome, compareCall } from "./compare.js";
import { recordRules } from "./deviations.js";
import { fileBytes, type OracleRecord, type RecordedFile, signingContext } from "./record.js";
import { callSdk, isApiName, NotPortedError, sdkConstant, sdkFunction } from "./sdk.js";
import { ScriptedServer } from "./server.js";
import { camelCase } from "./values.js";

/** The result of one record. */
export interface RecordOutcome {
  readonly id: string;
  /** The deviations that the record was judged by. */
  readonly rows: readonly string[];
  /** Everything that differs; empty when the record passed. */
  readonly failures: readonly string[];
}

/** Replays records one after the other; the clock and the working directory are the process's. */
export class Replayer {
  readonly #server: ScriptedServer;
  readonly #deadPort: number;

  private constructor(server: ScriptedServer, deadPort: number) {
    this.#server = server;
    this.#deadPort = deadPort;
  }

  /** Starts the server. */
  static async start(): Promise<Replayer> {
    const replayer = new Replayer(await ScriptedServer.start(), await unusedPort());
    callSdk("aos_log_set_level", sdkConstant("AOS_LOG_OFF"));
    return replayer;
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** Replays one record and compares. */
  async replay(record: OracleRecord): Promise<RecordOutcome> {
    const { expected, rows } = withDeviations(record);
    const call = sdkFunction(record.function);
    if (call === null) return { id: record.id, rows, failures: [notThere(record.function)] };
    const failures = await inDirectory(record.files, async (directory) => {
      const outcome = await this.#call(expected, call);
      return compareCall(expected, outcome, signingContext(record), directory);
    });
    return { id: record.id, rows, failures };
  }

  async #call(
    record: OracleRecord,
    sdkCall: (...args: unknown[]) => unknown,
  ): Promise<CallOutcome> {
    this.#server.play(record.exchanges, record.unordered);
    await initialize(this.#destination(record));
    const pool = aosPoolCreate(null);
    try {
      const { values, byName, progress } = buildArguments(pool, record.args);
      const options = takesOptions(record.function) ? [buildOptions(pool, record)] : [];
      const call = atTime(record.clock, () => sdkCall(...options, ...values));
      const returned = await withinLimit(call);
      const { served, left } = this.#server;
      return { returned, args: byName, progress, served, left };
    } finally {
      aosPoolDestroy(pool);
      // C made each call in a process of its own: no connection is left for the next one.
      await callSdk("aos_http_io_deinitialize");
    }
  }

  /** Where requests go: to nobody where C found nobody, to the server otherwise. */
  #destination({ exchanges, result }: OracleRecord): { host: string; port: number } {
    const code = exchanges.length === 0 ? result.status?.code : undefined;
    if (code === AOSE_NAME_LOOKUP_ERROR) return { host: "nowhere.invalid", port: 80 };
    const port = code === AOSE_FAILED_CONNECT ? this.#deadPort : this.#server.port;
    return { host: "127.0.0.1", port };
  }
}

/** Begins to use the library, which sends every request to one place. */
async function initialize(destination: { host: string; port: number }): Promise<void> {
  await callSdk("aos_http_io_initialize", null, 0);
  callSdk("aos_set_default_transport_options", {
    userAgent: "conformance",
    cacertsPath: null,
    sslVerificationDisabled: false,
    connectTo: () => destination,
  });
}

/** The record as the rules change it, and the rows of those that did. */
function withDeviations(record: OracleRecord): { expected: OracleRecord; rows: string[] } {
  const rows: string[] = [];
  let expected = record;
  for (const rule of recordRules) {
    const changed = rule.expected(expected);
    if (changed !== expected) rows.push(rule.row);
    expected = changed;
  }
  return { expected, rows };
}

function notThere(name: string): string {
  return isApiName(name) ? new NotPortedError(name).message : `the C SDK has no function ${name}`;
}

/** Functions of oss_api.h that are only arithmetic. */
function takesOptions(name: string): boolean {
  return name !== "oss_get_part_size" && name !== "oss_get_thread_num";
}

function buildOptions(pool: AosPool, record: OracleRecord): unknown {
  const options = asObject(callSdk("oss_request_options_create", pool));
  const config = asObject(callSdk("oss_config_create", pool));
  for (const [name, value] of Object.entries(record.config)) {
    const field: unknown = Reflect.get(config, camelCase(name));
    if (typeof field === "object") callSdk("aos_str_set", field, value);
    else Reflect.set(config, camelCase(name), value);
  }
  const ctl = asObject(callSdk("aos_http_controller_create", pool, 0));
  const changed = Object.entries(record.ctl_options).map(([name, value]) => [
    camelCase(name),
    value,
  ]);
  Reflect.set(ctl, "options", {
    ...asObject(Reflect.get(ctl, "options")),
    ...(Object.fromEntries(changed) as object),
  });
  Reflect.set(options, "config", config);
  Reflect.set(options, "ctl", ctl);
  return options;
}

function asObject(value: unknown): object {
  if (typeof value !== "object" || value === null) throw new TypeError("not an object");
  return value;
}

/** Runs `call` with the clock standing at `seconds`. */
async function atTime(seconds: number, call: () => unknown): Promise<unknown> {
  const now = Date.now;
  Date.now = () => seconds * 1000;
  try {
    return await call();
  } finally {
    Date.now = now;
  }
}

/** No recorded call takes longer, in ms. */
const LONGEST_CALL = 30_000;

/** A call that hangs fails by itself, and the others are still made. */
async function withinLimit(call: Promise<unknown>): Promise<unknown> {
  const limit = new AbortController();
  const late = setTimeout(LONGEST_CALL, null, { signal: limit.signal, ref: false }).then(() => {
    throw new Error(`the call did not end within ${LONGEST_CALL} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([call, late]);
  } finally {
    limit.abort();
  }
}

/** Runs `body` in a new directory with the given files; records name files relative to it. */
async function inDirectory<T>(
  files: readonly RecordedFile[],
  body: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "conformance-")));
  const before = process.cwd();
  const umask = process.umask(0o022);
  try {
    process.chdir(directory);
    for (const file of files) writeRecorded(join(directory, file.path), file);
    return await body(directory);
  } finally {
    process.umask(umask);
    process.chdir(before);
    rmSync(directory, { recursive: true, force: true });
  }
}

function writeRecorded(path: string, file: RecordedFile): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, fileBytes(file));
  if (file.mtime_us === undefined) return;
  // Half a microsecond more, so that the conversion to a double can't lose the last one.
  const seconds = (file.mtime_us + 0.5) / 1e6;
  utimesSync(path, seconds, seconds);
  const { mtimeNs } = statSync(path, { bigint: true });
  if (mtimeNs / 1000n !== BigInt(file.mtime_us)) {
    throw new Error(`this file system can't hold the time of ${file.path}`);
  }
}

/** A port on which nobody listens. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
