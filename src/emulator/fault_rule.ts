/**
 * Fault rules as JSON, for the command.
 *
 * @packageDocumentation
 */

import type { OssFaultRule } from "./faults.js";
import { isOperationName } from "./router.js";

type Kind = "text" | "number" | "number?" | "text?";

const MATCH: Readonly<Record<string, Kind>> = {
  operation: "text?",
  bucket: "text?",
  key: "text?",
  partNumber: "number?",
  nth: "number?",
  times: "number?",
};

const FAULTS: ReadonlyMap<string, Readonly<Record<string, Kind>>> = new Map([
  ["error", { status: "number", code: "text?", message: "text?" }],
  ["errorIn200", { code: "text?", message: "text?" }],
  ["resetRequest", { afterBytes: "number?" }],
  ["stallRequest", { afterBytes: "number?" }],
  ["resetResponse", { afterBytes: "number?" }],
  ["stallResponse", { afterBytes: "number?" }],
  ["truncate", { afterBytes: "number?" }],
  ["dripRequest", { bytesPerSecond: "number" }],
  ["dripResponse", { bytesPerSecond: "number" }],
  ["delay", { milliseconds: "number" }],
  ["lostAnswer", {}],
  ["wrongCrc", {}],
  ["missingCrc", {}],
  ["missingEtag", {}],
  ["corruptBody", { afterBytes: "number?" }],
]);

/** Reads a rule; throws a `TypeError` that says what is wrong with it. */
export function parseFaultRule(json: string): OssFaultRule {
  let rule: unknown;
  try {
    rule = JSON.parse(json);
  } catch (error) {
    throw new TypeError(`A fault is JSON: ${String(error)}`);
  }
  checkFaultRule(rule);
  return rule;
}

function checkFaultRule(rule: unknown): asserts rule is OssFaultRule {
  if (typeof rule !== "object" || rule === null) throw new TypeError("A fault is a JSON object.");
  const fields = new Map<string, unknown>(Object.entries(rule));
  const fault = fields.get("fault");
  const own = typeof fault === "string" ? FAULTS.get(fault) : undefined;
  if (own === undefined) {
    throw new TypeError(`The fault must be one of ${[...FAULTS.keys()].join(", ")}.`);
  }
  fields.delete("fault");
  for (const [name, kind] of Object.entries({ ...MATCH, ...own })) {
    checkField(name, kind, fields.get(name));
    fields.delete(name);
  }
  for (const name of fields.keys()) throw new TypeError(`The fault has no field ${name}.`);
}

function checkField(name: string, kind: Kind, value: unknown): void {
  if (value === undefined && kind.endsWith("?")) return;
  if (kind.startsWith("text") ? typeof value !== "string" : !isCount(value)) {
    throw new TypeError(`The fault's ${name} must be a ${kind.replace("?", "")}.`);
  }
  if (name === "operation" && !isOperationName(value)) {
    throw new TypeError(`There is no operation ${String(value)}.`);
  }
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}
