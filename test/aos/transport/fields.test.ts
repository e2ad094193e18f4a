import { expect, test } from "vitest";
import { fieldTexts } from "../../../src/aos/transport/fields.js";

const TEXTS = ["Server", "AliyunOSS", "ETag", '"5B3C"', "x-oss-meta-empty", ""];

/** The texts as views of one memory, with what stands between them on the wire. */
function viewsOf(texts: readonly string[]): Buffer[] {
  const memory = Buffer.from(`HTTP/1.1 200 OK\r\n${texts.join(": ")}\r\n\r\n`);
  let at = memory.indexOf("\n") + 1;
  return texts.map((text) => {
    const length = Buffer.byteLength(text);
    const view = memory.subarray(at, at + length);
    at += length + 2;
    return view;
  });
}

test("gives the texts of fields that came in one read", () => {
  expect(fieldTexts(viewsOf(TEXTS))).toEqual(TEXTS);
});

test("gives the texts of fields that came in several reads, in whatever memory they lie", () => {
  const [first, last] = [viewsOf(TEXTS), viewsOf(TEXTS)];
  expect(fieldTexts([...first, ...last])).toEqual([...TEXTS, ...TEXTS]);
  expect(fieldTexts([...last.toReversed(), ...first])).toEqual([...TEXTS.toReversed(), ...TEXTS]);
  const joined = Buffer.concat([Buffer.from("Ali"), Buffer.from("yunOSS")]);
  expect(fieldTexts([...first.slice(0, 1), joined, ...first.slice(2)])).toEqual(TEXTS);
});

test("reads UTF-8", () => {
  const texts = ["x-oss-meta-name", "G\u00e4rten \u{1f600}", "ETag", "1"];
  expect(fieldTexts(viewsOf(texts))).toEqual(texts);
});

test("gives nothing of nothing", () => {
  expect(fieldTexts([])).toEqual([]);
});
