import { crc32 } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Crc64Update, crc64Memory, makeKernel } from "../../src/aos/crc64/kernel.js";
import { crc64ByTables } from "../../src/aos/crc64/tables.js";
import { aosCrc32, aosCrc64, aosCrc64Combine } from "../../src/aos/crc64.js";
import { crcAdapters } from "../conformance/adapters/crc.js";
import { patternBytes } from "../conformance/values.js";
import { describeVectors } from "../support/vectors.js";

/** CRC-64/XZ bit by bit, as its definition says. */
function oracle(bytes: Uint8Array, crc = 0n): bigint {
  let value = crc ^ 0xffffffffffffffffn;
  for (const byte of bytes) {
    value ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) {
      value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
    }
  }
  return value ^ 0xffffffffffffffffn;
}

const kernel = makeKernel();
if (kernel === null)
  throw new Error("this machine has no WebAssembly SIMD: the kernel is untested");

/** The same bytes where they need not be copied, at an odd place. */
function inTakenMemory(update: Crc64Update, isShared: boolean): Crc64Update {
  const taken = crc64Memory(1_000_003, isShared);
  return (crc, bytes) => {
    const place = taken.subarray(3, 3 + bytes.length);
    place.set(bytes);
    return update(crc, place);
  };
}

describeVectors("crc", crcAdapters);

describe.each([
  ["the WebAssembly kernel", kernel],
  ["the WebAssembly kernel, in memory that was taken from one", inTakenMemory(kernel, false)],
  ["the WebAssembly kernel, in memory that threads share", inTakenMemory(kernel, true)],
  ["the tables", crc64ByTables],
])("%s", (_, update) => {
  test("gives the published check value", () => {
    expect(update(0n, Buffer.from("123456789"))).toBe(0x995dc9bbdf1939fan);
  });

  test("agrees with the definition for any bytes, going on from any value", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.bigInt(0n, (1n << 64n) - 1n),
        (bytes, crc) => update(crc, bytes) === oracle(bytes, crc),
      ),
    );
  });

  test("agrees with the definition around the lengths where the method changes", () => {
    const lengths = [63, 64, 65, 95, 96, 3126, 9377, 9378, 9379, 9441, 9442, 12_000];
    // Where what is shortened at a time is full.
    lengths.push(35_893, 35_894, 35_957, 35_958, 35_959, 68_661, 68_662, 68_726);
    for (const length of lengths) {
      const bytes = patternBytes(length, 7);
      expect([length, update(5n, bytes)]).toEqual([length, oracle(bytes, 5n)]);
    }
  });

  test("agrees with itself for any cut of a long input, at any alignment", () => {
    const bytes = patternBytes(700_003, 3);
    const whole = update(0n, bytes);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        let crc = 0n;
        let at = 0;
        for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
          crc = update(crc, bytes.subarray(at, cut));
          at = cut;
        }
        return crc === whole;
      }),
      { numRuns: 30 },
    );
  });
});

describe("where WebAssembly", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  /** The library as it is loaded in such a place. */
  async function loaded(assembly: unknown): Promise<bigint> {
    vi.stubGlobal("WebAssembly", assembly);
    vi.resetModules();
    const loadedKernel = await import("../../src/aos/crc64/kernel.js");
    expect(loadedKernel.makeKernel()).toBeNull();
    expect(loadedKernel.crc64Memory(100, false)).toHaveLength(100);
    const { aosCrc64: update } = await import("../../src/aos/crc64.js");
    return update(0n, Buffer.from("123456789"));
  }

  test("is not there, the tables do the work", async () => {
    expect(await loaded(undefined)).toBe(0x995dc9bbdf1939fan);
  });

  test("has no room left, memory is as any other, and is not asked for again", async () => {
    const memory = vi.fn(function () {
      throw new RangeError("WebAssembly.Memory(): could not allocate memory");
    });
    vi.stubGlobal("WebAssembly", { Module: Object, Memory: memory });
    vi.resetModules();
    const { crc64Memory: take } = await import("../../src/aos/crc64/kernel.js");
    expect([take(100, true), take(200, false)].map(({ length }) => length)).toEqual([100, 200]);
    expect(memory).toHaveBeenCalledTimes(1);
  });

  test("takes the kernel for something else, the tables do the work", async () => {
    class Odd {
      readonly exports = {};
    }
    expect(await loaded({ Module: Odd, Instance: Odd, Memory: Odd })).toBe(0x995dc9bbdf1939fan);
  });
});

describe("aosCrc64", () => {
  test("leaves its input as it was", () => {
    const bytes = patternBytes(50_000, 1);
    aosCrc64(0n, bytes);
    expect(bytes.equals(patternBytes(50_000, 1))).toBe(true);
  });

  test("leaves its input as it was where it need not be copied", () => {
    const memory = crc64Memory(100_000, false);
    memory.set(patternBytes(100_000, 1));
    expect(aosCrc64(0n, memory)).toBe(aosCrc64(0n, patternBytes(100_000, 1)));
    expect(memory.equals(patternBytes(100_000, 1))).toBe(true);
  });

  test("copies nothing that lies in memory which was taken for it", () => {
    const memory = crc64Memory(100_000, false);
    const copying = vi.spyOn(Uint8Array.prototype, "set");
    aosCrc64(0n, memory.subarray(1));
    expect(copying).not.toHaveBeenCalled();
    copying.mockRestore();
  });

  test("takes only the first len bytes", () => {
    expect(aosCrc64(0n, Buffer.from("123456789 and more"), 9)).toBe(0x995dc9bbdf1939fan);
  });

  test("of two blocks is combined from the CRC of each", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        const joined = aosCrc64(aosCrc64(0n, a), b);
        return aosCrc64Combine(aosCrc64(0n, a), aosCrc64(0n, b), b.length) === joined;
      }),
    );
  });
});

test.each([
  ["123456789", 0x995dc9bbdf1939fan],
  ["This is a test of the emergency broadcast system.", 0x27db187fc15bbc72n],
])("the published CRC-64 of %j is combined from its halves, and from nothing more", (text, crc) => {
  const bytes = Buffer.from(text);
  const middle = (bytes.length + 1) >> 1;
  const [one, two] = [
    aosCrc64(0n, bytes.subarray(0, middle)),
    aosCrc64(0n, bytes.subarray(middle)),
  ];
  expect(aosCrc64(0n, bytes)).toBe(crc);
  expect(aosCrc64Combine(one, two, bytes.length - middle)).toBe(crc);
  expect(aosCrc64Combine(crc, two, 0)).toBe(crc);
});

test("aosCrc32 is zlib's", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1 }),
      fc.nat(0xffffffff),
      (bytes, crc) => aosCrc32(crc, bytes) === crc32(bytes, crc),
    ),
  );
});
