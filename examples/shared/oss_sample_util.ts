/** What the samples of the C SDK share, `oss_sample_util.c`. */

import { statSync } from "node:fs";
import {
  aosHttpControllerCreate,
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

export function percentage(consumedBytes: number, totalBytes: number): void {
  process.stdout.write(`%${Math.trunc((consumedBytes * 100) / totalBytes)}\n`);
}
