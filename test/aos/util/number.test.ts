import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { out } from "../../../src/aos/out.js";
import { aosAtoi64, aosAtoui64, aosStrtoll, aosStrtoull } from "../../../src/aos/util/number.js";

describe("numbers", () => {
  test("come back whole in any base", () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(int64, fc.integer({ min: 2, max: 36 }), fc.string(), (n, base, tail) => {
        const end = out<string>();
        const text = n.toString(base);
        expect(aosStrtoll(`\t ${text};${tail}`, end, base)).toBe(n);
        expect(end.value).toBe(`;${tail}`);
        expect(aosStrtoull(text, null, base)).toBe(BigInt.asUintN(64, n));
      }),
    );
  });

  test("saturate where they are too great", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 64n, max: 2n ** 200n }), (n) => {
        expect(aosStrtoll(n.toString(), null, 10)).toBe(2n ** 63n - 1n);
        expect(aosStrtoll((-n).toString(), null, 10)).toBe(-(2n ** 63n));
        expect(aosStrtoull(n.toString(), null, 10)).toBe(2n ** 64n - 1n);
        expect(aosAtoi64(n.toString())).toBe(-1n);
        expect(aosAtoui64((-n).toString())).toBe(2n ** 64n - 1n);
      }),
    );
  });

  test("are found in a long text in time that does not grow with the square", () => {
    const end = out<string>();
    expect(aosStrtoull("9".repeat(1_000_000), end, 10)).toBe(2n ** 64n - 1n);
    expect(end.value).toBe("");
  });

  test("tell their base by their prefix when it is 0", () => {
    expect([
      aosStrtoll("0x1F", null, 0),
      aosStrtoll("017", null, 0),
      aosStrtoll("17", null, 0),
    ]).toEqual([31n, 15n, 17n]);
  });

  test("are 0n of NULL: a header that did not come", () => {
    expect([aosAtoi64(null), aosAtoui64(null), aosStrtoll(null, null, 10)]).toEqual([0n, 0n, 0n]);
  });

  test("are 0n where there is none, and all of the text is left", () => {
    for (const text of ["", " ", "-", "0x", "x1", "+-1", "１"]) {
      const end = out<string>();
      expect(aosStrtoll(text, end, 16)).toBe(0n);
      expect(end.value).toBe(text);
    }
  });
});
