/** Request options, buffers and files as tests need them. */

import { type AosBuf, aosBufListContent, aosBufPack } from "../../src/aos/buf.js";
import { aosHttpControllerCreate, aosHttpRequestOptionsCreate } from "../../src/aos/http_io.js";
import { type AosList, aosList, aosListAddTail } from "../../src/aos/list.js";
import type { AosPool } from "../../src/aos/pool.js";
import { aosStrSet } from "../../src/aos/string.js";
import { type AosTable, aosTableMake } from "../../src/aos/table.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { ossConfigCreate, ossRequestOptionsCreate } from "../../src/oss/util/config.js";
import { testAccount } from "./account.js";

/** Options for the test account, signed with version 1, with a controller of their own. */
export function testOptions(pool: AosPool, endpoint: string): OssRequestOptions {
  const options = ossRequestOptionsCreate(pool);
  options.config = ossConfigCreate(pool);
  aosStrSet(options.config.endpoint, endpoint);
  aosStrSet(options.config.accessKeyId, testAccount.accessKeyId);
  aosStrSet(options.config.accessKeySecret, testAccount.accessKeySecret);
  aosStrSet(options.config.region, testAccount.region);
  options.config.signatureVersion = 1;
  options.ctl = aosHttpControllerCreate(pool, 0);
  options.ctl.options = aosHttpRequestOptionsCreate(pool);
  return options;
}

/** Options for the test account, signed with `version`. */
export function signedOptions(pool: AosPool, endpoint: string, version: number): OssRequestOptions {
  const options = testOptions(pool, endpoint);
  options.config.signatureVersion = version;
  return options;
}

/** A list of one buffer for each content. */
export function buffers(...contents: readonly (string | Uint8Array)[]): AosList<AosBuf> {
  const list = aosList<AosBuf>();
  for (const content of contents) aosListAddTail(aosBufPack(null, content), list);
  return list;
}

/** What the buffers of a list hold together, as text. */
export function textOf(list: AosList<AosBuf>): string {
  return aosBufListContent(null, list).toString();
}

/** A table with these entries. */
export function table(entries: Readonly<Record<string, string>>): AosTable {
  const made = aosTableMake();
  for (const [name, value] of Object.entries(entries)) made.add(name, value);
  return made;
}
