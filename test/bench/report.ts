/** What the measurements come to, as a table for the terminal, as JSON, and as docs/performance.md. */

import type { Machine } from "./machine.js";
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

/** What `npm run bench` has measured on one occasion. */
export interface Occasion {
  readonly machine: Machine;
  /** How often each run of a job was made. */
  readonly rounds: number;
  readonly results: readonly Result[];
  readonly expenses: readonly Expense[];
  /** What else is to be known of it, written by hand. */
  readonly note?: string;
}

/** An occasion with the jobs of `part` in the place of what it held of them. */
export function withPart(whole: Occasion, part: Occasion): Occasion {
  const isOther = ({ group }: Result | Expense): boolean =>
    part.results.every((result) => result.group !== group);
  return {
    ...part,
    results: [...whole.results.filter(isOther), ...part.results],
    expenses: [...whole.expenses.filter(isOther), ...part.expenses],
  };
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

/** What the same row came to on each occasion, taken together. */
function verdict(results: readonly Result[]): string {
  const judged = results.filter(({ holds }) => holds !== null);
  const kept = judged.filter(({ holds }) => holds === true);
  if (judged.length === 0) return "";
  if (kept.length === 0) return "**not reached**";
  if (kept.length < judged.length) return `**reached in ${kept.length} of ${judged.length}**`;
  return judged.every(({ reachesAim }) => reachesAim) ? "aim reached" : "holds";
}

function digits(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}

function spreadText(result: Result | undefined): string {
  if (result === undefined) return "";
  const { spread } = result;
  if (spread === null) return "peer missing";
  return `${digits(spread.median)} (${digits(spread.min)} to ${digits(spread.max)})`;
}

/** Cells in columns. */
function markdown(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const rows = [header, header.map(() => "---"), ...lines];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** What was found on several occasions: of each that has the same key the last one, in the order of the first. */
function lastOfEach<T>(found: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(found.map((one) => [keyOf(one), one])).values()];
}

/** The table of rows, with a column for each occasion. Not each occasion has each row. */
export function resultTable(occasions: readonly Occasion[]): string {
  const keyOf = ({ group, title }: Result): string => `${group}: ${title}`;
  const rows = lastOfEach(
    occasions.flatMap(({ results }) => results),
    keyOf,
  );
  const lines = lastOfEach(rows, ({ group }) => group).flatMap(({ group }) =>
    rows
      .filter((row) => row.group === group)
      .map((row) => {
        const found = occasions.map(({ results }) =>
          results.find((result) => keyOf(result) === keyOf(row)),
        );
        const judged = found.filter((result) => result !== undefined);
        const cells = found.map(spreadText);
        return [row.group, row.title, ...cells, boundText(row.bound), verdict(judged)];
      }),
  );
  const dates = occasions.map(({ machine }) => machine.date);
  return markdown(["job", "what", ...dates, "bound", ""], lines);
}

/** The table of costs, of each job as it was measured last. */
export function expenseTable(occasions: readonly Occasion[]): string {
  const whole = occasions.reduce((before, after) => withPart(before, after));
  const lines = whole.expenses.map(({ group, run, peer, unit, ...cost }) => [
    group,
    run === peer ? run : `${peer} (${run})`,
    `${digits(cost.microseconds)} µs a ${unit}`,
    cost.cpuMicroseconds === null ? "" : `${digits(cost.cpuMicroseconds)} µs`,
    cost.peakMiB === null ? "" : `${cost.peakMiB.toFixed(0)} MiB`,
  ]);
  return markdown(["job", "who", "time", "processor time", "peak memory"], lines);
}
