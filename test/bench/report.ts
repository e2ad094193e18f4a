/** What the measurements come to, as a table for the terminal, as JSON, and as docs/performance.md. */

import type { Bound, Group, Round } from "./table.js";

/** The middle of several values and their ends. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A row with what it came to; without a spread where a peer is missing. */
export interface Result {
  readonly group: string;
  readonly title: string;
  readonly spread: Spread | null;
  readonly bound: Bound | null;
  /** Whether the median holds the bound; `null` where there is none, or nothing to hold it. */
  readonly holds: boolean | null;
  /** Whether it reaches the aim. */
  readonly reachesAim: boolean;
}

/** What one run cost, for a unit. */
export interface Expense {
  readonly group: string;
  readonly unit: string;
  readonly run: string;
  readonly peer: string;
  readonly microseconds: number;
  readonly cpuMicroseconds: number | null;
  readonly peakMiB: number | null;
}

/** The spread of the values that are there; `null` if none is. */
export function spreadOf(values: readonly (number | undefined)[]): Spread | null {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const [min, median, max] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  if (min === undefined || median === undefined || max === undefined) return null;
  return { median, min, max };
}

/** Whether a value is within a bound, as far as the digits go that are shown. */
function isWithin(value: number, bound: Bound, limit: "bound" | "aim"): boolean {
  const shown = Number(value.toFixed(2));
  if ("atLeast" in bound) return shown >= (limit === "aim" ? bound.aim : bound.atLeast);
  return shown <= (limit === "aim" ? bound.aim : bound.atMost);
}

/** The rows of a group. */
export function resultsOf({ title: group, rows }: Group, rounds: readonly Round[]): Result[] {
  return rows.map(({ title, value, bound }) => {
    const spread = spreadOf(rounds.map(value));
    const isJudged = spread !== null && bound !== null;
    return {
      group,
      title,
      spread,
      bound,
      holds: isJudged ? isWithin(spread.median, bound, "bound") : null,
      reachesAim: isJudged && isWithin(spread.median, bound, "aim"),
    };
  });
}

/** What each run of a group cost: medians. */
export function expensesOf({ title, unit, runs }: Group, rounds: readonly Round[]): Expense[] {
  return Object.entries(runs).flatMap(([run, { peer }]) => {
    const seconds = spreadOf(rounds.map((round) => round[run]?.seconds));
    if (seconds === null) return [];
    const cpu = spreadOf(rounds.map((round) => round[run]?.cpuSeconds));
    return {
      group: title,
      unit,
      run,
      peer,
      microseconds: seconds.median * 1e6,
      cpuMicroseconds: cpu === null ? null : cpu.median * 1e6,
      peakMiB: spreadOf(rounds.map((round) => round[run]?.peakMiB))?.median ?? null,
    };
  });
}

function boundText(bound: Bound | null): string {
  if (bound === null) return "";
  return "atLeast" in bound
    ? `at least ${bound.atLeast} (aim ${bound.aim})`
    : `at most ${bound.atMost} (aim ${bound.aim})`;
}

function verdict({ holds, reachesAim }: Result): string {
  if (holds === null) return "";
  if (!holds) return "**not reached**";
  return reachesAim ? "aim reached" : "holds";
}

function digits(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}

function spreadText(spread: Spread | null): readonly string[] {
  if (spread === null) return ["peer missing", ""];
  return [digits(spread.median), `${digits(spread.min)} to ${digits(spread.max)}`];
}

/** Cells in columns. */
function markdown(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const rows = [header, header.map(() => "---"), ...lines];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** The table of rows. */
export function resultTable(results: readonly Result[]): string {
  const lines = results.map((result) => [
    result.group,
    result.title,
    ...spreadText(result.spread),
    boundText(result.bound),
    verdict(result),
  ]);
  return markdown(["job", "what", "median", "spread", "bound", ""], lines);
}

/** The table of costs. */
export function expenseTable(expenses: readonly Expense[]): string {
  const lines = expenses.map(({ group, run, peer, unit, ...cost }) => [
    group,
    run === peer ? run : `${peer} (${run})`,
    `${digits(cost.microseconds)} µs a ${unit}`,
    cost.cpuMicroseconds === null ? "" : `${digits(cost.cpuMicroseconds)} µs`,
    cost.peakMiB === null ? "" : `${cost.peakMiB.toFixed(0)} MiB`,
  ]);
  return markdown(["job", "who", "time", "processor time", "peak memory"], lines);
}
