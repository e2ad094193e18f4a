/**
 * The page of guarantees: a template, and the figures that commands have measured. `{{kill.kills}}` is a
 * figure of docs/figures/kill.json, `{{kill}}` says where it comes from. A paragraph whose figures are
 * not there is left out.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { proofFault, proofsIn } from "../support/proofs.js";

const template = new URL("guarantees.template.md", import.meta.url);
const folder = new URL("../../docs/figures/", import.meta.url);

/** The page. */
export const guaranteesUrl: URL = new URL("../../docs/guarantees.md", import.meta.url);

/** Figures by the names of their files. */
export type Figures = ReadonlyMap<string, unknown>;

/** The figures that are there. */
function readFigures(): Figures {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(
    names.map((name) => [
      basename(name, ".json"),
      JSON.parse(readFileSync(new URL(name, folder), "utf8")),
    ]),
  );
}

/** The page as it is to be. */
export function guaranteesPage(): string {
  return fillIn(readFileSync(template, "utf8"), readFigures());
}

/** A text with its figures, and without the paragraphs whose figures are not there. */
export function fillIn(text: string, figures: Figures): string {
  const paragraphs = text.split("\n\n").filter((paragraph) => {
    const files = [...paragraph.matchAll(/\{\{(\w+)[.}]/g)].map(([, file = ""]) => file);
    return files.every((file) => figures.has(file));
  });
  return paragraphs
    .join("\n\n")
    .replace(/\{\{(\w+)((?:\.[-\w]+)*)\}\}/g, (_, file: string, path: string) => {
      const found = figures.get(file);
      return path === "" ? originOf(file, found) : print(file, path, valueAt(found, path));
    });
}

function originOf(file: string, figures: unknown): string {
  const [command, date, node, machine] = ["command", "date", "node", "machine"].map((name) =>
    print(file, `.${name}`, valueAt(figures, `.${name}`)),
  );
  return `\`${command}\`, ${date}, Node ${node}, ${machine}`;
}

function valueAt(figures: unknown, path: string): unknown {
  return path
    .split(".")
    .slice(1)
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined,
      figures,
    );
}

function print(file: string, path: string, value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en-US");
  if (typeof value === "string") return value;
  throw new Error(`docs/figures/${file}.json has no ${path.slice(1)}`);
}

/** What is wrong with the proofs of a page, promise by promise: each row of its tables is one. */
export function proofFaults(page: string): string[] {
  const rows = [...page.matchAll(/^\| (.+) \| ([^|]+) \|$/gm)].filter(
    ([, promise = ""]) => promise !== "promise" && promise !== "---",
  );
  return rows.flatMap(([, promise = "", cell = ""]) =>
    proofsIn(cell)
      .map(proofFault)
      .filter((fault) => fault !== "")
      .map((fault) => `${promise}: ${fault}`),
  );
}
