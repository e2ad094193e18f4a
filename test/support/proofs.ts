/**
 * What documents name as proof, and whether it is there: tests by file and title, records, cases of
 * vectors, rows of the page of deviations.
 */

import { existsSync, readFileSync } from "node:fs";
import { readCatalogue } from "../faults/catalogue/schema.js";

function read(path: string): string {
  const url = new URL(`../../${path}`, import.meta.url);
  return existsSync(url) ? readFileSync(url, "utf8") : "";
}

/** A row of docs/deviations.md. */
export interface DeviationRow {
  readonly name: string;
  /** All cells, the name first and the tests last. */
  readonly cells: readonly string[];
  /** `FILE: TITLE`, `faults: ID` or `conformance: ROW`, each in backquotes. */
  readonly proofs: readonly string[];
}

/** The rows of docs/deviations.md. */
export function deviationRows(): DeviationRow[] {
  return [...read("docs/deviations.md").matchAll(/^\| ([A-Z]\d.*) \|$/gm)].map(([, line = ""]) => {
    const cells = line.split(" | ");
    return { name: cells[0] ?? "", cells, proofs: proofsIn(cells.at(-1) ?? "") };
  });
}

/** The proofs in a cell of a table, one below the other. */
export function proofsIn(cell: string): string[] {
  return cell.split("<br>");
}

const faults = new Set(readCatalogue().map(({ id }) => id));

/** What is wrong with a proof by a test or by an entry of the catalogue of faults; "" if nothing is. */
export function proofFault(proof: string): string {
  const [, where = "", what = ""] = /^`([^:`]+): ([^`]+)`$/.exec(proof) ?? [];
  if (where === "faults") return faults.has(what) ? "" : `no entry ${what}`;
  return testFault(where, what);
}

/** What is wrong with `FILE: TITLE` of a test, or of a group of tests; "" when nothing is. */
export function testFault(file: string, title: string): string {
  if (!/^test\/.*\.test\.ts$/.test(file)) return "names no test";
  const source = read(file);
  if (source === "") return `${file} is not there`;
  return source.includes(`"${title}",`) ? "" : `${file} has no test of this title`;
}

/** What is wrong with the name of a record; "" when nothing is. */
export function recordFault(id: string): string {
  return read(`test/conformance/records/${id}.json`) === "" ? `no record ${id}` : "";
}

/** What is wrong with `NAME[INDEX]` of a vector file; "" when nothing is. */
export function vectorFault(id: string): string {
  const [, name = "", index = ""] = /^(\w+)\[(\d+)\]$/.exec(id) ?? [];
  const source = read(`test/conformance/vectors/${name}.json`);
  if (source === "") return `no vectors ${name}`;
  const { cases } = JSON.parse(source) as { readonly cases: readonly unknown[] };
  return Number(index) < cases.length ? "" : `${name} has no case ${index}`;
}
