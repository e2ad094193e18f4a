import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AosBuf, aosBufPack } from "../../src/aos/buf.js";
import {
  AOSE_CONNECTION_FAILED,
  AOSE_FAILED_CONNECT,
  AOSE_INVALID_ARGUMENT,
  AOSE_OPEN_FILE_ERROR,
  AOSE_REQUEST_TIMEOUT,
  AOSE_SERVICE_ERROR,
} from "../../src/aos/define.js";
import { type AosList, aosList, aosListAddTail } from "../../src/aos/list.js";
import { aosLogPrintDefault, aosLogSetPrint } from "../../src/aos/log.js";
import {
  AOS_CLIENT_ERROR_CODE,
  AosError,
  type AosStatus,
  aosShouldRetry,
  aosStatusCreate,
  aosStatusDup,
  aosStatusIsOk,
  aosStatusParseFromBody,
  aosStatusSet,
  aosStatusToError,
} from "../../src/aos/status.js";

const printed: string[] = [];

beforeEach(() => {
  aosLogSetPrint((line) => printed.push(line));
});

afterEach(() => {
  aosLogSetPrint(aosLogPrintDefault);
  printed.length = 0;
});

function body(...texts: string[]): AosList<AosBuf> {
  const list = aosList<AosBuf>();
  for (const text of texts) aosListAddTail(aosBufPack(null, text), list);
  return list;
}

function status(code: number, errorCode = "", errorMsg = "", reqId = ""): AosStatus {
  return Object.assign(aosStatusCreate(null), { code, errorCode, errorMsg, reqId });
}

describe("aosStatusParseFromBody", () => {
  test("reads a document that came in pieces and leaves the body alone", () => {
    const bc = body(
      '<?xml version="1.0"?><Error><Co',
      "de>NoSuchKey</Code><Message>no ",
      "key</Message></Error>",
    );
    const s = aosStatusParseFromBody(null, bc, 404, null);
    expect(s).toEqual(status(404, "NoSuchKey", "no key"));
    expect([...bc].map(String).join("")).toContain("NoSuchKey");
  });

  test("fills the status that it is given and keeps its request id", () => {
    const given = status(0, "Old", "old", "5A1B");
    const s = aosStatusParseFromBody(null, body("<Error><Code>New</Code></Error>"), 403, given);
    expect(s).toBe(given);
    expect(s).toEqual(status(403, "New", "old", "5A1B"));
  });

  test("finds Code and Message directly in the root only", () => {
    const nested = "<Error><Detail><Code>Deep</Code></Detail><Code>Top</Code></Error>";
    expect(aosStatusParseFromBody(null, body(nested), 400, null).errorCode).toBe("Top");
    const wrapped = "<Wrap><Error><Code>Inner</Code></Error></Wrap>";
    expect(aosStatusParseFromBody(null, body(wrapped), 400, null).errorCode).toBe("UnknownError");
  });

  test.each([
    ["nothing", ""],
    ["a page of a proxy", "<html><body>502 Bad Gateway</body>"],
    ["JSON", '{"error":1}'],
    ["a document that was cut short", "<Error><Code>A</Code>"],
    ["a document with a DOCTYPE", '<!DOCTYPE x [<!ENTITY a "b">]><Error><Code>&a;</Code></Error>'],
  ])("makes an UnknownError of %s", (_, text) => {
    expect(aosStatusParseFromBody(null, body(text), 502, null)).toEqual(
      status(502, "UnknownError"),
    );
  });

  test("makes an UnknownError of a document that was cut, wherever it was", () => {
    const whole = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>no</Message></Error>';
    for (let length = 0; length < whole.length; length++) {
      const s = aosStatusParseFromBody(null, body(whole.slice(0, length)), 404, null);
      expect(s).toEqual(status(404, "UnknownError"));
    }
  });

  test("makes an UnknownError where C crashes on a NULL body", () => {
    expect(aosStatusParseFromBody(null, null, 404, null).errorCode).toBe("UnknownError");
  });

  test("never logs the body", () => {
    aosStatusParseFromBody(null, body("<Token>secret</Token>"), 403, null);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain("Token, not Error");
    expect(printed[0]).not.toContain("secret");
  });

  test("does not look at the body of a success", () => {
    const s = aosStatusParseFromBody(null, body("<Error><Code>A</Code></Error>"), 200, null);
    expect(s).toEqual(status(200));
  });
});

test("a copy of a status has its request id, and a life of its own", () => {
  const src = status(404, "NoSuchKey", "m", "5A1B");
  const copy = aosStatusDup(null, src);
  expect(copy).toEqual(src);
  src.code = 0;
  expect(copy.code).toBe(404);
});

test("aosStatusSet keeps the request id and takes NULL for no text", () => {
  const s = status(200, "a", "b", "5A1B");
  aosStatusSet(s, AOSE_INVALID_ARGUMENT, AOS_CLIENT_ERROR_CODE, null);
  expect(s).toEqual(status(AOSE_INVALID_ARGUMENT, "ClientError", "", "5A1B"));
});

test("a new status is neither a success nor worth another try", () => {
  const s = aosStatusCreate(null);
  expect([aosStatusIsOk(s), aosShouldRetry(s), aosShouldRetry(null)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(aosShouldRetry(status(AOSE_CONNECTION_FAILED))).toBe(true);
  expect(aosShouldRetry(status(AOSE_OPEN_FILE_ERROR))).toBe(false);
});

test.each([
  [500, true],
  [505, true],
  [400, false],
  [AOSE_CONNECTION_FAILED, true],
  [AOSE_REQUEST_TIMEOUT, true],
  [AOSE_FAILED_CONNECT, true],
  [AOSE_SERVICE_ERROR, true],
  [-993, false],
  [0, false],
  [200, false],
])("a status of code %i is worth another try: %s", (code, worth) => {
  expect(aosShouldRetry(status(code, String(code), ""))).toBe(worth);
});

test("aosStatusToError gives an Error that tells it all in one line", () => {
  const error = aosStatusToError(
    status(404, "NoSuchKey", "The specified key does not exist.", "5A1B"),
  );
  expect(error).toBeInstanceOf(AosError);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toBe(
    "AosError: 404 NoSuchKey: The specified key does not exist. (request 5A1B)",
  );
  expect([error.code, error.errorCode, error.reqId]).toEqual([404, "NoSuchKey", "5A1B"]);
  expect(aosStatusToError(status(-998, "HttpIoError", "refused")).message).toBe(
    "-998 HttpIoError: refused",
  );
});
