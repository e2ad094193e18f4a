/** docs/error-codes.md has every code of the source, none that is not there, and tests that are there. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as aos from "../../src/aos/define.js";
import { proofFault } from "../support/proofs.js";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/error-codes.md", root), "utf8");

/** The sources of the library, index files aside: those only name what others define. */
const sources = readdirSync(new URL("src/", root), { recursive: true, encoding: "utf8" })
  .filter((name) => /^(?:aos|oss)\/.*\.ts$/.test(name) && !name.endsWith("index.ts"))
  .map((name) => ({ name, text: readFileSync(new URL(`src/${name}`, root), "utf8") }));

/** The cells of the rows of the table with a first and a last heading. */
function rowsOf(first: string, last: string): string[][] {
  const table = new RegExp(`^\\| ${first} \\|.*\\| ${last} \\|\\n\\| ---.*\\n((?:\\|.*\\n)+)`, "m");
  const rows = table.exec(page)?.[1]?.trimEnd().split("\n") ?? [];
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replace(/^`([^`]*)`$/, "$1")),
  );
}

const given = rowsOf("code", "test");
const kept = rowsOf("code", "in C");
const reasons = rowsOf("errorCode", "test");
const services = rowsOf("errorCode", "what to do");

const values = new Map(
  Object.entries(aos)
    .filter(([name]) => name.startsWith("AOSE_"))
    .map(([name, value]) => [name, String(value)]),
);

/** Whether a source answers a code: returns it, throws it or puts it into a status. */
function isGiven(code: string): boolean {
  const places = `(?:return|Error\\(|StatusSet\\(\\w+,|always\\(|connecting:|asking:|answering:|[?:]|=>)`;
  const giving = new RegExp(`${places}\\s*${code}\\b`);
  return sources.some(({ text }) => giving.test(text));
}

/** The constants of `aos_status.h` that name an error code, with their texts. */
function constantsOf(text: string): Map<string, string> {
  return new Map(
    Array.from(
      text.matchAll(/^(?:export )?const ([A-Z0-9_]+) = "(\w+)";$/gm),
      ([, name = "", value = ""]) => [name, value],
    ),
  );
}

const statusFile = sources.find(({ name }) => name === "aos/status.ts")?.text ?? "";
const statusConstants = constantsOf(statusFile);

/** The error codes that sources set by name, wherever the name is defined. */
function errorCodesSet(): string[] {
  return sources.flatMap(({ text }) => {
    const own = new Map([...statusConstants, ...constantsOf(text)]);
    const names = Array.from(
      text.matchAll(/StatusSet\(\s*\w+,\s*[\w.]+,\s*([A-Z0-9_]+),/g),
      ([, name = ""]) => name,
    );
    return names.map((name) => own.get(name) ?? name);
  });
}

describe("the page of error codes", () => {
  test("has every AOSE code with its value, once", () => {
    const rows = [...given, ...kept].map(([name = "", value = ""]) => [name, value] as const);
    expect(new Map(rows)).toEqual(values);
    expect(rows).toHaveLength(values.size);
  });

  test("tells the codes that the library gives from those that only C does", () => {
    const wrong = [
      ...given.filter(([name = ""]) => !isGiven(name)),
      ...kept.filter(([name = ""]) => isGiven(name)),
    ];
    expect(wrong).toEqual([]);
  });

  test("has every error code of the library, with its constant, and no other", () => {
    const named = reasons.filter(([, constant]) => constant !== "none");
    const others = Array.from(
      page.matchAll(/`(\w+)`\s\(`(AOS_\w+)`\)/g),
      ([, text = "", name = ""]) => [name, text] as const,
    );
    const rows = [...named.map(([text = "", name = ""]) => [name, text] as const), ...others];
    expect(new Map(rows)).toEqual(statusConstants);
    const known = reasons.map(([text]) => text);
    expect(errorCodesSet().length).toBeGreaterThan(10);
    expect(errorCodesSet().filter((text) => !known.includes(text))).toEqual([]);
    expect(others.filter(([, text]) => errorCodesSet().includes(text))).toEqual([]);
  });

  test("has the service's codes with the statuses of the emulator", () => {
    expect(services.length).toBeGreaterThan(20);
    const table = readFileSync(new URL("src/emulator/error.ts", root), "utf8");
    const wrong = services.filter(
      ([code = "", status = ""]) => !new RegExp(`^  ${code}: \\[\\s*${status},`, "m").test(table),
    );
    expect(wrong).toEqual([]);
  });

  test("names tests that are there", () => {
    const proofs = [...given, ...reasons]
      .map((row) => row.at(-1) ?? "")
      .filter((proof) => proof !== "");
    expect(proofs.length).toBeGreaterThan(30);
    expect(
      proofs.map((proof) => proofFault(`\`${proof}\``)).filter((fault) => fault !== ""),
    ).toEqual([]);
  });
});
