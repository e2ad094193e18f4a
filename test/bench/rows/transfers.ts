import type { PeerName } from "../peers.js";
import { type Effort, type Group, MIB, type Run, share, speed } from "../table.js";

/** The runs of one direction: three parts in flight, where nothing else is said. */
function runs(job: string, units: number): Group["runs"] {
  const run = (peer: PeerName, inFlight = 3): Run => ({
    peer,
    job,
    settings: { size: units * MIB, inFlight },
    units,
  });
  return {
    ours: run("oss-c-sdk"),
    c: run("C SDK"),
    ali: run("ali-oss"),
    undici: run("undici"),
    bare: run("bare sockets"),
    curl: run("curl"),
    "ours, 1 in flight": run("oss-c-sdk", 1),
    "c, 1 in flight": run("C SDK", 1),
  };
}

/** What an upload with CRC-64 costs at the least, and with a thread of its own for it. */
function crc64Runs(units: number): Group["runs"] {
  const settings = { size: units * MIB, inFlight: 3 };
  const job = "upload";
  return {
    crc: { peer: "bare sockets with CRC-64", job, settings, units },
    thread: { peer: "oss-c-sdk", job, settings: { ...settings, crc64Thread: true }, units },
  };
}

export function upload({ transferMiB }: Effort): Group {
  return {
    title: "Upload in parts of 8 MiB",
    unit: "MiB",
    runs: { ...runs("upload", transferMiB), ...crc64Runs(transferMiB) },
    rows: [
      speed("3 in flight, against ali-oss", "ours", "ali", { atLeast: 1.6, aim: 2.5 }),
      speed("3 in flight, against the C SDK", "ours", "c", { atLeast: 0.8, aim: 1.2 }),
      speed("1 in flight, against the C SDK", "ours, 1 in flight", "c, 1 in flight", {
        atLeast: 1,
        aim: 1.5,
      }),
      share("processor time of the C SDK's", "cpuSeconds", "ours", "c", { atMost: 1.1, aim: 0.8 }),
      speed("against curl, one PUT", "ours", "curl", null),
      speed("against plain undici without CRC-64", "ours", "undici", null),
      speed("against bare sockets without CRC-64", "ours", "bare", null),
      speed("against bare sockets with CRC-64", "ours", "crc", null),
      speed("bare sockets with CRC-64, against ali-oss", "crc", "ali", null),
      speed("with a thread for the CRC-64, against without", "thread", "ours", null),
      share(
        "processor time with that thread, of that without",
        "cpuSeconds",
        "thread",
        "ours",
        null,
      ),
      share("what of it is the sending thread's, likewise", "mainSeconds", "thread", "ours", null),
    ],
  };
}

export function download({ transferMiB }: Effort): Group {
  return {
    title: "Download in parts of 8 MiB",
    unit: "MiB",
    runs: runs("download", transferMiB),
    rows: [
      speed("3 in flight, against ali-oss get", "ours", "ali", { atLeast: 1.1, aim: 1.6 }),
      speed("3 in flight, against the C SDK", "ours", "c", { atLeast: 0.75, aim: 1.2 }),
      speed("1 in flight, against the C SDK", "ours, 1 in flight", "c, 1 in flight", null),
      share("processor time of the C SDK's", "cpuSeconds", "ours", "c", null),
      speed("against curl, one GET", "ours", "curl", null),
      speed("against plain undici without CRC-64", "ours", "undici", null),
      speed("against bare sockets without CRC-64", "ours", "bare", null),
    ],
  };
}
