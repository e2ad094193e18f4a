/** Credentials that a program's function provides: when it is asked, and what becomes of requests. */

import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_ABORT_CALLBACK, AOSE_INVALID_ARGUMENT, HTTP_GET } from "../../src/aos/define.js";
import { out } from "../../src/aos/out.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { AosHttpRequest, AosHttpResponse } from "../../src/aos/transport.js";
import { ossAppendObjectFromBuffer } from "../../src/oss/api/append.js";
import { ossDeleteObject, ossPutObjectFromBuffer } from "../../src/oss/api/object.js";
import type { OssCredentialsProvider, OssRequestOptions } from "../../src/oss/define.js";
import { ossInitObjectRequest, ossProcessRequest } from "../../src/oss/request.js";
import { type Answer, errorOf, useAnswers } from "../support/answers.js";
import { numberedKeys, withProvider } from "../support/credentials.js";
import { testAccount } from "../support/emulator.js";
import { buffers } from "../support/options.js";
import { Gate, useScene } from "../support/transfers.js";

const server = useAnswers();
const scene = useScene();
const START = Date.UTC(2026, 10, 22, 6, 0, 0);
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});

afterEach(() => {
  vi.useRealTimers();
});

async function call(options: OssRequestOptions): Promise<number> {
  return (await ossDeleteObject(options, "bucket", "key", null)).code;
}

/** With which keys and tokens the requests came. */
function signers(): string[] {
  return server().seen.map(({ headers }) => {
    const id = /OSS (\w+):/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
    return `${id} ${headers.get("x-oss-security-token") ?? "-"}`;
  });
}

function refusal(code: string): Answer {
  return { status: 403, body: errorOf(code) };
}

function optionsWith(provider: OssCredentialsProvider): OssRequestOptions {
  return withProvider(server().options, provider);
}

describe("a provider", () => {
  test("signs in the place of the configuration, and is asked once", async () => {
    const provider = numberedKeys();
    const options = optionsWith(provider);
    aosStrSet(options.config.stsToken, "not this one");
    for (let i = 0; i < 3; i++) expect(await call(options)).toBe(200);
    expect(signers()).toEqual(["id1 token1", "id1 token1", "id1 token1"]);
    expect(provider.asked).toBe(1);
  });

  test("may answer at once, and give no token", async () => {
    const options = optionsWith(() => ({ accessKeyId: "id", accessKeySecret: "secret" }));
    expect(await call(options)).toBe(200);
    expect(signers()).toEqual(["id -"]);
  });

  test("gives what the service checks, with either version of the signature", async () => {
    const { emulator, options } = scene();
    const { accessKeyId, accessKeySecret } = testAccount;
    options.config.credentialsProvider = () => ({ accessKeyId, accessKeySecret });
    for (const field of [options.config.accessKeyId, options.config.accessKeySecret]) {
      aosStrSet(field, "wrong");
    }
    vi.useRealTimers();
    for (const version of [1, 4]) {
      options.config.signatureVersion = version;
      const s = await ossPutObjectFromBuffer(
        options,
        testAccount.bucket,
        "k",
        buffers("x"),
        null,
        null,
      );
      expect(s.code).toBe(200);
    }
    expect(emulator.requests.length).toBe(2);
  });

  test("is asked once by calls that come together", async () => {
    const provider = numberedKeys();
    const options = optionsWith(provider);
    await Promise.all(Array.from({ length: 20 }, () => call(options)));
    expect(provider.asked).toBe(1);
    expect(new Set(signers())).toEqual(new Set(["id1 token1"]));
  });

  test("is asked once for all configurations that have it", async () => {
    const provider = numberedKeys();
    const { config, ...options } = optionsWith(provider);
    const configs = Array.from({ length: 5 }, () => ({ ...config }));
    await Promise.all(configs.map((one) => call({ ...options, config: one })));
    expect(await call({ ...options, config: { ...config } })).toBe(200);
    expect(provider.asked).toBe(1);
    expect(new Set(signers())).toEqual(new Set(["id1 token1"]));
  });

  test("is another one for another configuration, and when it is replaced", async () => {
    const options = optionsWith(numberedKeys());
    await call(options);
    const [other, third] = [numberedKeys(), numberedKeys()];
    await call({ ...options, config: { ...options.config, credentialsProvider: other } });
    options.config.credentialsProvider = third;
    await call(options);
    expect([other.asked, third.asked]).toEqual([1, 1]);
  });
});

describe("credentials that expire", () => {
  test.each([
    [60, 54, 1],
    [60, 56, 2],
    [4, 1, 1],
    [4, 3, 2],
  ])("in %i minutes: after %i the provider was asked %i times", async (lives, after, asked) => {
    const provider = numberedKeys(lives);
    const options = optionsWith(provider);
    await call(options);
    vi.setSystemTime(START + after * MINUTE);
    await call(options);
    expect(provider.asked).toBe(asked);
    expect(signers().at(-1)).toBe(`id${asked} token${asked}`);
  });

  test("may do so at a Date", async () => {
    let asked = 0;
    const options = optionsWith(() => {
      asked++;
      const expiration = new Date(Date.now() + 60 * MINUTE);
      return { accessKeyId: "id", accessKeySecret: "secret", expiration };
    });
    await call(options);
    vi.setSystemTime(START + 61 * MINUTE);
    await call(options);
    expect(asked).toBe(2);
  });

  test("go on being used when the provider fails ahead of that, and not behind it", async () => {
    const provider = numberedKeys(60);
    let isBroken = false;
    const options = optionsWith(() => {
      if (isBroken) throw new Error("down");
      return provider();
    });
    await call(options);
    isBroken = true;
    vi.setSystemTime(START + 58 * MINUTE);
    expect(await call(options)).toBe(200);
    vi.setSystemTime(START + 60 * MINUTE);
    expect(await call(options)).toBe(AOSE_INVALID_ARGUMENT);
    expect(server().seen.length).toBe(2);
  });
});

describe("credentials that are refused", () => {
  test.each(["SecurityTokenExpired", "InvalidAccessKeyId", "InvalidSecurityToken"])(
    "as %s are replaced once, without a policy too",
    async (code) => {
      const options = optionsWith(numberedKeys());
      server().answer(refusal(code), {});
      expect(await call(options)).toBe(200);
      expect(signers()).toEqual(["id1 token1", "id2 token2"]);
    },
  );

  test("twice stand, whatever code they are refused with", async () => {
    const options = { ...optionsWith(numberedKeys()), retry: { maxAttempts: 9 } };
    server().answer(refusal("SecurityTokenExpired"), refusal("InvalidAccessKeyId"), {});
    const s = await ossDeleteObject(options, "bucket", "key", null);
    expect(s).toMatchObject({ code: 403, errorCode: "InvalidAccessKeyId" });
    expect(server().seen.length).toBe(2);
  });

  test("are no reason to ask when they are the configuration's own", async () => {
    server().answer(refusal("InvalidAccessKeyId"));
    expect(await call(server().options)).toBe(403);
    expect(server().seen.length).toBe(1);
  });

  test("are replaced once for all calls that they were refused for", async () => {
    const provider = numberedKeys();
    const options = optionsWith(provider);
    server().answer((request, response) => {
      const isOld = request.headers.get("x-oss-security-token") === "token1";
      if (!isOld) response.end();
      else response.writeHead(403).end(errorOf("SecurityTokenExpired"));
    });
    const codes = await Promise.all(Array.from({ length: 10 }, () => call(options)));
    expect(new Set(codes)).toEqual(new Set([200]));
    expect(provider.asked).toBe(2);
  });

  test("are replaced for an append too, which was not carried out, and its body sent whole", async () => {
    const options = optionsWith(numberedKeys());
    server().answer(refusal("SecurityTokenExpired"), {});
    const content = buffers("content");
    await ossAppendObjectFromBuffer(options, "bucket", "key", 0, content, null, null);
    expect(server().seen.map(({ body }) => body.toString())).toEqual(["content", "content"]);
  });

  test("leave no token behind when the next ones have none", async () => {
    let asked = 0;
    const options = optionsWith(() => {
      asked++;
      const key = { accessKeyId: `id${asked}`, accessKeySecret: "secret" };
      return asked === 1 ? { ...key, stsToken: "token1" } : key;
    });
    server().answer(refusal("InvalidAccessKeyId"), {});
    await call(options);
    expect(signers()).toEqual(["id1 token1", "id2 -"]);
  });

  test("are asked for anew with the next request that a program makes by hand", async () => {
    const options = optionsWith(numberedKeys());
    server().answer(refusal("SecurityTokenExpired"), {});
    for (const code of [403, 200]) {
      const [req, resp] = [out<AosHttpRequest>(), out<AosHttpResponse>()];
      ossInitObjectRequest(options, "bucket", "k", HTTP_GET, req, null, null, null, 0n, resp);
      if (req.value === null || resp.value === null) throw new Error("nothing was initialised");
      expect((await ossProcessRequest(options, req.value, resp.value)).code).toBe(code);
    }
    expect(signers()).toEqual(["id1 token1", "id2 token2"]);
  });

  test("in the middle of an upload in parts do not end it", async () => {
    vi.useRealTimers();
    const { emulator, options } = scene();
    const { accessKeyId, accessKeySecret } = testAccount;
    const provider = vi.fn(() => ({ accessKeyId, accessKeySecret }));
    options.config.credentialsProvider = provider;
    const expired = { fault: "error", status: 403, code: "SecurityTokenExpired" } as const;
    emulator.faults.add({ operation: "UploadPart", nth: 2, ...expired });
    const file = scene().file("file", 950);
    expect((await scene().upload(file, { maxAttempts: 1 })).s.code).toBe(200);
    expect(await scene().object("key")).toEqual(readFileSync(file));
    expect(scene().operations.filter((operation) => operation === "UploadPart 2").length).toBe(2);
    expect(provider).toHaveBeenCalledTimes(2);
  });
});

describe("a provider that gives nothing", () => {
  const secret = "STS.secret-of-mine";
  const throwing = (): never => {
    throw new TypeError(secret);
  };
  const unreadable = (): object =>
    Object.defineProperty({ accessKeyId: "id" }, "accessKeySecret", { get: throwing });
  const failing: [string, () => unknown, string][] = [
    [
      "throws",
      () => {
        throw new RangeError(secret);
      },
      "the credentials provider failed (RangeError)",
    ],
    [
      "rejects",
      () => Promise.reject(Object.assign(new Error(secret), { code: "ECONNREFUSED" })),
      "the credentials provider failed (ECONNREFUSED)",
    ],
    [
      "rejects with what tells secrets in all its names",
      () => Promise.reject(Object.assign(new Error(secret), { code: secret, name: secret })),
      "the credentials provider failed",
    ],
    [
      "rejects with what throws when it is looked at",
      () => Promise.reject(Object.defineProperty(new Error(), "code", { get: throwing })),
      "the credentials provider failed",
    ],
    [
      "gives what throws when it is read",
      unreadable,
      "the credentials provider failed (TypeError)",
    ],
    ["gives null", () => null, "the credentials provider gave no access key"],
    [
      "gives no secret",
      () => ({ accessKeyId: "id" }),
      "the credentials provider gave no access key",
    ],
    [
      "gives an expiration that is none",
      () => ({ accessKeyId: "id", accessKeySecret: secret, expiration: "soon" }),
      "the credentials provider gave an expiration that is no date",
    ],
  ];

  test.each(failing)(
    "as it %s is AOSE_INVALID_ARGUMENT, and nothing is sent",
    async (_, f, why) => {
      const options = optionsWith(f as OssCredentialsProvider);
      const s = await ossDeleteObject(options, "bucket", "key", null);
      expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: "ClientError" });
      expect(s.errorMsg).toBe(why);
      expect(server().seen).toEqual([]);
    },
  );

  test("is asked again by the next call", async () => {
    const provider = numberedKeys();
    let isBroken = true;
    const options = optionsWith(() => {
      if (isBroken) throw new Error("down");
      return provider();
    });
    expect(await call(options)).toBe(AOSE_INVALID_ARGUMENT);
    isBroken = false;
    expect(await call(options)).toBe(200);
  });

  test.each(["signal", "pool"] as const)(
    "is not waited for when the call is ended by its %s; others still are answered",
    async (who) => {
      const gate = new Gate();
      const asked = new Gate();
      const provider = numberedKeys();
      const options = optionsWith(async () => {
        asked.open();
        await gate.opened;
        return provider();
      });
      const [controller, pool] = [new AbortController(), aosPoolCreate(null)];
      const { signal } = controller;
      const mortal = who === "signal" ? { ...options, signal } : { ...options, pool };
      const [ended, other] = [call(mortal), call(options)];
      await asked.opened;
      if (who === "signal") controller.abort();
      else aosPoolDestroy(pool);
      expect(await ended).toBe(AOSE_ABORT_CALLBACK);
      expect(server().seen).toEqual([]);
      gate.open();
      expect(await other).toBe(200);
    },
  );
});

test("what a provider gave is not seen in the configuration", async () => {
  const options = optionsWith(numberedKeys());
  await call(options);
  const shown = `${inspect(options, { depth: 9, showHidden: true })} ${JSON.stringify(options.config)}`;
  expect(shown).not.toMatch(/secret1|token1/);
});
