/** Translations of C, for the tests of `oss-c2ts`. */

import { makeTranslator } from "../../src/migrate/translate.js";
import type { Translation } from "../../src/migrate/translation.js";

const translator = makeTranslator();

/** The modules of a program, by the names of its files. */
export async function modulesOf(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Translation>> {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const modules = await (await translator).translate(sources);
  return new Map(modules.map((module) => [module.path, module]));
}

/** The TypeScript of a program of one file. */
export async function codeOf(text: string): Promise<string> {
  const modules = await modulesOf({ "main.c": text });
  return modules.get("main.c")?.code ?? "";
}

/** The TypeScript of statements, as they are within a function; `before` is what stands before it. */
export async function statementsOf(text: string, before = ""): Promise<string> {
  const code = await codeOf(`${before}\nvoid run(void)\n{\n${text}\n}\n`);
  return (
    /function run\(\): [^\n]*\{\n([^]*?)\n?\}\n/.exec(code)?.[1]?.replace(/^ {2}/gm, "") ?? code
  );
}

/** The statements of the function `run` of a program, on one line. */
export async function bodyOf(text: string): Promise<string> {
  const code = await codeOf(text);
  return /function run\([^]*?\{\n([^]*?)\n\}/.exec(code)?.[1]?.replace(/\s+/g, " ").trim() ?? code;
}
