/** Says what was translated, and what needs a hand. */

import type { Finding, Translation } from "./translation.js";

/** Findings that are the same thing to do. */
interface Group extends Pick<Finding, "reason" | "advice"> {
  readonly places: string[];
}

/** How many findings need a hand. */
export function attentionCount(translations: readonly Translation[]): number {
  return translations.flatMap(({ findings }) => findings.filter(needsAttention)).length;
}

/** The report of all files: a line for each, then what needs attention, and what is worth knowing. */
export function reportOf(translations: readonly Translation[]): string {
  const lines = translations.map(({ path, translated, findings }) => {
    const needing = findings.filter(needsAttention).length;
    return `${path}: ${count(translated, "statement")} translated, ${needing} to be looked at\n`;
  });
  return [
    ...lines,
    section("Needs attention", grouped(translations, needsAttention)),
    section(
      "Worth knowing",
      grouped(translations, (finding) => !needsAttention(finding)),
    ),
  ].join("");
}

function needsAttention({ kind }: Finding): boolean {
  return kind === "attention";
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

function grouped(
  translations: readonly Translation[],
  wanted: (finding: Finding) => boolean,
): Group[] {
  const groups = new Map<string, Group>();
  for (const { path, findings } of translations) {
    for (const { reason, advice, line } of findings.filter(wanted)) {
      const key = JSON.stringify([reason, advice]);
      const group = groups.get(key) ?? { reason, advice, places: [] };
      group.places.push(`${path}:${line}`);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function section(title: string, groups: readonly Group[]): string {
  if (groups.length === 0) return "";
  const entries = groups.map(({ reason, advice, places }) =>
    [`  ${reason}\n`, `    ${advice}\n`, `    ${places.join(" ")}\n`].join(""),
  );
  return `\n${title}:\n${entries.join("")}`;
}
