/** What the samples of the C SDK share, `oss_sample_util.c`. */

import { randomBytes, randomInt } from "node:crypto";
import { statSync } from "node:fs";
import {
  type AosBuf,
  type AosList,
  type AosPool,
  aosBufPack,
  aosHttpControllerCreate,
  aosListAddTail,
  aosStrSet,
  type OssConfig,
  type OssRequestOptions,
  ossConfigCreate,
} from "oss-c-sdk";
import {
  ACCESS_KEY_ID,
  ACCESS_KEY_SECRET,
  OSS_ENDPOINT,
  OSS_REGION,
  STS_TOKEN,
} from "./oss_config.js";

/** Adds `count` buffers of 1 to 4096 random bytes each. */
export function makeRandomBody(p: AosPool, count: number, bc: AosList<AosBuf>): void {
  for (let i = 0; i < count; ++i) {
    aosListAddTail(aosBufPack(p, randomBytes(randomInt(1, 4097))), bc);
  }
}

export function initSampleConfig(config: OssConfig, isCname: 0 | 1): void {
  aosStrSet(config.endpoint, OSS_ENDPOINT);
  aosStrSet(config.accessKeyId, ACCESS_KEY_ID);
  aosStrSet(config.accessKeySecret, ACCESS_KEY_SECRET);
  /* The C samples sign with version 1, which new accounts can't use any more. */
  aosStrSet(config.stsToken, STS_TOKEN);
  aosStrSet(config.region, OSS_REGION);
  config.signatureVersion = 4;
  config.isCname = isCname;
}

export function initSampleRequestOptions(options: OssRequestOptions, isCname: 0 | 1): void {
  options.config = ossConfigCreate(options.pool);
  initSampleConfig(options.config, isCname);
  options.ctl = aosHttpControllerCreate(options.pool, 0);
}

export function getFileSize(filePath: string): number {
  return statSync(filePath, { throwIfNoEntry: false })?.size ?? -1;
}

/** Progress is told far more often than it changes. */
let lastPercentage = -1;

/** Draws progress on one line of a terminal; a log gets a line for each percent. */
export function percentage(consumedBytes: number, totalBytes: number): void {
  const percent = Math.trunc((consumedBytes * 100) / totalBytes);
  if (percent === lastPercentage) return;
  lastPercentage = percent === 100 ? -1 : percent;
  if (!process.stdout.isTTY) process.stdout.write(`%${percent}\n`);
  else process.stdout.write(`\r%${percent}${percent === 100 ? "\n" : ""}`);
}
