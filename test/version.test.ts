import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PACKAGE_VERSION } from "../src/aos/version.js";

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
}

test("the version that goes into the User-Agent is the package's", () => {
  expect(read("package.json")).toContain(`"version": "${PACKAGE_VERSION}"`);
});

test("the changelog has an entry for the package's version", () => {
  const version = /"version": "([^"]+)"/.exec(read("package.json"))?.[1] ?? "none";
  expect(read("CHANGELOG.md")).toContain(`## ${version}`);
});
