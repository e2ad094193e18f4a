/**
 * What the peers' processes share: each does the job that its arguments name, and prints what it cost.
 * Only the job is timed, not the start of the process.
 */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What the process holds when all garbage was collected, in MiB. */
function heapMiB() {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1_048_576;
}

/** Processor time of the thread that asks, in seconds; 0 where the system does not tell. */
function ownSeconds() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
  } catch {
    return 0;
  }
}

/** @param jobs - by name; each takes the settings, and what it answers is what is timed */
export async function runJob(jobs) {
  const [name, settings] = process.argv.slice(2);
  const work = await jobs[name](JSON.parse(settings));
  const cpu = process.cpuUsage();
  const own = ownSeconds();
  const begun = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  const cost = {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    mainSeconds: ownSeconds() - own,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    heapMiB: heapMiB(),
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
}

/** Does `count` times the same, `inFlight` at a time, after a tenth of it for warming up. */
export async function repeated({ count, inFlight, warmUp }, once) {
  const run = async (times) => {
    let left = times;
    const worker = async () => {
      while (left-- > 0) await once();
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
  };
  await run(warmUp);
  return () => run(count);
}

/** One mebibyte that is no pattern of a power of two. */
export const mebibyte = Buffer.from(
  Array.from({ length: 1_048_576 }, (_, i) => (i * 31 + (i >> 8)) & 255),
);

/** The content of a small object. */
export const kibibyte = Buffer.alloc(1024, "x");
