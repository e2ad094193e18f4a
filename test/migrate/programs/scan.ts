import { type AosString, aosString, aprPsprintf, type Out, out } from "oss-c-sdk";

/* Reads numbers and texts by formats, as the lines of a log tell them. */

const LOG = "put a/b.txt 7340032 0xff\nget b%20c.txt 12 0x1\n\n";

class entry_t {
  size: number = 0;
  flags: number[] = new Array<number>(2).fill(0);
}

function date(text: string): void {
  const year = out<number>(0);
  const month = out<number>(0);
  const day = out<number>(0);
  const count = sscanf(text, "%4d-%d-%2d", year, month, day);
  process.stdout.write(`${count}: ${year.value ?? 0} ${month.value ?? 0} ${day.value ?? 0}\n`);
}

function field(line: string): number {
  const name = aosString();
  const value = aosString();
  const count = sscanf(line, " %31[^=]=%31[^,\n]", name, value);
  process.stdout.write(`${count}: <${name.data}> <${value.data}>\n`);
  return count;
}

function main(): number {
  let rest = LOG;
  const line = aosString();
  const verb = aosString();
  const key = aosString();
  const entry = new entry_t();
  const last = entry;
  const share = out<number>(0);

  date("2026-11-27");
  date("2026-11");
  date(" 20261127");
  date("soon");
  date("");
  field("prefix=logs/2026,rest");
  field("prefix=");
  field("");

  while (rest !== "" && sscanf(rest, "%127[^\n]", line) === 1) {
    if (
      sscanf(
        line.data,
        "%7s %63s %ld %x",
        verb,
        key,
        outOf(last, "size"),
        outOf(entry.flags, 1),
      ) !== 4
    ) {
      return 1;
    }
    process.stdout.write(`${verb.data} ${key.data}: ${entry.size} bytes, ${last.flags[1] ?? 0}\n`);
    rest = rest.slice(Buffer.byteLength(line.data) + 1);
  }
  if (sscanf("done: 12.5 % of 3", "done:%lf%% of %*d", share) === 1) {
    process.stdout.write(aprPsprintf(null, "%.2f\n", share.value ?? 0));
  }
  return 0;
}

process.exitCode = main();

/** What is within an object or an array, as an out-parameter. */
function outOf<T, K extends keyof T>(owner: T, key: K): Out<NonNullable<T[K]>> {
  return {
    get value() {
      return owner[key] ?? null;
    },
    set value(value) {
      owner[key] = value as T[K];
    },
  };
}

/** Reads a text as a format says, and says how many targets it filled; -1 where there is nothing. */
function sscanf(
  text: string,
  format: string,
  ...targets: readonly (AosString | Out<number | bigint>)[]
): number {
  const left = [...targets];
  let rest = text;
  for (const [piece, skipped = "", width = "", kind = ""] of format.matchAll(
    /%(\*?)(\d*)(?:hh|h|ll|l|z|j)?(\[\^?\]?[^\]]*\]|\w)|%%|\s+|[^]/g,
  )) {
    const isText = kind === "";
    if (piece.trim() === "" || !/^\[|^$/.test(kind)) rest = rest.trimStart();
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

/** What a conversion of `sscanf` reads. */
function patternOf(kind: string): RegExp {
  if (kind.startsWith("[")) return new RegExp(`^${kind}+`);
  if (kind === "s") return /^\S+/;
  if (/x/i.test(kind)) return /^[+-]?(0x)?[\da-f]+/i;
  return /[du]/.test(kind) ? /^[+-]?\d+/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i;
}
