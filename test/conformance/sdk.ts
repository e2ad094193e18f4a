/** The library under test by its C names, so that what is not ported yet can be told by name. */

import { readFileSync } from "node:fs";
import * as publicApi from "../../src/index.js";
import { camelCase } from "./values.js";

const required = requiredNames();

function requiredNames(): Set<string> {
  const file = new URL("required-api.json", import.meta.url);
  const { required: names } = JSON.parse(readFileSync(file, "utf8")) as {
    required: { c: string }[];
  };
  return new Set(names.map(({ c }) => c));
}

/** Whether a C name belongs to the API that the library ports. */
export function isApiName(cName: string): boolean {
  return required.has(cName);
}

/** The function of the library that has a C function's name, or `null` when there is none. */
export function sdkFunction(cName: string): ((...args: unknown[]) => unknown) | null {
  const found: unknown = Reflect.get(publicApi, camelCase(cName));
  if (typeof found !== "function") return null;
  return (...args) => Reflect.apply(found, undefined, args) as unknown;
}

/** Calls a function of the library that has to be there. */
export function callSdk(cName: string, ...args: unknown[]): unknown {
  const found = sdkFunction(cName);
  if (found === null) throw new NotPortedError(cName);
  return found(...args);
}

/** The value of a constant of the library. */
export function sdkConstant(name: string): unknown {
  if (!(name in publicApi)) throw new NotPortedError(name);
  return Reflect.get(publicApi, name) as unknown;
}

/** A name of the C SDK that the library does not export. */
export class NotPortedError extends Error {
  constructor(name: string) {
    super(`${name} is not ported`);
    this.name = "NotPortedError";
  }
}
