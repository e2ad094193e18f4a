/**
 * A lock beside a checkpoint, so that two transfers never use it at the same time.
 *
 * @packageDocumentation
 */

import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import { aprTimeNow } from "../../aos/apr.js";
import { OSS_CHECKPOINT_MODE, OSS_TO_READ } from "./checkpoint_file.js";

/** How often a holder says that it is still there, in milliseconds. */
const HEARTBEAT = 10_000;
/** A lock whose holder was silent for so long is nobody's, in microseconds. */
const SILENCE = 30_000_000;
/** How long a lock may be empty between its making and its writing, in milliseconds. */
const TIME_TO_WRITE = 50;

/**
 * A file that exists while a transfer uses a checkpoint. It says which process holds it; one whose
 * process has ended (killed, say) is stale and gives way.
 */
export class CheckpointLock {
  readonly #path: string;
  readonly #content: string;
  readonly #heartbeat: NodeJS.Timeout;

  private constructor(path: string, content: string) {
    this.#path = path;
    this.#content = content;
    this.#heartbeat = setInterval(() => void touch(path).catch(() => undefined), HEARTBEAT).unref();
  }

  /**
   * Takes the lock.
   *
   * @param path - the lock's file
   * @returns `null` when another transfer holds it
   * @throws Error when the file can't be made
   */
  static async acquire(path: string): Promise<CheckpointLock | null> {
    const content = `${process.pid} ${startOf(process.pid)} ${hostname()} ${randomUUID()}\n`;
    if (await create(path, content)) {
      // Of a process that was killed while it put its lock in the place of a stale one.
      await removeStale(guardOf(path));
      return new CheckpointLock(path, content);
    }
    if (!(await isStale(path))) return null;
    return (await takeOver(path, content)) ? new CheckpointLock(path, content) : null;
  }

  /** Gives the lock back, unless someone thought it stale and took it. */
  async release(): Promise<void> {
    clearInterval(this.#heartbeat);
    if ((await readLock(this.#path)) === this.#content) await remove(this.#path);
  }
}

/**
 * Puts an own lock in the place of a stale one. Of all who want that at the same time only the one may
 * do it who makes a second file; whoever comes later looks again and finds the new lock.
 */
async function takeOver(path: string, content: string): Promise<boolean> {
  const guard = guardOf(path);
  await removeStale(guard);
  if (!(await create(guard, content))) return false;
  try {
    await removeStale(path);
    return await create(path, content);
  } finally {
    await remove(guard);
  }
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    // At once, since a process that is killed between making and writing leaves an empty file.
    writeFileSync(path, content, { flag: "wx", mode: OSS_CHECKPOINT_MODE });
    await touch(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** The library's clock, not the file system's, is what a lock's age is measured by. */
async function touch(path: string): Promise<void> {
  const now = aprTimeNow() / 1e6;
  await utimes(path, now, now);
}

async function readLock(path: string): Promise<string | null> {
  return readFile(path, { encoding: "utf8", flag: OSS_TO_READ }).catch(() => null);
}

/** An empty lock may be one that its process is about to write; if it stays so, that was killed. */
async function readWritten(path: string): Promise<string | null> {
  const content = await readLock(path);
  if (content !== "") return content;
  await setTimeout(TIME_TO_WRITE);
  return readLock(path);
}

/** Whether nobody holds the lock, if there is one. */
async function isStale(path: string): Promise<boolean> {
  const content = await readWritten(path);
  if (content === null) return false;
  const [pid = "", start = "", host = ""] = content.split(" ");
  if (content === "" || (host === hostname() && !isRunning(Number(pid), start))) return true;
  // A process of this host that is known by its start is alive, however long it is silent.
  return host === hostname() && start !== "" ? false : isSilent(path);
}

function isRunning(pid: number, start: string): boolean {
  if (start !== "") return startOf(pid) === start;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * When a process began, as the system counts, so that its number given to another is noticed; "" when
 * it has ended, and where the system does not tell.
 */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces. Behind it come the state and, as the 20th, the start.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const isZombie = fields[0] === "Z" || fields[0] === "X";
    return isZombie ? "" : (fields[19] ?? "");
  } catch {
    return "";
  }
}

async function isSilent(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && aprTimeNow() - found.mtimeMs * 1000 > SILENCE;
}

function guardOf(path: string): string {
  return `${path}.stale`;
}

async function removeStale(path: string): Promise<void> {
  if (await isStale(path)) await remove(path);
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}
