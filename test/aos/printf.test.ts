import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aprPsprintf } from "../../src/aos/apr.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import { type AosFormatArg, aosFormat } from "../../src/aos/printf.js";
import { aosString } from "../../src/aos/string.js";

/** What apr_psprintf of APR 1.7.2 answered. */
const APR: [fmt: string, args: AosFormatArg[], expected: string][] = [
  [
    "[%d][%5d][%-5d][%05d][%+d][% d]",
    [42, 42, 42, 42, 42, 42],
    "[42][   42][42   ][00042][+42][ 42]",
  ],
  ["[%.3d][%6.3d][%06.3d][%-6.3d][%.0d]", [7, 7, 7, 7, 0], "[007][   007][000007][007   ][0]"],
  ["[%.2d][%.4d][%05d]", [-1, -100, -42], "[-01][-0100][-0042]"],
  [
    "[%u][%x][%X][%#x][%#X][%o][%#o]",
    [4294967295, 255, 255, 255, 255, 8, 8],
    "[4294967295][ff][FF][0xff][0XFF][10][010]",
  ],
  ["[%#x][%#o][%08x][%.5x][%#08x]", [0, 0, 255, 255, 255], "[0][0][000000ff][000ff][00000xff]"],
  ["[%lu][%lx][%ld]", [-1, -1, -1], "[18446744073709551615][ffffffffffffffff][-1]"],
  ["[%u][%x][%o]", [-1, -1, -1], "[4294967295][ffffffff][37777777777]"],
  [
    "[%s][%10s][%-10s][%.2s][%.*s][%010s]",
    ["abc", "abc", "abc", "abc", 1, "abc", "abc"],
    "[abc][       abc][abc       ][ab][a][       abc]",
  ],
  [
    "[%s][%.2s][%.0s][%.*s][%10s]",
    [null, null, null, 0, null, null],
    "[(null)][(null)][(null)][(null)][    (null)]",
  ],
  ["[%.*s][%*d][%*d]", [-1, "abc", 5, 42, -5, 42], "[][   42][42   ]"],
  ["[%c][%3c][%-3c][%%]", ["a", "b", 99], "[a][  b][c  ][%]"],
  ["[%pp][%pp][%20pp]", [null, 0xdeadbeef, 255n], "[0][deadbeef][                  ff]"],
  [
    "[%f][%.2f][%8.3f][%.0f][%.1f][%08.2f][%+.1f]",
    [3.14159, 2.5, 3.14159, 2.5, 0.25, -3.14159, 1],
    "[3.141590][2.50][   3.142][3][0.3][-0003.14][+1.0]",
  ],
  ["[%hd][%i][%qd]", [5, 6, 7], "[5][6][7]"],
  ["[%y]", [1], "[%y]"],
];

test.each(APR)("%s is formatted as APR does", (fmt, args, expected) => {
  expect(aosFormat(fmt, args)).toBe(expected);
});

describe("aosFormat", () => {
  test("writes 64-bit numbers whole, as numbers and as bigints", () => {
    expect(aosFormat("%ld %lld %lu", [Number.MAX_SAFE_INTEGER, -(2n ** 63n), 2n ** 64n - 1n])).toBe(
      "9007199254740991 -9223372036854775808 18446744073709551615",
    );
  });

  test("counts precisions and widths in bytes, and survives a cut inside a letter", () => {
    expect(aosFormat("%.*s|%8s|", [6, aosString("中文字"), "中文"])).toBe("中文|  中文|");
    expect(aosFormat("%.4s", ["中文"])).toBe("中\ufffd");
  });

  test("takes the text of bytes and of strings that are filled in place", () => {
    expect(aosFormat("%s %.2s", [Buffer.from("bytes"), aosString("text")])).toBe("bytes te");
  });

  test("takes a boolean for C's truth value, and drops fractions", () => {
    expect(aosFormat("%d%d %d %d", [true, false, 1.9, -1.9])).toBe("10 1 -1");
  });

  test("takes what is missing or no number for NULL or 0, and ignores what is too much", () => {
    expect(aosFormat("%s %d %d %d", [])).toBe("(null) 0 0 0");
    expect(aosFormat("%d %d %f", [Number.NaN, "7", "7"])).toBe("0 0 0.000000");
    expect(aosFormat("<%c>", [""])).toBe("<>");
    expect(aosFormat("x", [1])).toBe("x");
  });

  test("leaves a lone percent sign and unknown conversions as they are", () => {
    expect(aosFormat("50%y, 100%", [1])).toBe("50%y, 100%");
  });

  test("does not format its arguments", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(aosFormat("<%s>", [text])).toBe(`<${text}>`);
      }),
    );
    expect(aosFormat("%s", ["$& %d $1"])).toBe("$& %d $1");
  });

  test("agrees with toString for every integer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (n) => {
        expect(aosFormat("%ld", [n])).toBe(n.toString());
        expect(aosFormat("%lx", [n])).toBe(BigInt.asUintN(64, n).toString(16));
      }),
    );
  });
});

test("aprPsprintf formats with and without a pool", () => {
  expect(aprPsprintf(null, "part %d", 3)).toBe("part 3");
  expect(aprPsprintf(aosPoolCreate(null), "%.*s", 1, "ab")).toBe("a");
});
