/** What the documents say in TypeScript compiles, and the names that they use are there. */

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import {
  blocksOf,
  cellsOf,
  codeIn,
  complaintsAbout,
  exportedNames,
  type Snippet,
  snippetsOf,
} from "../support/snippets.js";

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

const guide = "docs/porting.md";
const documents = ["README.md", guide, "docs/error-codes.md"];

const imports = `
import assert from "node:assert/strict";
import { open, rm, stat, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
`.trim();

/** What a C function has at its top: the names that snippets use without declaring them. */
const context = `
import type {
  AosBuf, AosFileBuf, AosHttpRequest, AosList, AosPool, AosStatus, AosString, AosTable, AprFinfo,
  OssBucketStat, OssCheckpoint, OssCompletePartContent, OssConfig, OssCorsRule,
  OssLifecycleRuleContent, OssListObjectContent, OssListObjectParams, OssListPartContent,
  OssRequestOptions, OssUploadFile, Out,
} from "oss-c-sdk";

declare global {
  const p: AosPool;
  let pool: AosPool;
  const options: OssRequestOptions;
  const config: OssConfig;
  const params: OssListObjectParams;
  let s: AosStatus;
  const bucket: AosString;
  const object: AosString;
  const filename: AosString;
  const cpPath: AosString;
  const uploadId: AosString;
  const etag: AosString;
  const acl: AosString;
  const str: AosString;
  const suffix: AosString;
  const host: AosString;
  const b64: AosString;
  const headers: AosTable;
  const query: AosTable;
  const respHeaders: Out<AosTable>;
  const buffer: AosList<AosBuf>;
  const other: AosList<AosBuf>;
  const body: AosList<AosBuf>;
  const respBody: AosList<AosBuf>;
  const content: AosBuf;
  const buf: Buffer;
  const data: Buffer;
  const sent: Buffer;
  const md5: Buffer;
  const entry: OssListObjectContent;
  const listed: OssListPartContent;
  const part: OssCompletePartContent;
  const rule: OssLifecycleRuleContent;
  const corsRule: OssCorsRule;
  const bucketStat: OssBucketStat;
  const uploadFile: OssUploadFile;
  const finfo: AprFinfo;
  const request: AosHttpRequest;
  const names: string[];
  const text: string;
  const dir: string;
  const name: string;
  const path: string;
  const line: string;
  const id: string;
  let rest: string;
  let url: string | null;
  const n: number;
  const len: number;
  let pos: number;
  const size: number;
  const partSize: number;
  const expires: number;
  const consumed: number;
  const total: number;
  let crc: bigint;
  const firstCrc: bigint;
  const secondCrc: bigint;
  const secondLength: number;
  /** Of the README: what a program defines for itself. */
  const ENDPOINT: string;
  const ID: string;
  const SECRET: string;
}
`;

const snippets = documents.flatMap((name) => snippetsOf(name, read(name)));
const wrong = snippetsOf(
  "wrong.md",
  "| C | TypeScript |\n| --- | --- |\n| `f();` | `aosStrSet(bucket, 1);` |\n\n```ts\nnoSuchName();\n```\n",
);
let complaints: string[] = [];

beforeAll(() => {
  complaints = complaintsAbout([...snippets, ...wrong], imports, context);
});

function complaintsOf(document: string): string[] {
  return complaints.filter((complaint) => complaint.startsWith(document));
}

test.each([
  ["README.md", 3],
  [guide, 150],
  ["docs/error-codes.md", 1],
])("the TypeScript of %s compiles, which is at least %i pieces", (document, pieces) => {
  const own = snippets.filter(({ title }) => title.startsWith(document));
  expect(own.length).toBeGreaterThanOrEqual(pieces);
  expect(complaintsOf(document)).toEqual([]);
});

test("only the documents can be wrong, not what surrounds their snippets", () => {
  const known = [...documents, "wrong.md"];
  expect(complaints.filter((c) => !known.some((name) => c.startsWith(name)))).toEqual([]);
});

test("a snippet that is wrong is told with its place and the compiler's words", () => {
  expect(complaintsOf("wrong.md")).toEqual([
    expect.stringMatching(/^wrong\.md, ts block 1 \(line 6\): Cannot find name 'noSuchName'/),
    expect.stringMatching(
      /^wrong\.md, table of line 3 \(line 3\): Argument of type '1' is not assignable/,
    ),
  ]);
});

test("the C names of the guide are those of the headers", () => {
  const api = read("test/conformance/required-api.json");
  const known = new Set(Array.from(api.matchAll(/"c": "(\w+)"/g), ([, name]) => name));
  // A variable, which the list of functions, types and constants leaves out.
  known.add("aos_global_pool");
  const c = [...blocksOf(guide, read(guide), "c"), ...cellsOf(guide, read(guide), "C")];
  expect(c.length).toBeGreaterThan(120);
  expect(c.flatMap(namesOfC).filter((name) => !known.has(name))).toEqual([]);
});

function namesOfC({ code }: Snippet): string[] {
  const withoutText = code.replace(/"[^"]*"/g, "");
  return withoutText.match(/\b(?:aos|oss|AOS|AOSE|OSS)_\w+/g) ?? [];
}

test("the names of this library that the guide speaks of are exported", () => {
  const exported = exportedNames();
  const spoken = codeIn(
    read(guide)
      .replace(/^```.*?^```$/gms, "")
      .replaceAll("\n", " "),
  ).flatMap((code) => code.match(/\b(?:aos|apr|oss|Aos|Apr|Oss)[A-Z]\w*/g) ?? []);
  expect(spoken.length).toBeGreaterThan(100);
  expect(spoken.filter((name) => !exported.has(name))).toEqual([]);
});

test("the links of the guide lead somewhere", () => {
  const links = Array.from(
    read(guide).matchAll(/\]\(([^)#]*)#?([^)]*)\)/g),
    ([, file = "", anchor = ""]) => {
      const target = read(file === "" ? guide : `docs/${file}`);
      return {
        link: `${file}#${anchor}`,
        found: anchor === "" || anchorsOf(target).includes(anchor),
      };
    },
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ found }) => !found)).toEqual([]);
});

/** The anchors that a viewer gives to headings. */
function anchorsOf(text: string): string[] {
  const headings = text.matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}
