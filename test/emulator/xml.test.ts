/** The emulator's own reader of requests' documents, and its writer. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OssError } from "../../src/emulator/error.js";
import { childText, readXml } from "../../src/emulator/xml.js";
import { xmlDocument } from "../../src/emulator/xml_writer.js";

describe("a document", () => {
  test.each([
    ["<a><b>x</b></a>", "x"],
    ["<a><b> x\n</b></a>", " x\n"],
    ["<a><b>007</b></a>", "007"],
    ["<a><b/></a>", ""],
    ["<a><b></b></a>", ""],
    ['\uFEFF<?xml version="1.0"?>\n<!-- c --><a xmlns="u:r/i">\n <b c="d">x</b >\n</a>\n', "x"],
    ["<a><b>&lt;&amp;&gt;&quot;&apos;&#228;&#x1F642;</b></a>", "<&>\"'ä🙂"],
    ["<a><b>1<![CDATA[<&2]]>3</b></a>", "1<&23"],
    ["<a><c><b>y</b></c><b>x</b><b>z</b></a>", "x"],
    ["\r\n<a>\r\n<b\r>1\r\n2\r<![CDATA[3\r&#13;]]></b></a>\r\n", "1\r\n2\r3\r&#13;"],
    ["<a><!-- <b>y</b> --><?p it's?><b>x<!-- y --></b></a>", "x"],
  ])("%j is read", (document, text) => {
    expect(childText(readXml(document, "a"), "b")).toBe(text);
  });

  test.each([
    "",
    "x",
    "<a>",
    "<a><b></a>",
    "<a></b>",
    "</a>",
    "<a></a><a></a>",
    "<a></a>x",
    "<a/>x",
    "x<a/>",
    "<a/>&#13;",
    "<a/><!-- ",
    "<a/><![CDATA[x]]>",
    "<a></a b='1'>",
    "<a<!-- c -->></a>",
    "<a><constructor/></a>",
    `${"<a>".repeat(1000)}${"</a>".repeat(1000)}`,
    "<b></b>",
    "<a>&unknown;</a>",
    "<a>&amp</a>",
    "<a>&#x110000;</a>",
    "<a>&</a>",
    "<a <b></a>",
    "<a/",
    "<a><!-- </a>",
    "<!DOCTYPE a><a></a>",
  ])("%j is refused", (document) => {
    expect(() => readXml(document, "a")).toThrow(OssError);
  });

  test("of nothing but beginnings is refused at the first", () => {
    // To look for the end of each takes minutes, in which nobody is answered.
    for (const start of ["<!--", "<?", "<![CDATA[", "<a ", "</"]) {
      expect(() => readXml(start.repeat(250_000), "a")).toThrow(OssError);
    }
  });

  test("that was written is read the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const document = xmlDocument("a", [["b", text]]);
        expect(childText(readXml(document, "a"), "b")).toBe(text);
      }),
    );
  });
});
