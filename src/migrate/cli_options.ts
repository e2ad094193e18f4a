/** The options of the command `oss-c2ts`. */

import { parseArgs } from "node:util";

/** What the command prints when it is asked for help. */
export const USAGE = `Usage: oss-c2ts [--out DIR] [--check] FILES…

Turns C programs that use the OSS SDK for C into TypeScript programs that use oss-c-sdk. One file goes
to standard output, several need --out. What was translated, and what needs a hand, is told on standard
error, by reason and with line numbers. Local headers that the files include are read too.

  --out DIR    write each module into this directory, as NAME.ts
  --check      write no TypeScript, only the report, to standard output
  --help       this text
  --version    the version of oss-c-sdk

Exit code: 0 nothing needs attention; 1 something does, and is marked in the TypeScript by a line that
does not compile; 2 the command or a file can't be read.
`;

export interface C2tsOptions {
  readonly files: readonly string[];
  /** The directory that modules are written to; `null` for standard output. */
  readonly out: string | null;
  /** Whether only the report is asked for. */
  readonly check: boolean;
}

/** Reads the options; throws a `TypeError` that says what is wrong with them. */
export function optionsOf(args: string[]): C2tsOptions | "help" | "version" {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      check: { type: "boolean", default: false },
      help: { type: "boolean" },
      version: { type: "boolean" },
    },
  });
  if (values.help === true) return "help";
  if (values.version === true) return "version";
  const { out = null, check } = values;
  if (files.length === 0) throw new TypeError("no file is named; --help says how.");
  if (out === "") throw new TypeError("--out needs a directory.");
  if (files.length > 1 && out === null && !check) {
    throw new TypeError("several files need --out DIR.");
  }
  return { files, out, check };
}
