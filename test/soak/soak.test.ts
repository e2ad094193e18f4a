/** A few seconds of `npm run soak`, and what it judges by. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { testSeed } from "../support/random.js";
import { useTempDir } from "../support/temp_dir.js";
import { growthOf } from "./growth.js";
import { Model } from "./model.js";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const path = useTempDir();

test("hundreds of operations with faults show nothing wrong and leave nothing open", async () => {
  const json = path("figures.json");
  const args = [
    "--import",
    "tsx",
    main,
    "--minutes",
    "0.1",
    "--seed",
    String(testSeed()),
    "--json",
    json,
  ];
  // What the engine compiles meanwhile may count as growth of memory in so short a time.
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return { stdout: String(error.stdout) };
    throw error;
  });
  console.log(stdout);
  const figures: unknown = JSON.parse(readFileSync(json, "utf8"));
  expect(figures).toMatchObject({ wrongResults: 0, growth: { handles: 0, descriptors: 0 } });
  expect(figures).toHaveProperty("operations");
}, 240_000);

describe("the model of the objects", () => {
  const [a, b] = [Buffer.from("a"), Buffer.from("bb")];

  test("has one content after a success, and knows what was seen", () => {
    const model = new Model();
    model.changed("key", a, true);
    model.changed("key", b, true);
    expect(model.seen("key", b)).toBe("");
    expect(model.seen("key", a)).toBe("key is 1 bytes, not 2 bytes");
    expect(model.seen("other", a)).toBe("other is 1 bytes, not missing");
  });

  test("has several contents after a failure, until one of them was seen", () => {
    const model = new Model();
    model.changed("key", a, true);
    model.changed("key", null, false);
    expect(model.seen("key", null)).toBe("");
    expect(model.seen("key", a)).toBe("key is 1 bytes, not missing");
  });

  test("tells of a listing what it shows too much, lacks, and has of another size", () => {
    const model = new Model();
    model.changed("key", a, true);
    model.changed("gone", null, true);
    expect(model.listed(new Map([["key", 1]]))).toEqual([]);
    expect(model.listed(new Map([["key", 2]]))).toEqual(["key is listed with 2, not 1 bytes"]);
    expect(model.listed(new Map())).toHaveLength(1);
    const more = new Map([
      ["key", 1],
      ["other", 1],
    ]);
    expect(model.listed(more)).toEqual(["other is listed"]);
  });
});

test("growth is what even the least of the later samples has more", () => {
  const samples = [5, 3, 4, 9, 4, 6].map((n) => ({ memory: n * 100, handles: n, descriptors: 7 }));
  expect(growthOf(samples)).toEqual({ memory: 100, handles: 1, descriptors: 0 });
});
