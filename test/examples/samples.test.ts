/** Every sample of the documentation, and of the C SDK itself, has its port among the examples. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allExamples, type Example } from "../../examples/run/catalogue.js";
import { allSamples, type Sample } from "./samples.js";

const samples = allSamples();
const examples = allExamples();

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function portsOf({ page, sample }: Sample): Example[] {
  return examples.filter((example) => example.page === page && example.sample === sample);
}

describe("a sample of the documentation", () => {
  test.each(samples)("has its port: $page, $sample", (sample) => {
    const ports = portsOf(sample);
    expect(ports.map(({ file }) => file)).toHaveLength(1);
    const told = ports.flatMap(({ functions }) => functions);
    expect(sample.functions.filter((name) => !told.includes(name))).toEqual([]);
    expect(sample.addresses).toContain(ports[0]?.address);
  });
});

describe("an example", () => {
  test.each(examples)("calls what its head tells: $name", ({ file, functions }) => {
    const source = readFileSync(file, "utf8");
    const missing = functions.filter((name) => !source.includes(`${camelCase(name)}(`));
    expect(missing).toEqual([]);
  });

  test.each(examples)("is the port of a sample that there is: $name", ({ page, sample }) => {
    expect(samples.filter((one) => one.page === page && one.sample === sample)).toHaveLength(1);
  });
});
