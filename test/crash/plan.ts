/** Which processes are killed, and when. */

import { type Death, Stage, type Transfer } from "./stage.js";

/** A transfer and the deaths of the processes that try to carry it out, one after the other. */
export interface Case {
  readonly transfer: Transfer;
  readonly deaths: readonly Death[];
}

const FEW = { parts: 8, partSize: 100 * 1024 } as const;
/** So many that parts are recorded in the journal. */
const MANY = { parts: 72, partSize: 1024 } as const;
const DIRECTIONS = ["upload", "download"] as const;

/** Transfers of which every step is a death. */
export const TRANSFERS: readonly Transfer[] = DIRECTIONS.flatMap((direction) => [
  { direction, ...FEW, threads: 1 },
  { direction, ...FEW, threads: 3 },
  { direction, ...MANY, threads: 3 },
]);

/**
 * The deaths of one process at each step of a transfer, and those of a second one at each step of what
 * it takes up from a first that died in the middle, and from one that died at the end.
 */
export async function planOf(transfer: Transfer): Promise<Case[]> {
  const first = await deathsAfter(transfer, []);
  const onWire = first.filter(({ on }) => on === "wire");
  const preludes = [onWire[onWire.length >> 1], onWire.at(-1)];
  const cases = first.map((death) => ({ transfer, deaths: [death] }));
  for (const prelude of preludes) {
    if (prelude === undefined) continue;
    const second = await deathsAfter(transfer, [prelude]);
    cases.push(...second.map((death) => ({ transfer, deaths: [prelude, death] })));
  }
  return cases;
}

/** All deaths that a process can die after others have died. */
async function deathsAfter(transfer: Transfer, before: readonly Death[]): Promise<Death[]> {
  await using stage = await Stage.open(transfer);
  for (const death of before) await stage.live(death);
  const { steps, wireSteps } = await stage.live(null);
  return [
    ...steps.flatMap((moments, i) =>
      moments.map((moment) => ({ on: "disk" as const, step: i + 1, moment })),
    ),
    ...Array.from({ length: wireSteps }, (_, i) => ({
      on: "wire" as const,
      step: i + 1,
      moment: "",
    })),
  ];
}
