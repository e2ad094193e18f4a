import {
  type AosPool,
  type AosString,
  aosHttpControllerCreate,
  aosStrSet,
  type OssRequestOptions,
  ossConfigCreate,
  ossRequestOptionsCreate,
} from "oss-c-sdk";

/* How many bytes the smallest part of these programs has. */
export const SMALL_PART = 1024;

/* Makes options whose account and endpoint are those of the environment. */

/* The bucket that the environment names, or "" without one. */

export const BUCKET_VARIABLE: string = "OSS_BUCKET";

function set_from_environment(target: AosString, name: string): void {
  const value = process.env[name] ?? null;

  /* A variable that is not there leaves the field as it was. */
  if (value !== null) {
    aosStrSet(target, value);
  }
}

export function account_options(p: AosPool): OssRequestOptions {
  const options = ossRequestOptionsCreate(p);
  const config = ossConfigCreate(p);

  set_from_environment(config.endpoint, "OSS_ENDPOINT");
  set_from_environment(config.accessKeyId, "OSS_ACCESS_KEY_ID");
  set_from_environment(config.accessKeySecret, "OSS_ACCESS_KEY_SECRET");
  set_from_environment(config.region, "OSS_REGION");
  config.signatureVersion = 4;
  options.config = config;
  options.ctl = aosHttpControllerCreate(p, 0);
  return options;
}

export function account_bucket(): string {
  const name = process.env[BUCKET_VARIABLE] ?? null;

  return name !== null ? name : "";
}
