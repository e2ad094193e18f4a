import type { PeerName } from "../peers.js";
import { type Effort, type Group, type Run, speed } from "../table.js";

const SIZE = 1024;

/** Eight calls at a time; the C SDK has one thread, and so one. */
function smallCalls(job: string, { calls }: Effort): Group {
  const run = (peer: PeerName): Run => ({
    peer,
    job,
    settings: { size: SIZE, inFlight: 8, count: calls, warmUp: calls / 4 },
    units: calls,
  });
  return {
    title: `${job} of 1 KiB, 8 at once`,
    unit: "request",
    runs: {
      ours: run("oss-c-sdk"),
      ali: run("ali-oss"),
      undici: run("undici"),
      dispatch: run("signed dispatch"),
      c: run("C SDK"),
    },
    rows: [
      speed("against ali-oss", "ours", "ali", { atLeast: 3.5, aim: 5 }),
      speed("against the C SDK, one at a time", "ours", "c", null),
      speed("against plain undici, unsigned", "ours", "undici", null),
      speed("plain undici, unsigned, against ali-oss", "undici", "ali", null),
      speed("undici's dispatch with a signature by hand, against ali-oss", "dispatch", "ali", null),
    ],
  };
}

export function put(effort: Effort): Group {
  return smallCalls("put", effort);
}

export function get(effort: Effort): Group {
  return smallCalls("get", effort);
}
