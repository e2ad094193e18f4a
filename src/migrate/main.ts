/** The command `oss-c2ts`: turns C programs that use the OSS SDK for C into TypeScript. */

import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { PACKAGE_VERSION } from "../aos/version.js";
import { type C2tsOptions, optionsOf, USAGE } from "./cli_options.js";
import { attentionCount, reportOf } from "./report.js";
import { type CSource, readSources } from "./sources.js";
import { makeTranslator } from "./translate.js";
import type { Finding, Translation } from "./translation.js";

async function main(args: string[]): Promise<void> {
  const options = optionsOf(args);
  if (options === "help") {
    process.stdout.write(USAGE);
  } else if (options === "version") {
    process.stdout.write(`${PACKAGE_VERSION}\n`);
  } else {
    await migrate(options);
  }
}

async function migrate({ files, out, check }: C2tsOptions): Promise<void> {
  const sources = await readSources(files);
  const translator = await makeTranslator();
  const translations = (await translator.translate(sources)).map((translation) => ({
    ...translation,
    findings: [...encodingNotes(translation.path, sources), ...translation.findings],
  }));
  if (check) {
    process.stdout.write(reportOf(translations));
  } else {
    await writeModules(translations, out);
    process.stderr.write(reportOf(translations));
  }
  if (attentionCount(translations) > 0) process.exitCode = 1;
}

/** What is to be said of a file whose texts are other bytes in TypeScript than they were in C. */
function encodingNotes(path: string, sources: readonly CSource[]): Finding[] {
  const source = sources.find((other) => other.path === path);
  if (source === undefined || source.encoding === "utf-8") return [];
  const before = source.text.slice(0, source.text.search(/[^\x00-\x7f]/));
  return [
    {
      line: before.split("\n").length,
      kind: "note",
      reason: "the file is in GB18030, the TypeScript is in UTF-8",
      advice:
        "Texts beyond ASCII are sent in UTF-8 from now on: names of objects become other names.",
    },
  ];
}

/** Writes each module into the directory, or the one of the named file to standard output. */
async function writeModules(
  translations: readonly Translation[],
  out: string | null,
): Promise<void> {
  const [first] = translations;
  if (out === null) {
    process.stdout.write(first?.code ?? "");
    return;
  }
  await mkdir(out, { recursive: true });
  for (const { path, code } of translations) {
    await writeFile(join(out, `${basename(path).replace(/\.[ch]$/i, "")}.ts`), code);
  }
}

function fail(error: unknown): void {
  process.stderr.write(`oss-c2ts: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

main(process.argv.slice(2)).catch(fail);
