/** What the tarball holds: all that is needed, nothing else, and not much of it. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Packed, pack } from "./packed.js";

const root = new URL("../../", import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), "oss-c-sdk-"));
let packed: Packed;
beforeAll(async () => {
  packed = await pack(directory);
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Every path that a value of package.json names, however deep. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value.replace(/^\.\//, "")];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

/** The files that a document links to. */
function linksIn(document: string): readonly string[] {
  return [...read(document).matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, path = ""]) => path);
}

test("it keeps to its budget", () => {
  const { size, unpackedSize, files } = packed;
  console.log(`${size} bytes packed, ${unpackedSize} unpacked, ${files.length} files`);
  // As CONTRIBUTING.md states it.
  expect(size).toBeLessThan(800 * 1024);
  expect(unpackedSize).toBeLessThan(3800 * 1024);
  expect(files.length).toBeLessThan(50);
});

test("it has every file that package.json names", () => {
  const { main, module, types, exports, bin } = JSON.parse(read("package.json")) as Record<
    string,
    unknown
  >;
  const named = pathsIn([main, module, types, exports, bin]);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !packed.files.includes(path))).toEqual([]);
});

test("it has nothing but code, its types, guides and what every package has", () => {
  const code = /^dist\/(?:index|aos|emulator|(?:cjs|esm)\/[\w-]+)\.c?js$/;
  const types = /^dist\/(?:index|aos|emulator)\.d\.c?ts$/;
  const texts = /^(?:docs\/[\w-]+|README|CHANGELOG|SECURITY)\.md$|^LICENSE$|^package\.json$/;
  // The command that translates C brings its parser along, which is WebAssembly, and the licences.
  const parser = /^dist\/(?:oss-c2ts\.(?:js|LICENSES\.txt)|(?:web-)?tree-sitter(?:-c)?\.wasm)$/;
  const others = packed.files.filter(
    (path) => ![code, types, texts, parser].some((r) => r.test(path)),
  );
  expect(others).toEqual([]);
});

test("its code points to no source map", () => {
  const code = packed.files.filter((path) => /\.c?js$/.test(path));
  expect(code.length).toBeGreaterThan(5);
  expect(code.filter((path) => read(path).includes("sourceMappingURL"))).toEqual([]);
});

test("the links of its README and guides lead to files in it, but those to how the repository is made", () => {
  const repository = /^(?:examples\/.*|CONTRIBUTING\.md|docs\/(?:c-tests|design|examples)\.md)$/;
  const documents = packed.files.filter((path) => path.endsWith(".md"));
  const links = documents.flatMap((document) =>
    linksIn(document).map((path) => join(document, "..", path)),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((path) => !packed.files.includes(path) && !repository.test(path))).toEqual(
    [],
  );
});
