import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aosBufListContent } from "../../src/aos/buf.js";
import {
  AOSE_ABORT_CALLBACK,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
  HTTP_GET,
  HTTP_PUT,
} from "../../src/aos/define.js";
import { aosHttpRequestCreate, aosHttpResponseCreate } from "../../src/aos/http_io.js";
import { aosListEmpty } from "../../src/aos/list.js";
import { type Out, out } from "../../src/aos/out.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import type { AosStatus } from "../../src/aos/status.js";
import { aosStrSet } from "../../src/aos/string.js";
import type { AosTable } from "../../src/aos/table.js";
import type { AosHttpRequest, AosHttpResponse } from "../../src/aos/transport.js";
import { ossHeadBucket } from "../../src/oss/api/bucket.js";
import {
  ossDeleteObject,
  ossGetObjectToBuffer,
  ossHeadObject,
  ossPutObjectFromBuffer,
} from "../../src/oss/api/object.js";
import { ossPutObjectFromBufferByUrl } from "../../src/oss/api/object_url.js";
import {
  ossFillReadResponseHeader,
  ossInitReadResponseBodyToFile,
  ossWriteRequestBodyFromFile,
  ossWriteRequestBodyFromUploadFile,
} from "../../src/oss/request/bodies.js";
import {
  ossInitObjectRequest,
  ossProcessRequest,
  ossProcessSignedRequest,
} from "../../src/oss/request.js";
import { ossRequestOptionsCreate } from "../../src/oss/util/config.js";
import { ossCreateUploadFile } from "../../src/oss/util/create.js";
import { requestAdapters } from "../conformance/adapters/request.js";
import { useAnswers } from "../support/answers.js";
import { buffers, table } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";
import { describeVectors } from "../support/vectors.js";

describeVectors("making requests", requestAdapters);

const server = useAnswers();
const ERROR_XML = "<Error><Code>NoSuchKey</Code><Message>It is not there.</Message></Error>";

function clientError(s: AosStatus): void {
  expect(s).toMatchObject({ code: AOSE_INVALID_ARGUMENT, errorCode: "ClientError" });
  expect(server().seen).toEqual([]);
}

describe("what can't be sent", () => {
  test.each([
    ["a line feed in a value", { "x-oss-meta-a": "1\nx-oss-object-acl: public-read" }],
    ["a carriage return in a value", { "x-oss-meta-a": "1\r" }],
    ["a NUL in a value", { "x-oss-meta-a": "1\0" }],
    ["a line feed in a name", { "x-oss-meta-a\nx-oss-meta-b": "1" }],
  ])("%s is refused and nothing is sent", async (_, headers) => {
    const { options } = server();
    const content = buffers("x");
    clientError(
      await ossPutObjectFromBuffer(options, "bucket", "key", content, table(headers), null),
    );
    const url = `${server().endpoint}/bucket/key?Signature=s`;
    clientError(await ossPutObjectFromBufferByUrl(options, url, content, table(headers), null));
  });

  test("version 4 without a region is refused, and the status says what to set", async () => {
    const { options } = server();
    options.config.signatureVersion = 4;
    aosStrSet(options.config.region, "");
    const s = await ossDeleteObject(options, "bucket", "key", null);
    clientError(s);
    expect(s.errorMsg).toContain("region");
  });

  test.each([
    "http://a b.example.com",
    "",
    "http://",
    "http://exa\nmple.com",
    "http://:80",
    "http://evil.example.com\\@localhost",
  ])("the endpoint %j is refused", async (endpoint) => {
    const { options } = server();
    aosStrSet(options.config.endpoint, endpoint);
    options.config.isCname = true;
    const s = await ossHeadBucket(options, "bucket", null);
    clientError(s);
    expect(s.errorMsg).toBe("The endpoint is invalid.");
  });

  test("a destroyed pool is a TypeError, not a request", async () => {
    const { options } = server();
    const pool = aosPoolCreate(null);
    aosPoolDestroy(pool);
    const call = ossDeleteObject({ ...options, pool }, "bucket", "key", null);
    await expect(call).rejects.toThrow(TypeError);
    const ctl = { ...options.ctl, pool };
    await expect(ossDeleteObject({ ...options, ctl }, "bucket", "key", null)).rejects.toThrow(
      TypeError,
    );
    expect(server().seen).toEqual([]);
  });

  test("options without a controller are a TypeError that says so", async () => {
    const options = ossRequestOptionsCreate(null);
    await expect(ossDeleteObject(options, "bucket", "key", null)).rejects.toThrow("options.ctl");
  });
});

test("a file without a name is no body, and no place for one", async () => {
  const req = aosHttpRequestCreate(null);
  const uploadFile = ossCreateUploadFile(null);
  aosStrSet(uploadFile.filename, "");
  Object.assign(uploadFile, { filePos: 0, fileLast: 100 });
  const resp = aosHttpResponseCreate(null);
  expect([
    await ossWriteRequestBodyFromFile(null, "", req),
    await ossWriteRequestBodyFromUploadFile(null, uploadFile, req),
    await ossInitReadResponseBodyToFile(null, "", resp),
  ]).toEqual([AOSE_OPEN_FILE_ERROR, AOSE_OPEN_FILE_ERROR, AOSE_OPEN_FILE_ERROR]);
  expect([req.fileBuf, resp.fileBuf]).toEqual([null, null]);
});

test("no answer has no headers to hand over", () => {
  const headers = out<AosTable>();
  ossFillReadResponseHeader(null, headers);
  expect(headers.value).toBeNull();
});

describe("the caller's tables", () => {
  test("keep what they held, and serve again for the next call", async () => {
    const { options, seen } = server();
    aosStrSet(options.config.stsToken, "token");
    const headers = table({ "X-Oss-Meta-A": "1", "content-type": "a/b" });
    const params = table({ "response-content-type": "c/d" });
    for (let i = 0; i < 2; i++) {
      await ossGetObjectToBuffer(options, "bucket", "key", headers, params, null, null);
    }
    expect([...headers]).toEqual([
      { key: "X-Oss-Meta-A", val: "1" },
      { key: "content-type", val: "a/b" },
    ]);
    expect([...params]).toEqual([{ key: "response-content-type", val: "c/d" }]);
    const authorizations = seen.map(({ headerNames }) =>
      headerNames.filter((name) => name === "authorization"),
    );
    expect(authorizations).toEqual([["authorization"], ["authorization"]]);
  });

  test("are not signed into when a program makes its request by hand", async () => {
    const { options } = server();
    const headers = table({ "x-oss-meta-a": "1" });
    const [req, resp] = [out<AosHttpRequest>(), out<AosHttpResponse>()];
    ossInitObjectRequest(options, "bucket", "key", HTTP_GET, req, null, headers, null, 0n, resp);
    const s = await processed(options, req, resp);
    expect(s.code).toBe(200);
    expect([...headers]).toEqual([{ key: "x-oss-meta-a", val: "1" }]);
  });
});

describe("an answer of a request that a program makes by hand", () => {
  const path = useTempDir();

  /** Gets "content" with a file opened for it; answers the code of that and the response. */
  async function got(filename: string): Promise<{ code: number; response: AosHttpResponse }> {
    const { options } = server();
    server().answer({ body: "content" });
    const [req, resp] = [out<AosHttpRequest>(), out<AosHttpResponse>()];
    ossInitObjectRequest(options, "bucket", "key", HTTP_GET, req, null, null, null, 0n, resp);
    if (resp.value === null) throw new Error("nothing was initialised");
    const code = await ossInitReadResponseBodyToFile(options.pool, filename, resp.value);
    expect((await processed(options, req, resp)).code).toBe(200);
    return { code, response: resp.value };
  }

  test("goes to the file that was opened for it, which is emptied before", async () => {
    writeFileSync(path("file"), "what was there before");
    const { code, response } = await got(path("file"));
    expect([code, readFileSync(path("file"), "utf8")]).toEqual([AOSE_OK, "content"]);
    expect(aosListEmpty(response.body)).toBe(true);
  });

  test("stays in memory when the file can't be opened", async () => {
    const { code, response } = await got(path("no/such/file"));
    expect(code).toBe(AOSE_OPEN_FILE_ERROR);
    expect(aosBufListContent(null, response.body).toString()).toBe("content");
  });
});

async function processed(
  options: Parameters<typeof ossProcessRequest>[0],
  req: Out<AosHttpRequest>,
  resp: Out<AosHttpResponse>,
): Promise<AosStatus> {
  if (req.value === null || resp.value === null) throw new Error("nothing was initialised");
  return ossProcessRequest(options, req.value, resp.value);
}

describe("the status of an answer", () => {
  test("of HEAD has the error of the x-oss-err header", async () => {
    const { options } = server();
    const encoded = Buffer.from(ERROR_XML).toString("base64");
    server().answer({ status: 404, headers: { "x-oss-err": encoded } });
    expect(await ossHeadObject(options, "bucket", "key", null, null)).toMatchObject({
      code: 404,
      errorCode: "NoSuchKey",
      errorMsg: "It is not there.",
    });
  });

  test.each([
    ["no header", {}],
    ["a header that is no XML", { "x-oss-err": "AAAA" }],
  ])("of HEAD is UnknownError with %s", async (_, headers) => {
    const { options } = server();
    server().answer({ status: 404, headers });
    const s = await ossHeadObject(options, "bucket", "key", null, null);
    expect(s).toMatchObject({ code: 404, errorCode: "UnknownError" });
  });

  test("of an error has its body's, whatever x-oss-err says", async () => {
    const { options } = server();
    const encoded = Buffer.from("<Error><Code>Other</Code></Error>").toString("base64");
    server().answer({ status: 404, body: ERROR_XML, headers: { "x-oss-err": encoded } });
    const s = await ossDeleteObject(options, "bucket", "key", null);
    expect(s.errorCode).toBe("NoSuchKey");
  });

  test("has the request id of image processing when there is no other", async () => {
    const { options } = server();
    server().answer((_, response) => {
      response.writeHead(200, { "x-img-request-id": "img-1" }).end();
    });
    expect((await ossDeleteObject(options, "bucket", "key", null)).reqId).toBe("img-1");
  });

  test.each([301, 302, 304, 307])("%i is an error and not followed", async (status) => {
    const { options, seen, endpoint } = server();
    server().answer({ status, headers: { Location: `${endpoint}/elsewhere` } });
    expect((await ossDeleteObject(options, "bucket", "key", null)).code).toBe(status);
    expect(seen.length).toBe(1);
  });
});

test("the pool's end ends the request that runs under it", async () => {
  const { options } = server();
  using pool = aosPoolCreate(null);
  server().answer(() => {
    aosPoolDestroy(pool);
  });
  const respHeaders = out<AosTable>();
  const s = await ossHeadObject({ ...options, pool }, "bucket", "key", null, respHeaders);
  expect(s.code).toBe(AOSE_ABORT_CALLBACK);
});

test.each([
  ["signed", ossProcessRequest],
  ["with a signed URL", ossProcessSignedRequest],
])("the signal ends a request that a program makes by hand, %s", async (_, process) => {
  const controller = new AbortController();
  const options = { ...server().options, signal: controller.signal };
  server().answer(() => {
    controller.abort();
  });
  const [req, resp] = [out<AosHttpRequest>(), out<AosHttpResponse>()];
  ossInitObjectRequest(options, "bucket", "key", HTTP_GET, req, null, null, null, 0n, resp);
  if (req.value === null || resp.value === null) throw new Error("nothing was initialised");
  const { pool } = req.value;
  const s = await process(options, req.value, resp.value);
  expect(s).toMatchObject({ code: AOSE_ABORT_CALLBACK, errorCode: "HttpIoError" });
  // It may be sent again.
  expect(req.value.pool).toBe(pool);
  server().answer({ body: "content" });
  expect((await ossProcessRequest(server().options, req.value, resp.value)).code).toBe(200);
});

test("the method of a request decides whose bytes the progress callback is told", () => {
  const { options } = server();
  for (const [method, told] of [
    [HTTP_GET, "resp"],
    [HTTP_PUT, "req"],
  ] as const) {
    const made = { req: out<AosHttpRequest>(), resp: out<AosHttpResponse>() };
    const onProgress = (): void => undefined;
    const { req, resp } = made;
    ossInitObjectRequest(options, "bucket", "key", method, req, null, null, onProgress, 0n, resp);
    const listeners = Object.entries(made).filter(
      ([, { value }]) => value?.progressCallback === onProgress,
    );
    expect(listeners.map(([name]) => name)).toEqual([told]);
  }
});

test("calls side by side on one controller each tell their own end", async () => {
  const { options } = server();
  server().answer((request, response) => {
    if (request.method === "PUT") response.socket?.destroy();
    // The call that succeeds is still on its way when the other one has failed.
    else
      lost.then(
        () => response.end(),
        () => response.destroy(),
      );
  });
  const lost = ossPutObjectFromBuffer(options, "bucket", "lost", buffers("x"), null, null);
  const slow = ossDeleteObject(options, "bucket", "slow", null);
  const [ended, failed] = await Promise.all([slow, lost]);
  expect(ended).toMatchObject({ code: 200, errorCode: "" });
  expect(failed).toMatchObject({ errorCode: "HttpIoError" });
});
