/** The command `npm run soak`. */

import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";
import { hearLog } from "../secrets/hear.js";
import { commandLine } from "../support/command.js";
import { writeFigures } from "../support/figures.js";
import { seeded } from "../support/random.js";
import { growthOf, type Sample, takeSample } from "./growth.js";
import { Worker } from "./worker.js";
import { World } from "./world.js";

const WORKERS = 4;
/** Each round ends at rest, with nothing stored, so that what is left can be counted. */
const ROUNDS = 12;
const WARM_UP = 4;
const MEBIBYTE = 1024 * 1024;
/** What the engine's own caches come and go by, in MiB. */
const NOISE = 1;

const usage = `Usage: npm run soak -- [options]

Several programs put, get, upload, download, append, copy, list and delete, while requests fail and
connections break at random. What each object must be is known and compared, and all that is logged and
answered is looked through for secrets. The last line tells how many operations and faults there were,
the wrong results, and what the process has more than after its warming up; the exit code is 1 when
anything is wrong or grows.

  --minutes M  for how long (1)
  --seed N     what is done and what fails; another one each time by default
  --json FILE  write the figures to this file
  --help       this text
`;

const { values: given } = commandLine({
  usage,
  numbers: ["minutes", "seed"],
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    json: { type: "string" },
  },
});

/** Lets the workers work for a while and then come to rest; tells how many operations. */
async function round(world: World, milliseconds: number): Promise<number> {
  const workers = Array.from({ length: WORKERS }, (_, i) => new Worker(world, i));
  const end = performance.now() + milliseconds;
  let operations = 0;
  const work = async (worker: Worker): Promise<void> => {
    do {
      await worker.act();
      operations++;
    } while (performance.now() < end);
  };
  const { share } = world.trouble;
  await Promise.all(workers.map(work));
  world.trouble.share = 0;
  for (const worker of workers) await worker.finish();
  world.trouble.share = share;
  aosHttpIoDeinitialize();
  await world.idle();
  return operations;
}

const seed = Number(given.seed);
console.log(`seed ${seed}`);
hearLog();
await using world = await World.open(seeded(seed));
const samples: Sample[] = [];
let operations = 0;
for (let i = 0; i < ROUNDS; i++) {
  operations += await round(world, (Number(given.minutes) * 60_000) / ROUNDS);
  samples.push(await takeSample());
}
const growth = growthOf(samples.slice(WARM_UP));
const memoryMiB = Number((Math.max(0, growth.memory) / MEBIBYTE).toFixed(1));
const hasGrown = memoryMiB > NOISE || growth.handles > 0 || growth.descriptors > 0;

for (const wrong of world.wrong) console.log(wrong);
if (hasGrown) console.log(samples);
const command = `npm run soak -- --minutes ${given.minutes} --seed ${seed}`;
writeFigures(given.json, command, {
  minutes: Number(given.minutes),
  seed,
  operations,
  faults: world.trouble.count,
  wrongResults: world.wrong.length,
  growth: { ...growth, memoryMiB },
});
console.log(
  `operations ${operations}, faults ${world.trouble.count}, wrong results ${world.wrong.length}, ` +
    `growth: memory ${memoryMiB} MiB, ` +
    `handles ${growth.handles}, descriptors ${growth.descriptors}`,
);
process.exitCode = world.wrong.length > 0 || hasGrown ? 1 : 0;
