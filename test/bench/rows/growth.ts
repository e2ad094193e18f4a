import { type Effort, type Group, MIB, peak, type Row, type Run, share } from "../table.js";

const MEMORY = { atMost: 140, aim: 100 };
const LINEAR = { atMost: 1.1, aim: 1 };

/** What a huge transfer takes against one of an eighth. */
export function size({ hugeMiB, rounds }: Effort): Group {
  const run = (job: string, units: number, count = 1): Run => ({
    peer: "oss-c-sdk",
    job,
    settings: { size: (units / count) * MIB, inFlight: 3, checkpoint: true, count },
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
      "eight downloads": run("downloads", hugeMiB, 8),
    },
    // As many in one order as in the other.
    rounds: rounds + 1,
    rows: [
      peak("peak resident memory of the upload, MiB", "huge upload", MEMORY),
      peak("peak resident memory of the download, MiB", "huge download", MEMORY),
      growth("of an eighth's, upload", "huge upload", "small upload"),
      growth("of an eighth's, download", "huge download", "small download"),
      growth(
        "of eight downloads of an eighth, whose files stay",
        "huge download",
        "eight downloads",
      ),
    ],
  };
}

function growth(what: string, huge: string, small: string): Row {
  return share(`time for a MiB ${what}`, "seconds", huge, small, LINEAR);
}

/** What a checkpoint costs. Files are made anew for other sizes, so each has a group of its own. */
function checkpointOf(title: string, units: number, rounds: number): Group {
  const run = (checkpoint: boolean): Run => ({
    peer: "oss-c-sdk",
    job: "upload",
    settings: { size: units * MIB, inFlight: 3, checkpoint },
    units,
  });
  return {
    title,
    unit: "MiB",
    runs: { without: run(false), with: run(true) },
    rounds,
    rows: [
      share("time of an upload without it", "seconds", "with", "without", { atMost: 1.05, aim: 1 }),
      share("processor time of an upload without it", "cpuSeconds", "with", "without", null),
    ],
  };
}

export function checkpoint({ transferMiB, rounds }: Effort): Group {
  return checkpointOf("Checkpoint, parts of 8 MiB", transferMiB, 8 * rounds + 1);
}

export function longCheckpoint({ transferMiB, rounds }: Effort): Group {
  return checkpointOf("Checkpoint, four times as many", 4 * transferMiB, 2 * rounds - 1);
}

/** What a part of many costs against one of few. */
export function parts({ parts }: Effort): Group {
  const small = 100 * 1024;
  const run = (count: number, checkpoint = true): Run => ({
    peer: "oss-c-sdk",
    job: "upload",
    settings: { size: count * small, partSize: small, inFlight: 3, checkpoint },
    units: count,
  });
  return {
    title: `Upload in ${parts} parts of 100 KiB`,
    unit: "part",
    runs: {
      few: run(parts / 100),
      more: run(parts / 10),
      many: run(parts),
      "many without": run(parts, false),
    },
    rows: [
      share("time for a part, of a hundredth's", "seconds", "many", "few", LINEAR),
      share("time for a part, of a tenth's", "seconds", "many", "more", LINEAR),
      share("with a checkpoint against without", "seconds", "many", "many without", null),
    ],
  };
}
