import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AOSE_CRC_INCONSISTENT_ERROR, AOSE_OK } from "../../../src/aos/define.js";
import { out } from "../../../src/aos/out.js";
import { aosStatusCreate } from "../../../src/aos/status.js";
import { OSS_MAX_PART_NUM } from "../../../src/oss/define.js";
import { getContentType, setContentType } from "../../../src/oss/util/content_type.js";
import { ossCheckCrcConsistent } from "../../../src/oss/util/crc.js";
import { aosTableCreateIfNull, ossHeadersAddRange } from "../../../src/oss/util/headers.js";
import {
  isVerifyObjectStrict,
  ossGetBucketNameInvalidError,
  ossIsValidBucketName,
} from "../../../src/oss/util/names.js";
import { ossGetPartSize } from "../../../src/oss/util/parts.js";
import { table } from "../../support/options.js";
import { signingConfig, signingOptions } from "../../support/signing.js";

describe("ossGetPartSize", () => {
  test("makes at most 10000 parts of any file, and no larger ones than needed", () => {
    const size = fc.integer({ min: 0, max: 2 ** 52 });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 2 ** 33 }), (filesize, wanted) => {
        const partSize = out(wanted);
        ossGetPartSize(filesize, partSize);
        const made = partSize.value ?? 0;
        expect(Math.ceil(filesize / made)).toBeLessThanOrEqual(OSS_MAX_PART_NUM);
        if (made !== wanted) expect((made - 1) * OSS_MAX_PART_NUM).toBeLessThanOrEqual(filesize);
        if (wanted * OSS_MAX_PART_NUM >= filesize) expect(made).toBe(wanted);
      }),
    );
  });
});

describe("ossCheckCrcConsistent", () => {
  const crc = 0xfedcba9876543210n;

  test("leaves a status alone when both agree, and when the answer tells none", () => {
    const s = Object.assign(aosStatusCreate(null), { code: 200 });
    const told = table({ "X-Oss-Hash-Crc64ecma": String(crc) });
    expect(ossCheckCrcConsistent(crc, told, s)).toBe(AOSE_OK);
    expect(ossCheckCrcConsistent(crc, table({}), s)).toBe(AOSE_OK);
    expect(s).toMatchObject({ code: 200, errorCode: "" });
  });

  test("sets an InconsistentError when one bit differs", () => {
    const s = Object.assign(aosStatusCreate(null), { code: 200, reqId: "r" });
    const told = table({ "x-oss-hash-crc64ecma": String(crc ^ 1n) });
    expect(ossCheckCrcConsistent(crc, told, s)).toBe(AOSE_CRC_INCONSISTENT_ERROR);
    const expected = {
      code: AOSE_CRC_INCONSISTENT_ERROR,
      errorCode: "InconsistentError",
      reqId: "r",
    };
    expect(s).toMatchObject(expected);
  });
});

describe("names", () => {
  test("of buckets are 3 to 63 of a-z, 0-9 and -, with no - at the ends", () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "z", "0", "-"), maxLength: 66 });
    const odd = fc.string({ unit: fc.constantFrom("a", "A", "_", "\n", "ü"), maxLength: 5 });
    const text = fc.oneof(plain, odd);
    fc.assert(
      fc.property(text, (name) => {
        const isLong = name.length >= 3 && name.length <= 63;
        const isPlain = /^[az0-]*$/.test(name);
        const hasEnds = !name.startsWith("-") && !name.endsWith("-");
        expect(ossIsValidBucketName(name)).toBe(isLong && isPlain && hasEnds);
      }),
    );
  });

  test("an error that a caller changes does not show elsewhere", () => {
    ossGetBucketNameInvalidError().errorMsg = "changed";
    expect(ossGetBucketNameInvalidError().errorMsg).toBe(
      "The bucket name is invalid, please check.",
    );
  });

  test("are not checked strictly with version 4", () => {
    const strict = [0, 1, 4].map((version) =>
      isVerifyObjectStrict(signingOptions(signingConfig(version))),
    );
    expect(strict).toEqual([true, true, false]);
  });
});

describe("headers", () => {
  test("a range takes the place of another", () => {
    const headers = table({ range: "bytes=0-1" });
    ossHeadersAddRange(null, headers, 2 ** 40, 10);
    expect([...headers]).toEqual([{ key: "range", val: "bytes=1099511627776-1099511627785" }]);
  });

  test("a table that is given is taken, and only NULL makes a new one", () => {
    const given = table({});
    const options = signingOptions(signingConfig(1));
    expect(aosTableCreateIfNull(options, given, 1)).toBe(given);
    expect(aosTableCreateIfNull(options, null, 1)).not.toBe(aosTableCreateIfNull(options, null, 1));
  });

  test.each([
    ["report.DOC", "application/msword"],
    ["a.b/c.tar.unknown", "application/octet-stream"],
    ["dir.html/noext", "application/octet-stream"],
    ["none", ""],
  ])("the content type of %s is %s", (name, type) => {
    expect(getContentType(name)).toBe(type);
  });

  test("the content type of a .doc file is known", () => {
    const headers = table({});
    setContentType("a.doc", null, headers);
    expect([...headers]).toEqual([{ key: "Content-Type", val: "application/msword" }]);
  });

  test("neither a file's name nor a key tells a content type", () => {
    const headers = table({});
    setContentType(null, null, headers);
    expect(headers.length).toBe(0);
  });

  test("a content type that is given, also an empty one, is kept", () => {
    const headers = table({ "content-type": "" });
    setContentType("a.html", null, headers);
    expect([...headers]).toEqual([{ key: "content-type", val: "" }]);
  });
});
