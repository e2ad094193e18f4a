/**
 * C programs in `programs/`, each with other idioms, and what became of them. Of those that become
 * TypeScript as a whole, it lies beside them (`npx vitest -u` writes it anew), compiles with the project's
 * own options, and does what the C program did; in the others each gap is marked. `what_c_did.json` was recorded by running the programs,
 * built against the C SDK 3.11.2, against the emulator.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { readSources } from "../../src/migrate/sources.js";
import { makeTranslator } from "../../src/migrate/translate.js";
import type { Translation } from "../../src/migrate/translation.js";
import { diagnosticsOf, programOf } from "../support/compiler.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { blocksOf } from "../support/snippets.js";
import { useTempDir } from "../support/temp_dir.js";

/** What a C program did. */
interface Deeds {
  readonly exits: number;
  /** The lines on standard output. */
  readonly prints: readonly string[];
  /** Operation, status and object of each request, as they came. */
  readonly requests: readonly string[];
}

const directory = fileURLToPath(new URL("programs/", import.meta.url));
const deeds = JSON.parse(readFileSync(`${directory}what_c_did.json`, "utf8")) as Record<
  string,
  Deeds
>;
const names = readdirSync(directory)
  .filter((name) => name.endsWith(".c"))
  .map((name) => name.replace(/\.c$/, ""));
/** What the others have in common; it is no program of its own. */
const SHARED = "account";
/** Those that become TypeScript as a whole; in the others something is marked. */
const WHOLE = [
  "account",
  "catalogue",
  "cleanup",
  "commands",
  "flow",
  "manifest",
  "names",
  "nested_pools",
  "parts",
  "progress",
  "report",
  "reverse_list",
  "scan",
  "stocktake",
];

const emulator = useEmulator();
const temp = useTempDir();
const translations = translated();

async function translated(): Promise<ReadonlyMap<string, Translation>> {
  const sources = await readSources(names.map((name) => `${directory}${name}.c`));
  const translator = await makeTranslator();
  const modules = await translator.translate(sources);
  return new Map(modules.map((module) => [module.path.replace(/.*\/(.*)\.[ch]$/, "$1"), module]));
}

async function translationOf(name: string): Promise<Translation> {
  const translation = (await translations).get(name);
  if (translation === undefined) throw new Error(`There is no translation of ${name}.`);
  return translation;
}

/** Runs a translation as it lies beside its C program. */
async function run(name: string): Promise<Deeds> {
  const { bucket, accessKeyId, accessKeySecret, region } = testAccount;
  const args = [`${directory}${name}.ts`, "one", "two words"];
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), ...args], {
    cwd: temp("."),
    env: {
      OSS_ENDPOINT: emulator().endpoint,
      OSS_ACCESS_KEY_ID: accessKeyId,
      OSS_ACCESS_KEY_SECRET: accessKeySecret,
      OSS_REGION: region,
      OSS_BUCKET: bucket,
    },
    // The SDK's own warnings (plain http) are not the program's.
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [prints, closed] = await Promise.all([text(child.stdout), once(child, "close")]);
  return {
    exits: Number(closed[0]),
    prints: linesOf(prints),
    requests: emulator().requests.map(({ operation, status, key }) =>
      `${operation} ${status} ${key}`.trim(),
    ),
  };
}

function linesOf(output: string): string[] {
  return output.replace(/\n$/, "").split("\n");
}

/** Parts go out side by side, so their order is not the same each time. */
function inOrder({ requests, ...rest }: Deeds): Deeds {
  return { ...rest, requests: [...requests].sort() };
}

describe("a C program", () => {
  test.each(WHOLE)("becomes the TypeScript beside it: %s", async (name) => {
    const { code } = await translationOf(name);
    await expect(code).toMatchFileSnapshot(`${directory}${name}.ts`);
  });

  test.each(names)("is marked where it is not translated: %s", async (name) => {
    const { code, findings } = await translationOf(name);
    const marked = findings.filter(({ kind }) => kind === "attention");
    expect(marked.length === 0).toBe(WHOLE.includes(name));
    for (const { line, reason } of marked) {
      expect(code).toContain(`const line${line}: never = ${JSON.stringify(reason)};`);
    }
  });

  test.each(["c", "ts"])("is what the guide shows: stocktake.%s", (language) => {
    const guide = readFileSync(new URL("../../docs/migrating.md", import.meta.url), "utf8");
    const [shown] = blocksOf("docs/migrating.md", guide, language);
    expect(shown?.code).toBe(readFileSync(`${directory}stocktake.${language}`, "utf8"));
  });

  test("compiles with the project's own options", async () => {
    const modules = [...(await translations)].map(
      ([name, { code }]) => [`${directory}${name}.ts`, code] as const,
    );
    const whole = modules.filter(([path]) => WHOLE.some((name) => path.endsWith(`/${name}.ts`)));
    expect(diagnosticsOf(programOf(new Map(whole))).map(said)).toEqual([]);
  });

  test.each(WHOLE.filter((name) => name !== SHARED))(
    "does as TypeScript what it did as C: %s",
    async (name) => {
      const did = deeds[name];
      if (did === undefined) throw new Error(`Nobody knows what ${name} did.`);
      expect(inOrder(await run(name))).toEqual(inOrder(did));
    },
  );
});

function said({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
  return `${file?.fileName ?? ""}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}
