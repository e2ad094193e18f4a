/** What is measured, and what follows from it: runs that take turns, and the rows of the table. */

import type { Cost, PeerName, Settings } from "./peers.js";

/** One job of one peer. */
export interface Run {
  readonly peer: PeerName;
  readonly job: string;
  readonly settings: Partial<Settings>;
  /** How many of the unit are done: what it costs is shown for one of them. */
  readonly units: number;
}

/** What the runs of one round cost for a unit, by their names; those of missing peers are missing. */
export type Round = Readonly<Partial<Record<string, Cost>>>;

/** What a row must hold; `aim` is what was hoped for. */
export type Bound =
  | { readonly atLeast: number; readonly aim: number }
  | { readonly atMost: number; readonly aim: number };

/** A row of the table. */
export interface Row {
  readonly title: string;
  /** Its value in one round; `undefined` where a peer is missing or can't tell. */
  readonly value: (round: Round) => number | undefined;
  /** Rows that only explain have none. */
  readonly bound: Bound | null;
}

/** Runs that take turns, and the rows that come of them. */
export interface Group {
  readonly title: string;
  /** What the costs are shown for: `MiB`, `request`. */
  readonly unit: string;
  readonly runs: Readonly<Record<string, Run>>;
  readonly rows: readonly Row[];
  /** How many rounds, where not as many as usual: fewer of what takes minutes, more of small differences. */
  readonly rounds?: number;
}

/** How many times the speed of `against` the run `of` has. */
export function speed(title: string, of: string, against: string, bound: Bound | null): Row {
  return { title, bound, value: (round) => ratio(round[against]?.seconds, round[of]?.seconds) };
}

/** What share of another run's figure the run `of` has. */
export function share(
  title: string,
  figure: keyof Cost,
  of: string,
  against: string,
  bound: Bound | null,
): Row {
  return { title, bound, value: (round) => ratio(round[of]?.[figure], round[against]?.[figure]) };
}

/** The largest resident set of a run, in MiB. */
export function peak(title: string, of: string, bound: Bound): Row {
  return { title, bound, value: (round) => round[of]?.peakMiB };
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

/** How much is done: all of it, or what three minutes allow. */
export interface Effort {
  readonly rounds: number;
  /** A transfer that is compared, in MiB. */
  readonly transferMiB: number;
  /** The transfer whose memory is measured, in MiB; and eight times a transfer that is compared. */
  readonly hugeMiB: number;
  /** Small calls: fewer would mostly show how long V8 takes to compile what they run. */
  readonly calls: number;
  /** Pages that are parsed. */
  readonly pages: number;
  /** Objects of the longest list. */
  readonly listed: number;
  /** Parts of the transfer that has most. */
  readonly parts: number;
}

/** What `npm run bench` does. */
export const FULL: Effort = {
  rounds: 5,
  transferMiB: 1024,
  hugeMiB: 8192,
  calls: 40_000,
  pages: 200,
  listed: 1_000_000,
  parts: 10_000,
};

/** What `npm run bench -- --quick` does. */
export const QUICK: Effort = {
  rounds: 3,
  transferMiB: 256,
  hugeMiB: 1024,
  calls: 4000,
  pages: 50,
  listed: 100_000,
  parts: 2000,
};

export const MIB = 1_048_576;
