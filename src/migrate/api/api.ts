/** What is known of the SDK's names: C's declarations beside the types that this package exports. */

import { CONSTANTS, EXCLUDED, FUNCTIONS, HELPERS, TYPES } from "./api.generated.js";
import type {
  ApiConstant,
  ApiExcluded,
  ApiFunction,
  ApiStruct,
  ApiType,
  Entry,
} from "./api_types.js";

function byName<T extends { readonly c: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.c, entry]));
}

const functions = byName(FUNCTIONS);
const types = byName(TYPES);
const structs: ReadonlyMap<string, ApiStruct> = new Map(
  TYPES.filter((type) => type.kind === "struct").map((type) => [type.ts, type]),
);
const enumerations = new Set(TYPES.filter(({ kind }) => kind === "enum").map(({ ts }) => ts));
const constants = byName(CONSTANTS);
const excluded = byName(EXCLUDED);

/** Where each name that a port may import comes from. */
const entries: ReadonlyMap<string, Entry> = new Map(
  [...FUNCTIONS, ...TYPES, ...CONSTANTS, ...HELPERS].map(({ ts, from }) => [ts, from]),
);

export function functionOf(c: string): ApiFunction | undefined {
  return functions.get(c);
}

export function typeOf(c: string): ApiType | undefined {
  return types.get(c);
}

/** A structure by its TypeScript name. */
export function structOf(ts: string): ApiStruct | undefined {
  return structs.get(ts);
}

/** Whether a TypeScript name is that of an enumeration of the SDK. */
export function isEnumeration(ts: string): boolean {
  return enumerations.has(ts);
}

/** The numbers that the constants of an enumeration are. */
export function valuesOf(enumeration: string): ReadonlySet<number> {
  const values = CONSTANTS.filter(({ tsType }) => tsType === enumeration);
  return new Set(values.map(({ value }) => Number(value)));
}

export function constantOf(c: string): ApiConstant | undefined {
  return constants.get(c);
}

export function excludedOf(c: string): ApiExcluded | undefined {
  return excluded.get(c);
}

/** Where a TypeScript name is imported from; `undefined` for one that is not the SDK's. */
export function entryOf(ts: string): Entry | undefined {
  return entries.get(ts);
}
