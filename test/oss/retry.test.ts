/** Calls that are made again: which, how often, when, and with what. */

import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_INTERNAL_ERROR } from "../../src/aos/define.js";
import { aosList } from "../../src/aos/list.js";
import { out } from "../../src/aos/out.js";
import type { AosStatus } from "../../src/aos/status.js";
import { aosString } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import { ossAppendObjectFromBuffer } from "../../src/oss/api/append.js";
import { ossDeleteBucket } from "../../src/oss/api/bucket.js";
import { ossDeleteObjects } from "../../src/oss/api/delete_objects.js";
import { ossListObject } from "../../src/oss/api/list.js";
import {
  ossCopyObject,
  ossDeleteObject,
  ossDoGetObjectToBuffer,
  ossDoPutObjectFromBuffer,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossPutObjectFromBuffer,
} from "../../src/oss/api/object.js";
import { ossGetObjectToFile, ossPutObjectFromFile } from "../../src/oss/api/object_file.js";
import { ossRestoreObject } from "../../src/oss/api/restore.js";
import type {
  OssCredentialsProvider,
  OssRequestOptions,
  OssRetryPolicy,
} from "../../src/oss/define.js";
import {
  ossAbortMultipartUpload,
  ossCompleteMultipartUpload,
  ossInitMultipartUpload,
} from "../../src/oss/multipart.js";
import { ossUploadPartFromBuffer } from "../../src/oss/upload_part.js";
import { ossCreateListObjectParams } from "../../src/oss/util/create_params.js";
import { type Answer, errorOf, useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const pauses: number[] = [];

vi.mock("node:timers/promises", () => ({
  setTimeout: (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  },
}));

const server = useAnswers();
const path = useTempDir();

beforeEach(() => {
  pauses.length = 0;
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function retrying(retry: OssRetryPolicy = {}): OssRequestOptions {
  return { ...server().options, retry };
}

const lost: Answer = (_, response) => {
  response.socket?.destroy();
};
const busy: Answer = { status: 503, body: errorOf("ServiceUnavailable") };

type Call = (options: OssRequestOptions) => Promise<AosStatus>;

const bucket = "bucket";
const calls: Readonly<Record<string, Call>> = {
  get: (o) => ossGetObjectToBuffer(o, bucket, "key", null, null, null, null),
  head: (o) => ossHeadObject(o, bucket, "key", null, null),
  put: (o) => ossPutObjectFromBuffer(o, bucket, "key", buffers("x"), null, null),
  copy: (o) => ossCopyObject(o, bucket, "key", bucket, "copy", null, null),
  delete: (o) => ossDeleteObject(o, bucket, "key", null),
  "delete of many": (o) => ossDeleteObjects(o, bucket, aosList(), true, null, null),
  "part of an upload": (o) =>
    ossUploadPartFromBuffer(o, bucket, "key", "id", 1, buffers("x"), null),
  "end of an upload": (o) => ossAbortMultipartUpload(o, bucket, "key", "id", null),
  completion: (o) => ossCompleteMultipartUpload(o, bucket, "key", "id", aosList(), null, null),
  restore: (o) => ossRestoreObject(o, bucket, "key", null, null),
  "deletion of a bucket": (o) => ossDeleteBucket(o, bucket, null),
};

const append: Call = (o) =>
  ossAppendObjectFromBuffer(o, bucket, "key", 0, buffers("x"), null, null);

describe("without a policy", () => {
  test.each(Object.entries({ ...calls, append }))("a %s is one request", async (_, call) => {
    server().answer(busy);
    expect((await call(server().options)).code).toBe(503);
    expect(server().seen.length).toBe(1);
  });

  test("a call with a signal or a provider is one request too", async () => {
    server().answer(busy, busy);
    const { config, ctl, pool } = server().options;
    const { signal } = new AbortController();
    const credentialsProvider: OssCredentialsProvider = () => ({
      accessKeyId: "id",
      accessKeySecret: "secret",
    });
    const provided = { ...config, credentialsProvider };
    for (const options of [
      { config, ctl, pool, signal },
      { config: provided, ctl, pool },
    ]) {
      expect((await ossHeadObject(options, bucket, "key", null, null)).code).toBe(503);
    }
    expect(server().seen.length).toBe(2);
  });
});

describe("a failure that may pass is followed by another attempt", () => {
  const passing: [string, Answer][] = [
    ["408", { status: 408 }],
    ["400 RequestTimeout", { status: 400, body: errorOf("RequestTimeout") }],
    ["429", { status: 429 }],
    ["500", { status: 500, body: errorOf("InternalError") }],
    ["502", { status: 502 }],
    ["503", busy],
    ["503 QpsLimitExceeded", { status: 503, body: errorOf("QpsLimitExceeded") }],
    ["504", { status: 504 }],
    ["a lost answer", lost],
    ["half an answer", { body: "0123456789", cutAfter: 3 }],
    ["a wrong CRC-64", { body: "x", headers: { "x-oss-hash-crc64ecma": "1" } }],
  ];

  test.each(passing)("%s", async (_, answer) => {
    server().answer(answer, { body: "fine" });
    const content = buffers();
    const s = await ossGetObjectToBuffer(retrying(), bucket, "k", null, null, content, null);
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(textOf(content)).toBe("fine");
    expect(server().seen.length).toBe(2);
  });

  test("an error in a 200", async () => {
    server().answer({ body: errorOf("InternalError") }, {});
    expect((await calls["copy"]?.(retrying()))?.code).toBe(200);
    expect(server().seen.length).toBe(2);
  });
});

describe("a failure that will not pass stands", () => {
  test.each([400, 403, 404, 409, 412, 501, 505])("%i", async (status) => {
    server().answer({ status, body: errorOf("Some") });
    const s = await ossHeadObject(retrying(), bucket, "k", null, null);
    expect(s.code).toBe(status);
    expect(server().seen.length).toBe(1);
  });

  test("an XML that can't be read", async () => {
    server().answer({ body: "<ListBucketResult>" });
    const s = await ossListObject(retrying(), bucket, ossCreateListObjectParams(null), null);
    expect(s.errorCode).toBe("ParseXmlError");
    expect(server().seen.length).toBe(1);
  });

  test("a name that is not valid", async () => {
    const s = await ossHeadObject(retrying(), "No", "k", null, null);
    expect(s.errorCode).toBe("BucketNameInvalidError");
    expect(server().seen).toEqual([]);
  });
});

describe("whether a call may have been carried out", () => {
  test.each(Object.entries(calls))("does not matter for a %s", async (_, call) => {
    server().answer(lost, { status: 204 });
    expect((await call(retrying())).code).toBe(204);
    expect(server().seen.length).toBe(2);
  });

  test.each([
    ["a lost answer", lost],
    ["500", { status: 500 }],
    ["503", busy],
    ["504", { status: 504 }],
  ] as [string, Answer][])("ends an append after %s", async (_, answer) => {
    server().answer(answer, {});
    expect((await append(retrying())).code).not.toBe(200);
    expect(server().seen.length).toBe(1);
  });

  test.each([429, 408])("does not end an append that was turned away: %i", async (status) => {
    server().answer({ status }, {});
    expect((await append(retrying())).code).toBe(200);
    expect(server().seen.map(({ body }) => body.toString())).toEqual(["x", "x"]);
  });

  test.each([
    ["completion", 404, "NoSuchUpload"],
    ["end of an upload", 404, "NoSuchUpload"],
    ["deletion of a bucket", 404, "NoSuchBucket"],
    ["put", 409, "FileAlreadyExists"],
    ["restore", 409, "RestoreAlreadyInProgress"],
  ])("is in doubt when the second %s is answered %i %s", async (name, status, code) => {
    server().answer(lost, { status, body: errorOf(code) });
    const s = await calls[name]?.(retrying());
    expect(s).toMatchObject({ code: AOSE_INTERNAL_ERROR, errorCode: "HttpIoError" });
    server().answer({ status, body: errorOf(code) });
    expect(await calls[name]?.(retrying())).toMatchObject({ code: status, errorCode: code });
    // Nothing was in doubt when the first one was turned away.
    server().answer({ status: 429 }, { status, body: errorOf(code) });
    expect(await calls[name]?.(retrying())).toMatchObject({ code: status, errorCode: code });
  });
});

describe("the policy", () => {
  test("allows three attempts when it does not say, and the last failure is answered", async () => {
    server().answer({ status: 500 }, { status: 502 }, busy);
    const s = await ossHeadObject(retrying(), bucket, "k", null, null);
    expect(s.code).toBe(503);
    expect(server().seen.length).toBe(3);
  });

  test.each([
    [1, 1],
    [5, 5],
    [0, 1],
    [Number.NaN, 3],
  ])("of %d attempts makes %i", async (maxAttempts, made) => {
    server().answer(busy);
    await ossHeadObject(retrying({ maxAttempts }), bucket, "k", null, null);
    expect(server().seen.length).toBe(made);
  });

  test("doubles the longest pause up to its limit, and takes a random share of it", async () => {
    server().answer(busy);
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const policy = { maxAttempts: 6, firstPause: 100, longestPause: 500 };
    await ossHeadObject(retrying(policy), bucket, "k", null, null);
    expect(pauses).toEqual([50, 100, 200, 250, 250]);
  });

  test("is 200 ms at first and 20 s at most when it does not say", async () => {
    server().answer(busy);
    vi.spyOn(Math, "random").mockReturnValue(1);
    await ossHeadObject(retrying({ maxAttempts: 10 }), bucket, "k", null, null);
    expect(pauses).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000]);
  });

  test("begins no attempt behind its time", async () => {
    server().answer(busy);
    vi.spyOn(Math, "random").mockReturnValue(1);
    const policy = { maxAttempts: 9, firstPause: 400_000, longestPause: 1e6, timeBudget: 500_000 };
    const s = await ossHeadObject(retrying(policy), bucket, "k", null, null);
    expect(s.code).toBe(503);
    expect(pauses).toEqual([400_000]);
  });
});

describe("Retry-After", () => {
  async function pausesAfter(retryAfter: string, retry: OssRetryPolicy = {}): Promise<number[]> {
    vi.spyOn(Math, "random").mockReturnValue(1);
    server().answer({ status: 503, headers: { "Retry-After": retryAfter } }, {});
    const s = await ossDeleteObject(retrying(retry), bucket, "k", null);
    expect(s.code).toBe(pauses.length === 0 ? 503 : 200);
    return pauses;
  }

  test("of seconds is waited for", async () => {
    expect(await pausesAfter("7")).toEqual([7000]);
  });

  test("that is a date is waited for", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 22, 6, 7, 8) });
    expect(await pausesAfter("Sun, 22 Nov 2026 06:07:20 GMT")).toEqual([12_000]);
  });

  test.each(["", "soon", "-5", "never before 2099", "Thu, 01 Jan 1970 00:00:00 GMT"])(
    "of %j is none",
    async (retryAfter) => {
      expect(await pausesAfter(retryAfter)).toEqual([200]);
    },
  );

  test("beyond a minute is not waited for unless the budget allows it", async () => {
    expect(await pausesAfter("61")).toEqual([]);
    expect(await pausesAfter("61", { timeBudget: 100_000 })).toEqual([61_000]);
  });

  test("beyond the budget is not waited for", async () => {
    expect(await pausesAfter("7", { timeBudget: 6000 })).toEqual([]);
  });

  test("also counts when it is shorter than the pause would be: the longer one is made", async () => {
    expect(await pausesAfter("1", { firstPause: 3000 })).toEqual([3000]);
  });
});

describe("each attempt", () => {
  test("sends the body anew, from memory and from a file", async () => {
    const file = path("file");
    writeFileSync(file, "from a file");
    server().answer(busy, {});
    await ossPutObjectFromFile(retrying(), bucket, "k", file, null, null);
    server().answer(busy, {});
    await ossPutObjectFromBuffer(retrying(), bucket, "k", buffers("from ", "memory"), null, null);
    const bodies = server().seen.map(({ body }) => body.toString());
    expect(bodies).toEqual(["from a file", "from a file", "from memory", "from memory"]);
  });

  test("keeps nothing of what came before, in memory and in a file", async () => {
    const half: Answer = { body: "half of it and", cutAfter: 4, headers: { "x-oss-meta-a": "1" } };
    server().answer(half, { body: "whole" });
    const [content, headers] = [buffers(), out<AosTable>()];
    await ossGetObjectToBuffer(retrying(), bucket, "k", null, null, content, headers);
    expect(textOf(content)).toBe("whole");
    expect(headers.value?.get("x-oss-meta-a")).toBeNull();
    server().answer(half, { body: "whole" });
    await ossGetObjectToFile(retrying(), bucket, "k", null, null, path("file"), null);
    expect(readFileSync(path("file"), "utf8")).toBe("whole");
  });

  test("is signed anew, with the time that it is then", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 22, 6, 7, 8) });
    server().answer((_, response) => {
      vi.setSystemTime(Date.UTC(2026, 10, 22, 6, 7, 9));
      response.writeHead(503).end();
    }, {});
    const options = retrying();
    options.config.signatureVersion = 4;
    await ossHeadObject(options, bucket, "k", table({ "x-oss-meta-a": "1" }), null);
    const dates = server().seen.map(({ headers }) => headers.get("x-oss-date"));
    expect(dates).toEqual(["20261122T060708Z", "20261122T060709Z"]);
    const [first, second] = server().seen.map(({ headers }) => headers.get("authorization"));
    expect(second).not.toBe(first);
  });

  test("goes on where progress was told, and never falls back", async () => {
    server().answer({ body: "0123456789", cutAfter: 5 }, { body: "0123456789" });
    const told: number[] = [];
    const tell = (consumed: number): number => told.push(consumed);
    await ossDoGetObjectToBuffer(retrying(), bucket, "k", null, null, null, tell, null);
    server().answer(busy, {});
    const sent: number[] = [];
    const note = (consumed: number): number => sent.push(consumed);
    const args = [retrying(), bucket, "k", buffers("01234"), null, null, note] as const;
    await ossDoPutObjectFromBuffer(...args, null, null);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(10);
    expect(sent).toEqual([5]);
  });

  test("tells of an empty body too", async () => {
    const told: number[] = [];
    const tell = (consumed: number): number => told.push(consumed);
    const args = [retrying(), bucket, "k", buffers(), null, null, tell] as const;
    await ossDoPutObjectFromBuffer(...args, null, null);
    expect(told).toEqual([0]);
  });

  test("leaves the caller's tables as they were", async () => {
    server().answer(busy, {});
    const headers = table({ "x-oss-meta-a": "1" });
    await ossPutObjectFromBuffer(retrying(), bucket, "k", buffers("x"), headers, null);
    expect([...headers]).toEqual([{ key: "x-oss-meta-a", val: "1" }]);
  });

  test("reads the answer into what the caller gave once", async () => {
    server().answer(lost, {
      body: "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>",
    });
    const id = aosString();
    await ossInitMultipartUpload(retrying(), bucket, "k", id, null, null);
    expect(id.data).toBe("id");
  });
});
