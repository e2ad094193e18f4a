/** Requests over TLS and through proxies, to a service behind them. */

import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  AOSE_FAILED_VERIFICATION,
  AOSE_INTERNAL_ERROR,
  type AosHttpRequestOptions,
  aosPoolCreate,
  aosStrSet,
  type OssRequestOptions,
  ossConfigResolve,
  ossCreateListObjectParams,
  ossCreateResumableCltParamsContent,
  ossGetObjectToBuffer,
  ossListObject,
  ossPutObjectFromBuffer,
  ossResumableUploadFile,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, table, textOf } from "../support/options.js";
import { TestProxy } from "../support/proxy.js";
import { send } from "../support/raw_oss.js";
import { fails, succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";
import { TlsFront, tlsPath } from "../support/tls.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);

function secureOptions(
  version: number,
  endpoint: string,
  trust: Partial<AosHttpRequestOptions>,
): OssRequestOptions {
  const options = signedOptions(pool, endpoint, version);
  Object.assign(options.ctl.options, { verifySsl: true, ...trust });
  return options;
}

/** Puts an object with headers that C programs clear, gets it, and lists it. */
async function putGetAndList(options: OssRequestOptions): Promise<void> {
  const content = buffers("Sow nothing, reap nothing.");
  const cleared = table({ Expect: "", "Transfer-Encoding": "" });
  await succeeds(ossPutObjectFromBuffer(options, bucket, "a.txt", content, cleared, null), 200);
  const got = buffers();
  await succeeds(ossGetObjectToBuffer(options, bucket, "a.txt", null, null, got, null), 200);
  expect(textOf(got)).toBe("Sow nothing, reap nothing.");
  const params = ossCreateListObjectParams(pool);
  params.maxRet = 1;
  aosStrSet(params.prefix, "a");
  await succeeds(ossListObject(options, bucket, params, null), 200);
  expect([...params.objectList].map(({ key }) => key.data)).toEqual(["a.txt"]);
}

describe.each([1, 4])("signed with version %i, over https", (version) => {
  test("objects are put, got and listed when the authority is known", async () => {
    await using front = await TlsFront.start(emulator().port);
    const trust = { caFile: tlsPath("ca.pem"), caPath: path("") };
    const options = secureOptions(version, front.endpoint, trust);
    await putGetAndList(options);
    expect(options.ctl.options).toMatchObject({ verifySsl: true, caFile: tlsPath("ca.pem") });
  });

  test.each([
    ["a file of authorities that has no name", { caFile: "", caPath: "" }, AOSE_INTERNAL_ERROR],
    ["no file of authorities", {}, AOSE_FAILED_VERIFICATION],
  ])("nothing is sent with %s", async (_, trust, code) => {
    await using front = await TlsFront.start(emulator().port);
    const options = secureOptions(version, front.endpoint, trust);
    const params = ossCreateListObjectParams(pool);
    await fails(ossListObject(options, bucket, params, null), code, "HttpIoError");
    expect(options.ctl.options.verifySsl).toBe(true);
    expect(emulator().requests).toEqual([]);
  });
});

function proxiedOptions(version: number, endpoint: string, proxy: TestProxy): OssRequestOptions {
  const options = signedOptions(pool, endpoint, version);
  const [host = "", port = ""] = proxy.host.split(":");
  aosStrSet(options.config.proxyHost, host);
  options.config.proxyPort = Number(port);
  if (proxy.credentials !== null) {
    const [user = "", password = ""] = proxy.credentials.split(":");
    aosStrSet(options.config.proxyUser, user);
    aosStrSet(options.config.proxyPasswd, password);
  }
  ossConfigResolve(pool, options.config, options.ctl);
  options.ctl.options.verifySsl = false;
  return options;
}

describe.each([
  [1, "http", null],
  [1, "https", "user:password"],
  [4, "http", "user:password"],
  [4, "https", null],
] as const)(
  "signed with version %i, by %s through a proxy for %j",
  (version, scheme, credentials) => {
    test("objects are put, got and listed", async () => {
      await using proxy = await TestProxy.start(credentials);
      await using front = await TlsFront.start(emulator().port);
      const endpoint = scheme === "http" ? emulator().endpoint : front.endpoint;
      await putGetAndList(proxiedOptions(version, endpoint, proxy));
      expect(proxy.asked[0]).toMatch(scheme === "http" ? /^PUT http:/ : /^CONNECT /);
    });

    test("files are uploaded in parts", async () => {
      await using proxy = await TestProxy.start(credentials);
      await using front = await TlsFront.start(emulator().port);
      const endpoint = scheme === "http" ? emulator().endpoint : front.endpoint;
      writeFileSync(path("file"), Buffer.alloc(777_777, "0123456789abcdef"));
      const params = ossCreateResumableCltParamsContent(pool, 100 * 1024, 3, false, null);
      const options = proxiedOptions(version, endpoint, proxy);
      const args = [options, bucket, "file", path("file"), table({}), null, params] as const;
      await succeeds(ossResumableUploadFile(...args, null, null, null), 200);
      const { body } = await send(emulator(), { target: `/${bucket}/file` });
      expect(body.equals(readFileSync(path("file")))).toBe(true);
      expect(proxy.asked.length).toBeGreaterThan(0);
    });
  },
);
