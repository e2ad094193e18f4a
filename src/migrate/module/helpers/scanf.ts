/** `sscanf`. */

import type { Helpers } from "./helper.js";

export const SCANF: Helpers<"sscanf"> = {
  sscanf: {
    code: `
/** Reads a text as a format says, and says how many targets it filled; -1 where there is nothing. */
function sscanf(
  text: string,
  format: string,
  ...targets: readonly (AosString | Out<number | bigint>)[]
): number {
  const left = [...targets];
  let rest = text;
  for (const [piece, skipped = "", width = "", kind = ""] of format.matchAll(
    /%(\\*?)(\\d*)(?:hh|h|ll|l|z|j)?(\\[\\^?\\]?[^\\]]*\\]|\\w)|%%|\\s+|[^]/g,
  )) {
    const isText = kind === "";
    if (piece.trim() === "" || !/^\\[|^$/.test(kind)) rest = rest.trimStart();
    const room = width === "" ? rest : rest.slice(0, Number(width));
    const found = isText ? textAhead(piece, rest) : patternOf(kind).exec(room)?.[0];
    if (found === undefined) break;
    rest = rest.slice(found.length);
    const target = isText || skipped !== "" ? undefined : left.shift();
    if (target === undefined) continue;
    if (!("value" in target)) target.data = found;
    else if (typeof target.value === "bigint") target.value = BigInt(found);
    else target.value = /x/i.test(kind) ? Number.parseInt(found, 16) : Number(found);
  }
  return left.length === targets.length && rest === "" ? -1 : targets.length - left.length;
}

/** Text of a format that stands where it is read; spaces are skipped anyway. */
function textAhead(piece: string, rest: string): string | undefined {
  const text = piece === "%%" ? "%" : piece.trim();
  return rest.startsWith(text) ? text : undefined;
}

/** What a conversion of \`sscanf\` reads. */
function patternOf(kind: string): RegExp {
  if (kind.startsWith("[")) return new RegExp(\`^\${kind}+\`);
  if (kind === "s") return /^\\S+/;
  if (/x/i.test(kind)) return /^[+-]?(0x)?[\\da-f]+/i;
  return /[du]/.test(kind) ? /^[+-]?\\d+/ : /^[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?/i;
}
`,
    types: ["AosString", "Out"],
  },
};
