/**
 * The thread of the watchdog. It tells of each entry that takes too long; when nobody hears that, the
 * thread that plays the entries hangs itself, and the process is ended.
 */

import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

/** How often is looked, in milliseconds. Looks are counted, so that a busy machine is no hang. */
const LOOK = 100;
const LIMIT = (workerData.seconds * 1000) / LOOK;
/** How long the other thread may take to hear what it is told, in looks. */
const GRACE = 50;

/** How often each entry that is under way was looked at. */
const looks = new Map();

parentPort.on("message", ({ begins, ends }) => {
  if (begins !== undefined) looks.set(begins, 0);
  else looks.delete(ends);
});

setInterval(() => {
  for (const [name, count] of looks) {
    looks.set(name, count + 1);
    if (count === Math.ceil(LIMIT)) parentPort.postMessage(name);
    if (count > LIMIT + GRACE) end();
  }
}, LOOK);

function end() {
  writeSync(1, `the process hangs while these are played: ${[...looks.keys()].join(", ")}\n`);
  process.kill(process.pid, "SIGKILL");
}
