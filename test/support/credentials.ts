/** Credentials that a program's function provides, as tests need them. */

import type {
  OssCredentials,
  OssCredentialsProvider,
  OssRequestOptions,
} from "../../src/oss/define.js";

const MINUTE = 60_000;

/** A provider of keys `id1`, `id2` … with tokens of these numbers, that live for so many minutes. */
export function numberedKeys(
  minutes: number | null = null,
): OssCredentialsProvider & { asked: number } {
  const provider = (): Promise<OssCredentials> => {
    provider.asked++;
    const key = { accessKeyId: `id${provider.asked}`, accessKeySecret: `secret${provider.asked}` };
    const stsToken = `token${provider.asked}`;
    if (minutes === null) return Promise.resolve({ ...key, stsToken });
    const expiration = new Date(Date.now() + minutes * MINUTE).toISOString();
    return Promise.resolve({ ...key, stsToken, expiration });
  };
  provider.asked = 0;
  return provider;
}

/** Has what is sent with `options` signed with what `provider` gives. */
export function withProvider(
  options: OssRequestOptions,
  provider: OssCredentialsProvider,
): OssRequestOptions {
  options.config.credentialsProvider = provider;
  return options;
}
