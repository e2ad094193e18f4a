import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aosGnomeSort, aprStrnatcasecmp, aprStrnatcmp } from "../../../src/aos/util/sort.js";

const text = fc.string({
  unit: fc.constantFrom("a", "B", "b", "0", "1", "9", "-", "é"),
  maxLength: 8,
});

describe("natural order", () => {
  test("puts numbers by their value", () => {
    expect(aprStrnatcmp("a2", "a10")).toBeLessThan(0);
    expect(aprStrnatcmp("1.05", "1.2")).toBeLessThan(0);
    expect(aprStrnatcmp("a b", "ab")).toBe(0);
  });

  test("is the same both ways round", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(aprStrnatcmp(a, b))).toBe(-Math.sign(aprStrnatcmp(b, a)) + 0);
        expect(aprStrnatcmp(a, a)).toBe(0);
        expect(aprStrnatcasecmp(a, a.toUpperCase().replaceAll("É", "é"))).toBe(0);
      }),
    );
  });
});

describe("aosGnomeSort", () => {
  test("leaves the same texts in natural order", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "B", "b", "-"), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (headers) => {
        const sorted = [...headers];
        aosGnomeSort(sorted, sorted.length);
        expect(sorted.toSorted()).toEqual(headers.toSorted());
        for (const [i, header] of sorted.slice(1).entries()) {
          expect(aprStrnatcasecmp(sorted[i] ?? "", header)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test("sorts no more than it is told, and no more than there is", () => {
    const headers = ["c", "b", "a"];
    aosGnomeSort(headers, 2);
    expect(headers).toEqual(["b", "c", "a"]);
    aosGnomeSort(headers, 9);
    expect(headers).toEqual(["a", "b", "c"]);
  });
});
