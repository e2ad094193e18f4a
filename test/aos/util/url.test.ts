import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AOSE_OK } from "../../../src/aos/define.js";
import { aosString } from "../../../src/aos/string.js";
import { aosTableMake } from "../../../src/aos/table.js";
import {
  aosQueryParamsToString,
  aosUrlDecode,
  aosUrlEncode,
  percentEncode,
} from "../../../src/aos/util/url.js";

describe("percentEncode", () => {
  test("is RFC 3986 for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const expected = encodeURIComponent(text).replace(
          /[!'()*]/g,
          (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
        );
        expect(percentEncode(text)).toBe(expected);
        expect(percentEncode(text, true)).toBe(expected.replaceAll("%2F", "/"));
      }),
    );
  });

  test("writes a NUL instead of ending there, so that no key is cut", () => {
    expect(percentEncode("a\0b")).toBe("a%00b");
  });

  test("takes half a surrogate pair for U+FFFD", () => {
    expect(percentEncode("\ud83d")).toBe("%EF%BF%BD");
  });

  test("keeps a slash, not what looks like one that was encoded", () => {
    expect(percentEncode("a/b%2Fc", true)).toBe("a/b%252Fc");
  });
});

describe("aosUrlDecode", () => {
  test("undoes aosUrlEncode for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const encoded = aosString();
        expect(aosUrlEncode(encoded, bytes, bytes.length)).toBe(AOSE_OK);
        const decoded = Buffer.alloc(bytes.length + 1, 0xff);
        expect(aosUrlDecode(encoded, decoded)).toBe(0);
        expect(decoded.equals(Buffer.from([...bytes, 0]))).toBe(true);
      }),
    );
  });

  test("gives text, with U+FFFD for bytes that are none", () => {
    const text = aosString();
    expect(aosUrlDecode("%E4%B8%AD+%FF", text)).toBe(0);
    expect(text.data).toBe("中 \ufffd");
  });

  test("stops at the first bad escape and says so", () => {
    const text = aosString();
    expect([aosUrlDecode("ab%2", text), text.data]).toEqual([-1, "ab"]);
    expect([aosUrlDecode("ab%+1", text), text.data]).toEqual([-1, "ab"]);
  });

  test("refuses a Buffer without room for the NUL, which C would overrun", () => {
    const refusal = new TypeError("the decoded text needs 3 bytes");
    expect(() => aosUrlDecode("a%20", Buffer.alloc(2))).toThrow(refusal);
  });

  test("takes a long text in time that does not grow with the square", () => {
    const text = aosString();
    expect(aosUrlDecode("%41".repeat(500_000), text)).toBe(0);
    expect(text.len).toBe(500_000);
  });
});

describe("aosQueryParamsToString", () => {
  test("writes parameters of any length", () => {
    const params = aosTableMake(null, 1);
    params.add("marker", "中".repeat(5000));
    const text = aosString();
    expect(aosQueryParamsToString(null, params, text)).toBe(AOSE_OK);
    expect(text.data).toBe(`?marker=${"%E4%B8%AD".repeat(5000)}`);
  });

  test("is read back by URLSearchParams", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (pairs) => {
        const params = aosTableMake(null, pairs.length);
        for (const [key, value] of pairs) params.add(key, value);
        const query = aosString();
        aosQueryParamsToString(null, params, query);
        // URLSearchParams leaves out a parameter that has neither name nor value.
        const expected = pairs.filter(([key, value]) => key !== "" || value !== "");
        expect([...new URLSearchParams(query.data)]).toEqual(expected);
      }),
    );
  });
});
