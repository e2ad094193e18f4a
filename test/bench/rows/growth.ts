import { type Effort, type Group, MIB, peak, type Run, share } from "../table.js";

const MEMORY = { atMost: 140, aim: 100 };
const LINEAR = { atMost: 1.1, aim: 1 };

/** What a huge transfer takes against one of an eighth. */
export function size({ hugeMiB }: Effort): Group {
  const run = (job: string, units: number): Run => ({
    peer: "oss-c-sdk",
    job,
    settings: { size: units * MIB, inFlight: 3, checkpoint: true },
    units,
  });
  return {
    title: `Transfers of ${hugeMiB / 1024} GiB`,
    unit: "MiB",
    runs: {
      "small upload": run("upload", hugeMiB / 8),
      "huge upload": run("upload", hugeMiB),
      "small download": run("download", hugeMiB / 8),
      "huge download": run("download", hugeMiB),
    },
    rows: [
      peak("peak resident memory of the upload, MiB", "huge upload", MEMORY),
      peak("peak resident memory of the download, MiB", "huge download", MEMORY),
      share(
        "time for a MiB of an eighth's, upload",
        "seconds",
        "huge upload",
        "small upload",
        LINEAR,
      ),
      share(
        ...(["time for a MiB of an eighth's, download", "seconds", "huge download"] as const),
        "small download",
        LINEAR,
      ),
    ],
  };
}

/** What the state of a transfer costs. */
export function parts({ parts, transferMiB }: Effort): Group {
  const small = 100 * 1024;
  const run = (job: string, count: number, checkpoint: boolean): Run => ({
    peer: "oss-c-sdk",
    job,
    settings: { size: count * small, partSize: small, inFlight: 3, checkpoint },
    units: count,
  });
  const whole = (checkpoint: boolean): Run => ({
    peer: "oss-c-sdk",
    job: "upload",
    settings: { size: transferMiB * MIB, inFlight: 3, checkpoint },
    units: transferMiB / 8,
  });
  return {
    title: `Checkpoints, ${parts} parts`,
    unit: "part",
    runs: {
      "8 MiB with": whole(true),
      "8 MiB without": whole(false),
      few: run("upload", parts / 100, true),
      many: run("upload", parts, true),
      "many without": run("upload", parts, false),
    },
    rows: [
      share(
        "upload with a checkpoint against one without",
        "seconds",
        "8 MiB with",
        "8 MiB without",
        {
          atMost: 1.05,
          aim: 1,
        },
      ),
      share("time for a part, of a hundredth's", "seconds", "many", "few", LINEAR),
      share("parts of 100 KiB: with against without", "seconds", "many", "many without", null),
    ],
  };
}
