/** Reads the catalogue, and refuses what has not the form that `entry.ts` describes. */

import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { parseFaultRule } from "../../../src/emulator/fault_rule.js";
import type { OssOperationName } from "../../../src/emulator/index.js";
import { isOperationName } from "../../../src/emulator/router.js";
import * as oss from "../../../src/index.js";
import { ACTIONS } from "./actions.js";
import { KEYS } from "./call.js";
import type { EmulatorFault, Entry, Fate, Fates, Fault, Given, Sees, Step } from "./entry.js";
import { OPERATIONS } from "./operations/index.js";

const count = z.int().min(0);
const text = z.string();
const action = z.enum(ACTIONS);

const match = {
  operation: z.custom<OssOperationName>(isOperationName, "no such operation").exactOptional(),
  partNumber: count.exactOptional(),
  nth: count.exactOptional(),
  times: count.exactOptional(),
};

const ownFault = z.discriminatedUnion("fault", [
  z.strictObject({ fault: z.literal("meanwhile"), does: action, ...match }),
  z.strictObject({ fault: z.enum(["closedUnanswered", "closedAfterAnswer"]), ...match }),
  z.strictObject({
    fault: z.literal("answeredBy"),
    bytes: text,
    ...match,
  }),
  z.strictObject({
    fault: z.literal("altered"),
    headers: z.record(text, text.nullable()).exactOptional(),
    body: text.exactOptional(),
    halve: z.boolean().exactOptional(),
    append: text.exactOptional(),
    close: z.boolean().exactOptional(),
    ...match,
  }),
  z.strictObject({ fault: z.enum(["refused", "reset", "silent", "untrusted"]) }),
  z.strictObject({ fault: z.literal("clock"), seconds: z.int() }),
  z.strictObject({ fault: z.literal("file"), path: text, text }),
  z.strictObject({ fault: z.enum(["directory", "missing", "damaged"]), path: text }),
  z.strictObject({ fault: z.literal("link"), path: text, to: text }),
  z.strictObject({ fault: z.literal("fileLimit"), blocks: count }),
  z.strictObject({ fault: z.literal("earlier"), does: action }),
]);

/** The emulator knows itself what its rules must be like. */
const emulatorFault = z.looseObject({ fault: text }).transform((rule, context): EmulatorFault => {
  try {
    return { fault: "emulator", rule: parseFaultRule(JSON.stringify(rule)) };
  } catch (error) {
    context.addIssue(String(error));
    return z.NEVER;
  }
});

const fault: z.ZodType<Fault> = z.union([ownFault, emulatorFault]);

const code = z.union([
  z.int(),
  z.enum(["null", "text"]),
  text.transform((name, context) => {
    const value: unknown = Reflect.get(oss, name);
    if (typeof value === "number") return value;
    context.addIssue(`there is no code ${name}`);
    return z.NEVER;
  }),
]);

const outcome = { code, errorCode: text.default("") };

const sees: z.ZodType<Sees> = z.strictObject({
  ...outcome,
  headers: z.enum(["untouched", "empty", "filled"]).default("filled"),
  out: z.enum(["none", "untouched", "filled", "object", "source"]).default("none"),
  after: count.default(0),
});

const fate: z.ZodType<Fate> = z.union([
  z.enum(["before", "done", "none", "any", "source", "object", "other"]),
  z.array(count),
  z.array(z.array(count)),
]);

const fates: z.ZodType<Fates> = z.union([z.enum(["unchanged", "done"]), z.record(text, fate)]);

const stepFields = {
  faults: z.array(fault).default([]),
  sees,
  disk: fates.default("unchanged"),
  server: fates.default("unchanged"),
  requests: z.array(text).optional(),
  other: z.strictObject(outcome).optional(),
};

const step: z.ZodType<Step> = z.strictObject(stepFields);

const fields = z.record(text, z.union([text, z.number(), z.boolean()]));
const retry = z.strictObject({
  maxAttempts: count.exactOptional(),
  firstPause: count.exactOptional(),
  longestPause: count.exactOptional(),
  timeBudget: count.exactOptional(),
});
const argument = z.union([text, z.number(), z.boolean(), z.record(text, text)]);

const given: z.ZodType<Given> = z.strictObject({
  args: z.record(text, argument).default({}),
  config: fields.default({}),
  options: fields.default({}),
  retry: retry.optional(),
  provider: z.array(z.enum(KEYS)).default([]),
  sourceSize: count.default(250),
  objectSize: count.default(250),
  token: z.boolean().default(false),
  warm: z.boolean().default(false),
});

const entry: z.ZodType<Entry> = z.strictObject({
  ...stepFields,
  id: text.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  operation: text.refine((name) => OPERATIONS.has(name), "no function of oss_api.h"),
  given: z.unknown().default({}).pipe(given),
  then: z.array(step).default([]),
  on: z.enum(["linux", "posix", "everywhere"]).default("everywhere"),
  why: text.min(10).max(160),
});

const directory = new URL("../", import.meta.url);

/** Reads the whole catalogue. */
export function readCatalogue(): Entry[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => parseEntries(name, readFileSync(new URL(name, directory), "utf8")));
}

/**
 * Reads a file of the catalogue.
 *
 * @throws Error that says what has not the form of an entry
 */
export function parseEntries(file: string, json: string): Entry[] {
  const content: unknown = JSON.parse(json);
  const { data, error } = z.array(entry).safeParse(content);
  if (data !== undefined) return data;
  throw new Error(`${file}: ${z.prettifyError(error)}`);
}
