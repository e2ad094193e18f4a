/**
 * The file operations of this process that change something, numbered from 1, and its death at one of
 * them: just before it, in the middle of what it writes, or when it was done and nobody knows yet.
 *
 * Reading is left out: what is on disk is the same as after the operation before.
 */

import fs, { promises } from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Where each kind of operation can be interrupted. */
const MOMENTS = {
  change: ["before", "after"],
  write: ["before", "middle", "after"],
  // Opens, writes and closes: a file may be left empty.
  make: ["before", "empty", "middle", "after"],
};

/** By name, how an operation of an open file is done to the half. */
const HANDLE_WRITES = {
  writeFile: (write, file, [text]) => write(file, halfOf(text)),
  write: (write, file, [bytes, ...rest]) => write(file, halfOf(bytes), ...rest),
  writev: (write, file, [pieces, position]) => write(file, [halfOf(pieces)], position),
};
const HANDLE_CHANGES = ["sync", "datasync", "truncate", "utimes", "close"];
const PATH_CHANGES = ["open", "rename", "rm", "unlink", "utimes", "link", "truncate"];

function halfOf(content) {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content);
  return bytes.subarray(0, bytes.length >> 1);
}

function die() {
  process.kill(process.pid, "SIGKILL");
}

/**
 * Numbers the operations from now on.
 *
 * @param fatal - the `step` and the `moment` of the death, or `null`
 * @param tell - is told the name of each step and its moments
 */
export async function countSteps(fatal, tell) {
  let count = 0;
  /** Counts a step; answers at which of its moments the process is to die. */
  const next = (name, moments) => {
    tell(name, moments);
    count += 1;
    if (fatal?.step !== count) return "";
    // With several parts in flight the step may be another than the one that was meant.
    return moments.includes(fatal.moment) ? fatal.moment : "before";
  };
  const wrap = (name, original, kind, doHalf) =>
    async function step(...args) {
      const moment = next(name, MOMENTS[kind]);
      if (moment === "before") die();
      if (moment === "middle") {
        await doHalf((file, ...given) => original.apply(file, given), this, args);
        die();
      }
      try {
        return await original.apply(this, args);
      } finally {
        if (moment === "after") die();
      }
    };
  const probe = await promises.open(process.execPath, "r");
  const handle = Object.getPrototypeOf(probe);
  await probe.close();
  for (const name of HANDLE_CHANGES) handle[name] = wrap(name, handle[name], "change");
  for (const [name, doHalf] of Object.entries(HANDLE_WRITES)) {
    handle[name] = wrap(name, handle[name], "write", doHalf);
  }
  for (const name of PATH_CHANGES) promises[name] = wrap(name, promises[name], "change");
  const { writeFileSync } = fs;
  fs.writeFileSync = (path, content, options) => {
    const moment = next("writeFileSync", MOMENTS.make);
    if (moment === "before") die();
    const part = { empty: Buffer.alloc(0), middle: halfOf(content) }[moment] ?? content;
    writeFileSync.call(fs, path, part, options);
    if (moment !== "") die();
  };
  syncBuiltinESMExports();
}
