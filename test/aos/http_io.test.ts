import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { type AosFileBuf, aosCreateFileBuf, aosOpenFileForRead } from "../../src/aos/buf.js";
import {
  AOS_CONNECT_TIMEOUT,
  AOS_DNS_CACHE_TIMOUT,
  AOS_MAX_MEMORY_SIZE,
  AOS_MIN_SPEED_LIMIT,
  AOS_MIN_SPEED_TIME,
  AOSE_FILE_READ_ERROR,
  AOSE_FILE_WRITE_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
  HTTP_GET,
} from "../../src/aos/define.js";
import {
  aosHttpControllerCreate,
  aosHttpControllerGetReason,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
  aosHttpSendRequest,
  aosReadHttpBodyFile,
  aosReadHttpBodyMemory,
  aosSetDefaultRequestOptions,
  aosSetDefaultTransportOptions,
  aosWriteHttpBodyFile,
  aosWriteHttpBodyMemory,
} from "../../src/aos/http_io.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import { BODY_IN_MEMORY } from "../../src/aos/transport.js";
import { PACKAGE_VERSION } from "../../src/aos/version.js";
import { httpAdapters } from "../conformance/adapters/http.js";
import { exchange } from "../support/http_exchange.js";
import { answerOf, RawServer } from "../support/raw_server.js";
import { useTempDir } from "../support/temp_dir.js";
import { describeVectors } from "../support/vectors.js";

afterEach(() => {
  aosHttpIoDeinitialize();
});

describeVectors("bodies, header lines and failures", httpAdapters);

/** The User-Agent header that a request goes out with. */
async function sentUserAgent(): Promise<string | undefined> {
  await using server = await RawServer.answering(answerOf(200));
  await exchange(server.host);
  const line = server.request.headers.find((header) => /^user-agent:/i.test(header));
  return line?.slice("User-Agent: ".length);
}

describe("aosHttpIoInitialize", () => {
  test.each([
    ["a program", "backup/2.0", "backup/2.0"],
    ["no program", null, "Unknown"],
    ["an empty name", "", "Unknown"],
  ])("names %s in the User-Agent", async (_, info, shown) => {
    expect(aosHttpIoInitialize(info, 0)).toBe(AOSE_OK);
    expect(await sentUserAgent()).toBe(`oss-c-sdk/${PACKAGE_VERSION}(Compatible ${shown})`);
  });

  test("may be left out: requests go out with the defaults", async () => {
    expect(await sentUserAgent()).toBe(`oss-c-sdk/${PACKAGE_VERSION}(Compatible Unknown)`);
  });

  test("a name with a line break sends nothing", async () => {
    await using server = await RawServer.answering(answerOf(200));
    aosHttpIoInitialize("evil\r\nx-injected: 1", 0);
    expect((await exchange(server.host)).code).toBe(AOSE_INVALID_ARGUMENT);
    expect(server.connections).toBe(0);
  });

  test("makes new default options, which controllers share", () => {
    const before = aosHttpControllerCreate(null, 0);
    aosHttpIoInitialize(null, 0);
    const [one, other] = [aosHttpControllerCreate(null, 0), aosHttpControllerCreate(null, 0)];
    expect(one.options).toBe(other.options);
    expect(one.options).not.toBe(before.options);
    expect(one.options).toEqual(before.options);
  });
});

test("aosSetDefaultTransportOptions sets the User-Agent of later requests", async () => {
  aosSetDefaultTransportOptions({
    userAgent: "own/1",
    cacertsPath: null,
    sslVerificationDisabled: false,
  });
  expect(await sentUserAgent()).toBe("own/1");
});

test("aosHttpRequestOptionsCreate gives C's defaults", () => {
  expect(aosHttpRequestOptionsCreate(null)).toEqual({
    speedLimit: AOS_MIN_SPEED_LIMIT,
    speedTime: AOS_MIN_SPEED_TIME,
    connectTimeout: AOS_CONNECT_TIMEOUT,
    dnsCacheTimeout: AOS_DNS_CACHE_TIMOUT,
    maxMemorySize: AOS_MAX_MEMORY_SIZE,
    enableCrc: true,
    proxyHost: null,
    proxyAuth: null,
    verifySsl: true,
    caPath: null,
    caFile: null,
    verifyObjectStrict: true,
  });
});

describe("a controller", () => {
  test("has the default options, its pool and its owner", () => {
    const options = aosHttpRequestOptionsCreate(null);
    aosSetDefaultRequestOptions(options);
    using p = aosPoolCreate(null);
    const ctl = aosHttpControllerCreate(p, 1);
    expect(ctl.options).toBe(options);
    expect(ctl).toMatchObject({ pool: p, owner: 1, startTime: 0, firstByteTime: 0, finishTime: 0 });
    expect(aosHttpControllerGetReason(ctl)).toBe("");
  });

  test("has a living pool of its own when it was given none", () => {
    expect(aosHttpControllerCreate(null, 0).pool.signal.aborted).toBe(false);
  });

  test("that the library did not make is refused", () => {
    const { options, pool } = aosHttpControllerCreate(null, 0);
    const other = { options, pool, startTime: 0, firstByteTime: 0, finishTime: 0 };
    const ctl = { ...other, owner: 0, userData: null };
    expect(() => aosHttpControllerGetReason(ctl)).toThrow(TypeError);
  });
});

test("a request is a GET without a body until a program changes it", () => {
  using p = aosPoolCreate(null);
  expect(aosHttpRequestCreate(p)).toMatchObject({
    method: HTTP_GET,
    host: "",
    signedUrl: null,
    bodyLen: 0,
    type: BODY_IN_MEMORY,
    readBody: aosReadHttpBodyMemory,
    fileBuf: null,
    pool: p,
  });
});

test("a response goes to memory and has no status until one comes", () => {
  using p = aosPoolCreate(null);
  expect(aosHttpResponseCreate(p)).toMatchObject({
    status: -1,
    type: BODY_IN_MEMORY,
    writeBody: aosWriteHttpBodyMemory,
    bodyLen: 0,
    contentLength: 0,
    pool: p,
  });
});

describe("a destroyed pool", () => {
  test.each([
    ["controller", aosHttpControllerCreate],
    ["request", aosHttpRequestCreate],
    ["response", aosHttpResponseCreate],
  ])("makes no %s", (_, make) => {
    const p = aosPoolCreate(null);
    aosPoolDestroy(p);
    expect(() => make(p, 0)).toThrow(/the pool was destroyed/);
  });

  test("sends no request", async () => {
    const p = aosPoolCreate(null);
    const ctl = aosHttpControllerCreate(null, 0);
    const [req, resp] = [aosHttpRequestCreate(p), aosHttpResponseCreate(p)];
    aosPoolDestroy(p);
    await expect(aosHttpSendRequest(ctl, req, resp)).rejects.toThrow(TypeError);
  });
});

test("aosWriteHttpBodyFile without a file and a path says so", async () => {
  const resp = aosHttpResponseCreate(null);
  expect(await aosWriteHttpBodyFile(resp, Buffer.from("x"), 1)).toBe(AOSE_INVALID_ARGUMENT);
});

describe("a body in a file that is not open", () => {
  const path = useTempDir();

  /** A file that was open, and is closed. */
  async function closed(name: string): Promise<AosFileBuf> {
    const fb = aosCreateFileBuf(null);
    writeFileSync(path(name), "ab");
    expect(await aosOpenFileForRead(null, path(name), fb)).toBe(AOSE_OK);
    await fb.file?.close();
    return fb;
  }

  test("can't be read", async () => {
    const req = aosHttpRequestCreate(null);
    const buffer = Buffer.alloc(1);
    expect(await aosReadHttpBodyFile(req, buffer, 1)).toBe(AOSE_INVALID_ARGUMENT);
    req.fileBuf = aosCreateFileBuf(null);
    expect(await aosReadHttpBodyFile(req, buffer, 1)).toBe(AOSE_INVALID_ARGUMENT);
    req.fileBuf = await closed("read");
    expect(await aosReadHttpBodyFile(req, buffer, 1)).toBe(AOSE_FILE_READ_ERROR);
  });

  test("can't be written", async () => {
    const resp = aosHttpResponseCreate(null);
    const bytes = Buffer.from("x");
    resp.filePath = path("g:/invalid-path");
    expect(await aosWriteHttpBodyFile(resp, bytes, 1)).toBe(AOSE_OPEN_FILE_ERROR);
    resp.fileBuf = await closed("write");
    expect(await aosWriteHttpBodyFile(resp, bytes, 1)).toBe(AOSE_FILE_WRITE_ERROR);
    expect(await aosWriteHttpBodyFile(resp, bytes, 0)).toBe(AOSE_FILE_WRITE_ERROR);
  });
});

test("aosWriteHttpBodyMemory keeps a copy", () => {
  const resp = aosHttpResponseCreate(null);
  const bytes = Buffer.from("abc");
  aosWriteHttpBodyMemory(resp, bytes, 2);
  bytes.fill(0);
  expect(resp.body.first?.toString()).toBe("ab");
});
