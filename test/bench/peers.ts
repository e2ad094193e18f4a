/**
 * Who is measured: this library and others that do the same jobs, each in a process of its own.
 *
 * A process gets the job's name and settings, times the job and not its own start, and prints a line
 * of JSON with {@link Cost}.
 */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

/** What a job is done with. Each job looks at some of it. */
export interface Settings {
  readonly endpoint: string;
  /** The object's name begins with its size. */
  readonly object: string;
  /** The object's size in bytes. */
  readonly size: number;
  /** The file that is uploaded, or downloaded to. */
  readonly file: string;
  /** Size of the parts in bytes. */
  readonly partSize: number;
  /** Parts or calls at a time. */
  readonly inFlight: number;
  /** Whether the transfer has a checkpoint. */
  readonly checkpoint: boolean;
  /** Whether the CRC-64 has a thread of its own. */
  readonly crc64Thread: boolean;
  /** How often a job does its one thing. */
  readonly count: number;
  /** How often it is done before that, untimed. */
  readonly warmUp: number;
}

/** What a job cost. */
export interface Cost {
  readonly seconds: number;
  /** Processor time of all threads; missing where a peer can't tell. */
  readonly cpuSeconds?: number;
  /** Processor time of the thread that does the job; only Node's can tell, and only where the system does. */
  readonly mainSeconds?: number;
  /** The largest resident set; missing where a peer can't tell. */
  readonly peakMiB?: number;
  /** What is left in the heap when the job is over and garbage was collected; only Node's can tell. */
  readonly heapMiB?: number;
}

/** Does a job in a process of its own. */
export type Peer = (job: string, settings: Settings) => Promise<Cost>;

const run = promisify(execFile);

async function output(program: string, args: readonly string[]): Promise<string> {
  return (await run(program, args, { timeout: 600_000 })).stdout;
}

function nodePeer(script: string): Peer {
  const path = new URL(`peers/${script}.mjs`, import.meta.url).pathname;
  return async (job, settings) =>
    JSON.parse(await output(process.execPath, [path, job, JSON.stringify(settings)])) as Cost;
}

/** One PUT or GET of the whole: curl has no parts. It tells no processor time. */
const curl: Peer = async (job, { endpoint, object, file }) => {
  const direction = job === "upload" ? ["--upload-file", file] : ["--output", file];
  const url = `${endpoint}/bench/${object}`;
  const args = ["--silent", "--fail", "--write-out", "%{stderr}%{time_total}", ...direction, url];
  const { stderr } = await run("curl", args, { timeout: 600_000 });
  return { seconds: Number(stderr) };
};

function cPeer(program: string): Peer {
  return async (job, { endpoint, object, count, file, partSize, inFlight }) => {
    const numbers = [count, file, partSize, inFlight].map(String);
    return JSON.parse(await output(program, [job, endpoint, object, ...numbers])) as Cost;
  };
}

const C_PROGRAM = process.env["OSS_C_SDK_BENCH"] ?? "";
const hasCurl = ["/usr/bin/curl", "/usr/local/bin/curl"].some((path) => existsSync(path));

/** The names that the tables show. */
export type PeerName =
  | "oss-c-sdk"
  | "ali-oss"
  | "undici"
  | "signed dispatch"
  | "bare sockets"
  | "bare sockets with CRC-64"
  | "crc64-ecma182.js"
  | "fast-xml-parser"
  | "curl"
  | "C SDK";

/** Every peer that this machine has. */
export const peers: Readonly<Partial<Record<PeerName, Peer>>> = {
  "oss-c-sdk": nodePeer("ours"),
  "ali-oss": nodePeer("ali_oss"),
  undici: nodePeer("undici"),
  "signed dispatch": nodePeer("dispatch"),
  "bare sockets": nodePeer("bare"),
  "bare sockets with CRC-64": nodePeer("bare_crc64"),
  "crc64-ecma182.js": nodePeer("crc64_ecma182"),
  "fast-xml-parser": nodePeer("fast_xml_parser"),
  ...(hasCurl ? { curl } : {}),
  ...(C_PROGRAM === "" ? {} : { "C SDK": cPeer(C_PROGRAM) }),
};
