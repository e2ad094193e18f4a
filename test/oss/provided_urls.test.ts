/** URLs that are signed with credentials that a program's function provides. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_INVALID_ARGUMENT } from "../../src/aos/define.js";
import { aosHttpRequestCreate } from "../../src/aos/http_io.js";
import { ossGenRtmpSignedUrl } from "../../src/oss/api/live.js";
import { ossGenSignedUrl } from "../../src/oss/api/object_url.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { ossUpdateCredentials } from "../../src/oss/request/signer.js";
import { useAnswers } from "../support/answers.js";
import { numberedKeys, withProvider } from "../support/credentials.js";

const server = useAnswers();
const START = Date.UTC(2026, 10, 22, 6, 0, 0);
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("signed URLs", () => {
  function urls(options: OssRequestOptions): (string | null)[] {
    const { pool } = options;
    return [
      ossGenSignedUrl(options, "bucket", "key", 2_000_000_000, aosHttpRequestCreate(pool)),
      ossGenRtmpSignedUrl(options, "bucket", "channel", "list.m3u8", 2_000_000_000),
    ];
  }

  test("are signed with what the provider gave last, and not before", async () => {
    const options = withProvider(server().options, numberedKeys());
    expect(urls(options)).toEqual([null, null]);
    expect((await ossUpdateCredentials(options)).code).toBe(200);
    for (const url of urls(options)) {
      expect(url).toContain("OSSAccessKeyId=id1");
      expect(url).toContain("security-token=token1");
    }
    expect(server().seen).toEqual([]);
  });

  test("are signed with version 4 too", async () => {
    const options = withProvider(server().options, numberedKeys());
    options.config.signatureVersion = 4;
    await ossUpdateCredentials(options);
    expect(urls(options)[0]).toContain("x-oss-credential=id1");
  });

  test("are not signed with credentials that have expired", async () => {
    const options = withProvider(server().options, numberedKeys(60));
    await ossUpdateCredentials(options);
    vi.setSystemTime(START + 61 * MINUTE);
    expect(urls(options)).toEqual([null, null]);
  });

  test("need nothing of the kind without a provider", async () => {
    expect((await ossUpdateCredentials(server().options)).code).toBe(200);
    expect(urls(server().options)).not.toContain(null);
  });

  test("can't be signed when the provider has nothing, and the status says so", async () => {
    const options = withProvider(server().options, () => Promise.reject(new Error("down")));
    expect((await ossUpdateCredentials(options)).code).toBe(AOSE_INVALID_ARGUMENT);
  });
});
