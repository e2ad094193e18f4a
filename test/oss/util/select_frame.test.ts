import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aosBufListContent } from "../../../src/aos/buf.js";
import {
  AOSE_INVALID_OPERATION,
  AOSE_OK,
  AOSE_OPEN_FILE_ERROR,
  AOSE_SELECT_OBJECT_CRC_ERROR,
} from "../../../src/aos/define.js";
import { aosHttpResponseCreate } from "../../../src/aos/http_io.js";
import { type AosStatus, aosStatusCreate } from "../../../src/aos/status.js";
import {
  type AosHttpResponse,
  BODY_IN_CALLBACK,
  BODY_IN_FILE,
} from "../../../src/aos/transport.js";
import { ossCreateSelectObjectMetaParams } from "../../../src/oss/util/create_params.js";
import {
  ossCheckCreateSelectObjectMetaStatus,
  ossCheckSelectObjectStatus,
  ossInitCreateSelectObjectMetaReadResponseBody,
  ossInitSelectObjectReadResponseBody,
} from "../../../src/oss/util/select_frame.js";
import { table } from "../../support/options.js";
import { continuousFrame, dataFrame, endFrame, metaEndFrame } from "../../support/select_frames.js";
import { useTempDir } from "../../support/temp_dir.js";

const path = useTempDir();

function selectResponse(hasPayloadCrc = false): AosHttpResponse {
  const resp = aosHttpResponseCreate(null);
  ossInitSelectObjectReadResponseBody(null, resp, hasPayloadCrc);
  return resp;
}

function metaResponse(): AosHttpResponse {
  const resp = aosHttpResponseCreate(null);
  ossInitCreateSelectObjectMetaReadResponseBody(null, resp);
  return resp;
}

/** Hands `chunks` over as the transport does; answers the first failure, or how much was taken. */
async function receive(resp: AosHttpResponse, chunks: readonly Uint8Array[]): Promise<number> {
  let taken = 0;
  for (const chunk of chunks) {
    // The transport uses its buffer again when the callback has answered.
    const lent = Buffer.from(chunk);
    const written = await resp.writeBody(resp, lent, lent.length);
    lent.fill(0xee);
    if (written < 0) return written;
    taken += written;
  }
  return taken;
}

function success(): AosStatus {
  return Object.assign(aosStatusCreate(null), { code: 206, reqId: "r" });
}

function resultOf(resp: AosHttpResponse): string {
  return aosBufListContent(null, resp.body).toString();
}

/** Cuts bytes at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((a, b) => a - b);
  return ends
    .map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
    .filter((part) => part.length > 0);
}

describe("a select answer", () => {
  test("gives the same result however it is cut", async () => {
    const part = fc.string({ unit: "grapheme", maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.array(fc.nat()), async (parts, places) => {
        const frames = parts.flatMap((text) => [dataFrame(text), continuousFrame()]);
        const answer = Buffer.concat([...frames, endFrame(200)]);
        const resp = selectResponse(true);
        expect(await receive(resp, cut(answer, places))).toBe(answer.length);
        const s = success();
        ossCheckSelectObjectStatus(resp, s);
        expect(s).toMatchObject({ code: 200, errorCode: "", reqId: "r" });
        expect(resultOf(resp)).toBe(parts.join(""));
      }),
    );
  });

  test("with any byte of its payload changed is an error", async () => {
    const whole = Buffer.concat([dataFrame("a,b\n1,2\n"), endFrame(206)]);
    const payload = [...Array(16).keys()].map((i) => 12 + i);
    for (const at of payload) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(await receive(selectResponse(), [damaged])).toBe(AOSE_SELECT_OBJECT_CRC_ERROR);
    }
  });

  test("whose version or type has any bit changed is no success with checksums", async () => {
    const whole = Buffer.concat([dataFrame("a,b\n"), continuousFrame(), endFrame(206)]);
    for (let bit = 0; bit < 32; bit++) {
      const damaged = Buffer.from(whole);
      const at = bit >> 3;
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (bit & 7));
      const resp = selectResponse(true);
      const taken = await receive(resp, [damaged]);
      const s = success();
      ossCheckSelectObjectStatus(resp, s);
      expect([bit, taken < 0 || s.code < 0]).toEqual([bit, true]);
    }
  });

  test("cut anywhere is no success", async () => {
    const whole = Buffer.concat([dataFrame("a,b\n"), endFrame(206)]);
    for (let length = 0; length < whole.length; length++) {
      const resp = selectResponse();
      expect(await receive(resp, cut(whole.subarray(0, length), []))).toBe(length);
      const s = success();
      ossCheckSelectObjectStatus(resp, s);
      expect(s).toMatchObject({
        code: AOSE_SELECT_OBJECT_CRC_ERROR,
        errorCode: "SelectObjectError",
      });
      expect(s.errorMsg).not.toBe("");
    }
  });

  test("tells the whole message of its end frame, also a long one", async () => {
    const message = "ü".repeat(3000);
    const answer = Buffer.concat([dataFrame("x"), endFrame(400, message)]);
    const resp = selectResponse();
    await receive(resp, cut(answer, [100, 2000, 4001]));
    const s = success();
    ossCheckSelectObjectStatus(resp, s);
    expect(s).toMatchObject({ code: 400, errorCode: "SelectObjectError", errorMsg: message });
  });

  test("with two end frames is told by the last one alone", async () => {
    const resp = selectResponse();
    await receive(resp, [endFrame(206, "first"), endFrame(400, "second")]);
    const s = success();
    ossCheckSelectObjectStatus(resp, s);
    expect(s).toMatchObject({ code: 400, errorMsg: "second" });
  });

  test("may leave checksums out, unless they were asked for", async () => {
    const answer = Buffer.concat([dataFrame("abc", 0), endFrame(206)]);
    expect(await receive(selectResponse(), [answer])).toBe(answer.length);
    expect(await receive(selectResponse(true), [answer])).toBe(AOSE_SELECT_OBJECT_CRC_ERROR);
  });

  test("that is raw is taken as it is", async () => {
    const resp = selectResponse();
    resp.headers = table({ "X-OSS-Select-Output-Raw": "True" });
    await receive(resp, [Buffer.from("raw,"), dataFrame("x")]);
    const s = success();
    ossCheckSelectObjectStatus(resp, s);
    expect(s.code).toBe(206);
    expect(resultOf(resp)).toBe(`raw,${dataFrame("x").toString()}`);
  });

  test("leaves a status alone that is an error already", () => {
    const s = Object.assign(aosStatusCreate(null), { code: 404, errorCode: "NoSuchKey" });
    ossCheckSelectObjectStatus(selectResponse(), s);
    expect(s).toMatchObject({ code: 404, errorCode: "NoSuchKey" });
  });

  test("goes to a file, too", async () => {
    const resp = selectResponse();
    resp.type = BODY_IN_FILE;
    resp.filePath = path("result.csv");
    const answer = Buffer.concat([dataFrame("a,b\n"), dataFrame("1,2\n"), endFrame(206)]);
    expect(await receive(resp, cut(answer, [3, 30, 31]))).toBe(answer.length);
    await resp.fileBuf?.file?.close();
    expect(readFileSync(path("result.csv"), "utf8")).toBe("a,b\n1,2\n");
  });

  test("ends when its file can't be opened", async () => {
    const resp = selectResponse();
    resp.type = BODY_IN_FILE;
    resp.filePath = path("no/such/directory");
    expect(await receive(resp, [dataFrame("x")])).toBe(AOSE_OPEN_FILE_ERROR);
  });

  test("is the program's own when its body goes through a callback", () => {
    const resp = aosHttpResponseCreate(null);
    const writeBody = (): number => 0;
    Object.assign(resp, { type: BODY_IN_CALLBACK, writeBody, userData: "mine" });
    ossInitSelectObjectReadResponseBody(null, resp);
    expect(resp).toMatchObject({ writeBody, userData: "mine" });
    const s = success();
    ossCheckSelectObjectStatus(resp, s);
    expect(s.code).toBe(206);
  });

  test("and a status may be NULL, and then nothing happens", () => {
    expect(ossInitSelectObjectReadResponseBody(null, null)).toBe(AOSE_OK);
    expect(ossInitCreateSelectObjectMetaReadResponseBody(null, null)).toBe(AOSE_OK);
    const resp = selectResponse();
    const s = success();
    for (const [r, status] of [
      [null, s],
      [resp, null],
      [null, null],
    ] as const) {
      ossCheckSelectObjectStatus(r, status);
      ossCheckCreateSelectObjectMetaStatus(r, status, null);
    }
    expect(s).toEqual(success());
  });

  test("is refused when it should go to a function that is not there any more", async () => {
    const resp = selectResponse();
    resp.type = BODY_IN_CALLBACK;
    expect(await receive(resp, [dataFrame("x")])).toBe(AOSE_INVALID_OPERATION);
  });

  test("is refused when the program takes the decoder's place", async () => {
    const resp = selectResponse();
    resp.userData = "mine";
    expect(await receive(resp, [dataFrame("x")])).toBe(AOSE_INVALID_OPERATION);
  });

  test("keeps 64 KiB of an end frame, however long a server makes it", async () => {
    const answer = endFrame(400, "m".repeat(1_000_000));
    const resp = selectResponse(true);
    expect(await receive(resp, cut(answer, [7, 70_000, 500_000]))).toBe(answer.length);
    const s = success();
    ossCheckSelectObjectStatus(resp, s);
    expect(s.errorMsg).toBe("m".repeat(65_536 - 12));
  });
});

describe("a create-meta answer", () => {
  const counts = { splits: 3, rows: 2n ** 64n - 1n, columns: 7 };

  test("fills the counts", async () => {
    const resp = metaResponse();
    await receive(
      resp,
      cut(Buffer.concat([continuousFrame(), metaEndFrame(200, counts)]), [5, 33]),
    );
    const params = ossCreateSelectObjectMetaParams(null);
    const s = success();
    ossCheckCreateSelectObjectMetaStatus(resp, s, params);
    expect(s.code).toBe(200);
    expect(params).toMatchObject({ splitsCount: 3, rowsCount: 2n ** 64n - 1n, columnsCount: 7 });
  });

  test("that failed tells its message and leaves the counts alone", async () => {
    const resp = metaResponse();
    await receive(resp, [metaEndFrame(400, counts, "meta failed")]);
    const params = ossCreateSelectObjectMetaParams(null);
    const s = success();
    ossCheckCreateSelectObjectMetaStatus(resp, s, params);
    const expected = {
      code: 400,
      errorCode: "CreateSelectObjectMetaError",
      errorMsg: "meta failed",
    };
    expect(s).toMatchObject(expected);
    expect(params.rowsCount).toBe(0n);
  });

  test("whose end frame holds no counts is no success", async () => {
    const resp = metaResponse();
    await receive(resp, [endFrame(200)]);
    const s = success();
    ossCheckCreateSelectObjectMetaStatus(resp, s, ossCreateSelectObjectMetaParams(null));
    expect(s.code).toBe(AOSE_SELECT_OBJECT_CRC_ERROR);
  });

  test("needs no counts to be asked for", async () => {
    const resp = metaResponse();
    await receive(resp, [metaEndFrame(200, counts)]);
    const s = success();
    ossCheckCreateSelectObjectMetaStatus(resp, s, null);
    expect(s.code).toBe(200);
  });

  test("is never taken for raw", async () => {
    const resp = metaResponse();
    resp.headers = table({ "x-oss-select-output-raw": "true" });
    await receive(resp, [metaEndFrame(400, counts, "no")]);
    const s = success();
    ossCheckCreateSelectObjectMetaStatus(resp, s, null);
    expect(s).toMatchObject({ code: 400, errorMsg: "no" });
  });
});
