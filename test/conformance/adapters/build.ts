/** Builds what functions of the service take from the inputs of vector files. */

import {
  aosHttpControllerCreate,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
} from "../../../src/aos/http_io.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { AosString, aosString, aosStrSet } from "../../../src/aos/string.js";
import { AosTable } from "../../../src/aos/table.js";
import type { AosHttpRequest } from "../../../src/aos/transport.js";
import type { OssConfig, OssRequestOptions } from "../../../src/oss/define.js";
import { ossConfigCreate, ossRequestOptionsCreate } from "../../../src/oss/util/config.js";
import { camelCase, isObject, type Json, toText } from "../values.js";
import { toTable } from "./c_values.js";

/** A string; null is the null string. */
export function stringOf(input: Json | undefined): AosString {
  return input === null || input === undefined ? aosString() : aosString(toText(input));
}

/** A table of [key, value] pairs; NULL is an empty one. */
export function tableOf(pairs: Json | undefined): AosTable {
  return toTable(pairs) ?? new AosTable();
}

/** Writes the fields of a C struct into ours. */
function assign(target: object, fields: Json | undefined): void {
  for (const [key, value] of Object.entries(isObject(fields) ? fields : {})) {
    const name = camelCase(key);
    const present: unknown = Reflect.get(target, name);
    if (present instanceof AosString) aosStrSet(present, value === null ? null : toText(value));
    else if (present instanceof AosTable) Reflect.set(target, name, tableOf(value));
    else Reflect.set(target, name, typeof value === "number" ? value : toText(value));
  }
}

/** A configuration with these fields. */
export function configOf(fields: Json | undefined): OssConfig {
  const config = ossConfigCreate(null);
  assign(config, fields);
  return config;
}

/** Request options with this configuration, and a controller with options of its own. */
export function optionsOf(config: Json | undefined, ctlOptions?: Json): OssRequestOptions {
  const options = ossRequestOptionsCreate(null);
  options.config = configOf(config);
  options.ctl = aosHttpControllerCreate(options.pool, 0);
  options.ctl.options = aosHttpRequestOptionsCreate(options.pool);
  assign(options.ctl.options, ctlOptions);
  return options;
}

/** A request with these fields. */
export function requestOf(fields: Json | undefined): AosHttpRequest {
  const req = aosHttpRequestCreate(aosPoolCreate(null));
  assign(req, fields);
  return req;
}
