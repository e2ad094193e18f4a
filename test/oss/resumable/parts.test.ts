import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aosCrc64 } from "../../../src/aos/crc64.js";
import { out } from "../../../src/aos/out.js";
import { aosStrSet } from "../../../src/aos/string.js";
import type { OssCheckpointPart } from "../../../src/oss/define.js";
import {
  ossArePartsSound,
  ossBuildParts,
  ossCombinedCrc64,
  ossDonePartsSize,
  ossGetCheckpointTodoParts,
  ossGetPartNum,
  ossGetThreadNum,
  ossUploadPartSize,
} from "../../../src/oss/resumable/parts.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import { ossCreateResumableCltParamsContent } from "../../../src/oss/util/create_params.js";

function parts(size: number, partSize: number): OssCheckpointPart[] {
  const made: OssCheckpointPart[] = [];
  ossBuildParts(size, partSize, made);
  return made;
}

const sizes = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 700 }));

describe("parts", () => {
  test("cover every byte once, in order", () => {
    fc.assert(
      fc.property(sizes, ([size, partSize]) => {
        const made = parts(size, partSize);
        expect(made).toHaveLength(ossGetPartNum(size, partSize));
        expect(ossArePartsSound(size, partSize, made)).toBe(true);
        let next = 0;
        for (const part of made) {
          expect(part.offset).toBe(next);
          expect(part.size).toBeGreaterThan(0);
          next += part.size;
        }
        expect(next).toBe(size);
      }),
    );
  });

  test("are not sound when one is missing, moved, resized or renumbered", () => {
    fc.assert(
      fc.property(
        sizes,
        fc.nat(),
        fc.constantFrom("index", "offset", "size"),
        ([size, partSize], n, field) => {
          const made = parts(size + 1, partSize);
          const changed = made.map((part, i) =>
            i === n % made.length ? { ...part, [field]: part[field] + 1 } : part,
          );
          expect(ossArePartsSound(size + 1, partSize, changed)).toBe(false);
          expect(ossArePartsSound(size + 1, partSize, made.slice(1))).toBe(false);
          expect(ossArePartsSound(size + 1, partSize, [...made, ...made])).toBe(false);
          const holed = new Array<OssCheckpointPart>(made.length);
          expect(ossArePartsSound(size + 1, partSize, holed)).toBe(false);
        },
      ),
    );
  });

  test("are new ones: no ETag or CRC-64 of an earlier transfer is left in them", () => {
    const used = parts(30, 10).map((part) => ({ ...part, completed: true, crc64: 5n }));
    for (const { etag } of used) aosStrSet(etag, "old");
    ossBuildParts(30, 10, used);
    expect(used).toEqual(parts(30, 10));
  });

  test("of no size are none, and not sound", () => {
    expect(parts(10, 0)).toEqual([]);
    expect(parts(10, -1)).toEqual([]);
    expect(ossGetPartNum(10, 0)).toBe(0);
    expect(ossArePartsSound(10, 0, [])).toBe(false);
    expect(ossArePartsSound(0, 10, [])).toBe(true);
  });

  test("that are not completed are copied: changing a copy changes no checkpoint", () => {
    const checkpoint = ossCreateCheckpointContent(null);
    checkpoint.parts = parts(30, 10);
    for (const part of checkpoint.parts.slice(0, 1)) part.completed = true;
    const todo: OssCheckpointPart[] = [];
    const count = out<number>();
    ossGetCheckpointTodoParts(checkpoint, count, todo);
    expect(count.value).toBe(2);
    expect(todo.map(({ index }) => index)).toEqual([1, 2]);
    for (const part of todo) part.completed = true;
    expect(ossDonePartsSize(checkpoint.parts)).toBe(10);
  });
});

describe("the CRC-64 of the whole", () => {
  test("is combined from those of the parts", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 1, max: 90 }),
        (bytes, partSize) => {
          const made = parts(bytes.length, partSize);
          for (const part of made) {
            part.crc64 = aosCrc64(0n, bytes.subarray(part.offset, part.offset + part.size));
          }
          expect(ossCombinedCrc64(made)).toBe(aosCrc64(0n, bytes));
        },
      ),
    );
  });

  test("is not known when that of a part is not", () => {
    const [first, second] = parts(20, 10);
    if (first === undefined || second === undefined) throw new Error("there are two parts");
    first.crc64 = 5n;
    expect(ossCombinedCrc64([first, second])).toBeNull();
    expect(ossCombinedCrc64([{ size: 0, crc64: 0n }])).toBe(0n);
    expect(ossCombinedCrc64([])).toBe(0n);
  });
});

describe("how many", () => {
  test.each([
    [0, 1],
    [1, 1],
    [1024, 1024],
    [1025, 1],
    [-3, 1],
    [2.5, 1],
    [Number.NaN, 1],
  ])("threads: %d means %d", (wanted, threads) => {
    const params = ossCreateResumableCltParamsContent(null, 0, wanted, false, null);
    expect(ossGetThreadNum(params)).toBe(threads);
  });

  test("threads without parameters: 1", () => {
    expect(ossGetThreadNum(null)).toBe(1);
  });

  test("bytes a part has: as wanted, but never more than 10000 parts", () => {
    expect(ossUploadPartSize(1000, 7)).toBe(7);
    expect(ossUploadPartSize(1000, 0)).toBe(1024 * 1024);
    expect(ossUploadPartSize(1000, -1)).toBe(1024 * 1024);
    const size = 48.8 * 1024 ** 4;
    const partSize = ossUploadPartSize(Math.trunc(size), 100 * 1024);
    expect(Math.ceil(size / partSize)).toBeLessThanOrEqual(10_000);
  });
});
