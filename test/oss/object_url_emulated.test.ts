/** Calls by signed URL, in a service that checks the signature. */

import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  AOSE_OPEN_FILE_ERROR,
  type AosHttpRequest,
  aosHttpRequestCreate,
  aosPoolCreate,
  HTTP_GET,
  HTTP_HEAD,
  HTTP_PUT,
  type HttpMethod,
  type OssRequestOptions,
  ossGenSignedUrl,
  ossGetObjectToBufferByUrl,
  ossGetObjectToFileByUrl,
  ossHeadObjectByUrl,
  ossPutObjectFromBufferByUrl,
  ossPutObjectFromFileByUrl,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, textOf } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);

function requestOf(method: HttpMethod): AosHttpRequest {
  const req = aosHttpRequestCreate(pool);
  req.method = method;
  return req;
}

/** A URL of two minutes for `a/123`. */
function urlOf(options: OssRequestOptions, req: AosHttpRequest): string {
  const expires = Math.floor(Date.now() / 1000) + 120;
  return ossGenSignedUrl(options, testAccount.bucket, "a/123", expires, req) ?? "";
}

describe.each([1, 4])("a URL signed with version %i", (version) => {
  test("puts an object from memory and from a file, gets it to both, and tells of it", async () => {
    const options = signedOptions(pool, emulator().endpoint, version);
    const forPut = requestOf(HTTP_PUT);
    const put = urlOf(options, forPut);
    expect(put).toContain("a%2F123?");
    expect(forPut.normalizeUrl).toBe(0);
    await succeeds(ossPutObjectFromBufferByUrl(options, put, buffers("short"), null, null), 200);
    const content = Buffer.alloc(50_000, "the whole file ");
    writeFileSync(path("source"), content);
    await succeeds(ossPutObjectFromFileByUrl(options, put, path("source"), null, null), 200);

    const forGet = requestOf(HTTP_GET);
    forGet.normalizeUrl = 1;
    const get = urlOf(options, forGet);
    expect(get).toContain("a/123?");
    const got = buffers();
    await succeeds(ossGetObjectToBufferByUrl(options, get, null, null, got, null), 200);
    expect(textOf(got) === content.toString()).toBe(true);
    await succeeds(ossGetObjectToFileByUrl(options, get, null, null, path("copy"), null), 200);
    expect(readFileSync(path("copy")).equals(content)).toBe(true);

    const head = urlOf(options, requestOf(HTTP_HEAD));
    await succeeds(ossHeadObjectByUrl(options, head, null, null), 200);
  });

  test("serves its own method alone", async () => {
    const options = signedOptions(pool, emulator().endpoint, version);
    writeFileSync(path("source"), "x");
    const head = urlOf(options, requestOf(HTTP_HEAD));
    await fails(ossPutObjectFromFileByUrl(options, head, path("source"), null, null), 403);
    await fails(ossGetObjectToFileByUrl(options, head, null, null, path("copy"), null), 403);
  });

  test("sends nothing for a file that can't be opened", async () => {
    const options = signedOptions(pool, emulator().endpoint, version);
    const nowhere = path("g:/invalid-path");
    const [put, get] = [urlOf(options, requestOf(HTTP_PUT)), urlOf(options, requestOf(HTTP_GET))];
    const code = AOSE_OPEN_FILE_ERROR;
    await fails(ossPutObjectFromFileByUrl(options, put, nowhere, null, null), code);
    await fails(ossGetObjectToFileByUrl(options, get, null, null, nowhere, null), code);
    expect(emulator().requests).toEqual([]);
  });
});
