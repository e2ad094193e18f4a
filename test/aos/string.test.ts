import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aosBytes,
  aosEndsWith,
  aosNullString,
  aosString,
  aosStringTolower,
  aosStrlchr,
  aosStrNull,
  aosStrSet,
  aosText,
  aosTripSpaceAndCntrl,
  asciiLower,
} from "../../src/aos/string.js";

describe("AosString", () => {
  test("has its length in bytes of UTF-8", () => {
    expect(aosString("中文a").len).toBe(7);
  });

  test("is cut where a smaller length says, and never grows", () => {
    const str = aosString("abcdef");
    str.len = 3;
    expect(str.data).toBe("abc");
    str.len = 9;
    expect(str.data).toBe("abc");
  });

  test("prints, joins and serialises as its text", () => {
    const str = aosString("bucket");
    expect(["/", str, "/key"].join("")).toBe("/bucket/key");
    expect(JSON.stringify({ str })).toBe('{"str":"bucket"}');
    expect(inspect(str)).toBe("'bucket'");
  });

  test("knows NULL from the empty text, through aosStrSet too", () => {
    const copy = aosString("before");
    aosStrSet(copy, aosNullString());
    expect([aosString().isNull, aosString("").isNull, copy.isNull]).toEqual([true, false, true]);
    aosStrSet(copy, "");
    expect(copy.isNull).toBe(false);
    aosStrNull(copy);
    expect(copy.isNull).toBe(true);
  });

  test("is a copy: setting one from another keeps them apart", () => {
    const source = aosString("marker");
    const target = aosString();
    aosStrSet(target, source);
    aosStrSet(source, "other");
    expect(target.data).toBe("marker");
  });

  test("makes a new null string each time", () => {
    const first = aosNullString();
    aosStrSet(first, "changed");
    expect(aosNullString().data).toBe("");
  });
});

describe("what parameters take", () => {
  test("NULL and undefined are the empty text and no bytes", () => {
    expect([aosText(null), aosText(undefined)]).toEqual(["", ""]);
    expect(aosBytes(null)).toHaveLength(0);
  });

  test("given bytes are looked at where they are", () => {
    const whole = Uint8Array.from([1, 2, 3, 4]);
    const view = aosBytes(whole.subarray(1, 3));
    whole[1] = 9;
    expect([...view]).toEqual([9, 3]);
  });
});

describe("case", () => {
  test("only A to Z have a lower case", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const expected = [...aosBytes(text)].map((b) => (b >= 65 && b <= 90 ? b | 32 : b));
        expect([...aosBytes(asciiLower(text))]).toEqual(expected);
      }),
    );
  });

  test("the Kelvin sign and É stay", () => {
    const str = aosString("\u212aÉA");
    aosStringTolower(str);
    expect(str.data).toBe("\u212aÉa");
  });
});

describe("searching", () => {
  test("aosStrlchr counts bytes and looks no further than it is told", () => {
    expect(aosStrlchr("中:x", 5, ":")).toBe(3);
    expect(aosStrlchr("中:x", 3, ":")).toBeNull();
    expect(aosStrlchr("a", -1, "a")).toBeNull();
  });

  test("aosEndsWith is false for NULL on either side", () => {
    expect([aosEndsWith(null, "a"), aosEndsWith("a", null)]).toEqual([false, false]);
  });
});

test("stripping looks at both ends only, in time that does not grow with the square", () => {
  const spaces = " ".repeat(200_000);
  const str = aosString(`${spaces}a b${spaces}`);
  aosTripSpaceAndCntrl(str);
  expect(str.data).toBe("a b");
});
