import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AosBuf, aosBufPack } from "../../src/aos/buf.js";
import { aosList, aosListAddTail } from "../../src/aos/list.js";
import {
  aosParseXml,
  aosParseXmlBody,
  aosXmlDocument,
  aosXmlElement,
  aosXmlRootName,
} from "../../src/aos/xml.js";
import { readXml } from "../conformance/xml.js";

const LISTING = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns='http://doc.oss-cn-hangzhou.aliyuncs.com' a = "1">
  <!-- a comment --><?an instruction?>
  <Name>数据</Name>
  <Contents>
    <Key>dir/😀 &amp; &lt;x&gt; &#20013;&#x4E2D;</Key>
    <ETag>"5B3C"</ETag>
    <Owner><ID>1</ID><DisplayName/></Owner>
  </Contents>
  <Contents><Key><![CDATA[<b> & ]] >]]></Key></Contents >
</ListBucketResult>`;

interface Node {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Node[];
}

/** A document as nested arrays: name, text, children. */
function shape(node: Node | null): unknown {
  return node === null ? null : [node.name, node.text, node.children.map(shape)];
}

function textOf(xml: string): string | undefined {
  return aosParseXml(xml)?.text;
}

describe("a document that was read", () => {
  test("has its elements in order, by name and by path", () => {
    const root = aosParseXml(LISTING);
    expect(root?.name).toBe("ListBucketResult");
    expect(root?.child("Name")?.text).toBe("数据");
    expect(root?.all("Contents").map((node) => node.child("Key")?.text)).toEqual([
      "dir/😀 & <x> 中中",
      "<b> & ]] >",
    ]);
    expect(root?.find("Contents", "Owner", "ID")?.text).toBe("1");
    expect(root?.find("Contents", "Owner", "DisplayName")).toMatchObject({
      text: "",
      children: [],
    });
    expect(root?.find()).toBe(root);
    expect(root?.find("Contents", "None", "ID")).toBeNull();
    expect(root?.child("ID")).toBeNull();
    expect(root?.all("ID")).toEqual([]);
  });

  test.each([
    "007",
    "1e5",
    "0x1F",
    "true",
    "  padded  ",
    "\ttab\nfeed\r\nreturn\r",
    "中文 é 😀 \u00a0\u2028\u0085",
    "a > b ]] >",
    "'\"",
  ])("keeps the text %j as it is", (text) => {
    expect(textOf(`<a>${text}</a>`)).toBe(text);
  });

  test.each([
    ["&amp;&lt;&gt;&quot;&apos;", "&<>\"'"],
    ["&#65;&#x41;&#x4e2d;&#x4E2D;&#128512;&#x1F600;", "AA中中😀😀"],
    ["&#9;&#10;&#13;&#xA0;", "\t\n\r\u00a0"],
    ["&#0000000065;", "A"],
    ["&amp;lt;&#38;lt;", "&lt;&lt;"],
    ["x<!-- c -->y<?p i?>z<![CDATA[ & <]]>w", "xyz & <w"],
    ["<![CDATA[\r\n&#13;]]>\r<b\r/>\r\n", "\r\n&#13;\r\r\n"],
    ["x<?pi it's?>y", "xy"],
    ["\u0d00\r\u0d0d\r\r\u010d<![CDATA[\u0d00\r\r]]>", "\u0d00\r\u0d0d\r\r\u010d\u0d00\r\r"],
    ["<b c='>\"'/>x<b c=\"'>\"/>", "x"],
    ["<![CDATA[]]>", ""],
    ["<b>inner</b>outer", "outer"],
  ])("reads %s as %j", (xml, text) => {
    expect(textOf(`<a>${xml}</a>`)).toBe(text);
  });

  test("keeps a long text whole, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("x", "😀", "&", "\r", "\n", " ")), (parts) => {
        const text = parts.join("").repeat(4000);
        expect(textOf(aosXmlElement("a", text))).toBe(text);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "o:Key",
    "é",
    "𠮷",
  ])("may have an element %s, which does no harm", (name) => {
    const root = aosParseXml(`<a><${name}>1</${name}><b>2</b></a>`);
    expect(shape(root)).toEqual([
      "a",
      "",
      [
        [name, "1", []],
        ["b", "2", []],
      ],
    ]);
    expect(root?.child(name)?.text).toBe("1");
    expect(shape(aosParseXml(`<${name}/>`))).toEqual([name, "", []]);
    expect(aosParseXml("<a/>")?.child(name)).toBeNull();
  });

  test("may be UTF-8 with a mark, and UTF-16 with one in either order", () => {
    const text = "<a>中😀</a>";
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    for (const bytes of [Buffer.from(`\ufeff${text}`), little, Buffer.from(little).swap16()]) {
      expect(aosParseXml(bytes)?.text).toBe("中😀");
    }
    expect(textOf(`\ufeff${text}`)).toBe("中😀");
  });

  test("may come in buffers that are cut anywhere, and the list is kept", () => {
    const bytes = Buffer.from(LISTING);
    const whole = shape(aosParseXml(bytes));
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      const list = aosList<AosBuf>();
      aosListAddTail(aosBufPack(null, bytes.subarray(0, cut)), list);
      aosListAddTail(aosBufPack(null, bytes.subarray(cut)), list);
      expect(shape(aosParseXmlBody(list))).toEqual(whole);
      expect([...list].map((buffer) => buffer.bytes.length)).toEqual([cut, bytes.length - cut]);
    }
    expect(aosParseXmlBody(aosList())).toBeNull();
  });
});

describe("the name of a root", () => {
  test.each([
    ["an empty element", "<a/>", "a"],
    ["an element that is open, behind a mark", "\ufeff<a b='>'><c>", "a"],
    ["a document with a prologue", "<?xml version='1.0'?>\n<!-- <b/> --><?p <c> ?>\n<o:K>", "o:K"],
    ["a comment", "<!-- <a/> -->", ""],
    ["a document with a DOCTYPE", "<!DOCTYPE a><a/>", ""],
    ["text", "a<a/>", ""],
    ["nothing", "", ""],
    ["instructions without end", `${"<?a?>".repeat(50_000)}!`, ""],
  ])("of %s is told without reading the rest", (_, text, name) => {
    const list = aosList<AosBuf>();
    aosListAddTail(aosBufPack(null, text), list);
    expect(aosXmlRootName(list)).toBe(name);
  });
});

describe("a document is refused", () => {
  test("wherever it was cut", () => {
    const bytes = Buffer.from(LISTING);
    const taken: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      if (aosParseXml(bytes.subarray(0, length)) !== null) taken.push(length);
    }
    expect(taken).toEqual([]);
    expect(aosParseXml(bytes)).not.toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["space only", " \n"],
    ["no markup", "not xml at all"],
    ["no element", "<?xml version='1.0'?>\n"],
    ["no element but a comment", "<!-- c -->"],
    ["space before the first markup", "\n<a/>"],
    ["two roots", "<a/><b/>"],
    ["text after the root", "<a/>x"],
    ["text before the root", "<!-- c -->x<a/>"],
    ["CDATA after the root", "<a/><![CDATA[x]]>"],
    ["an end without a start", "</a>"],
    ["an end too many", "<a></a></a>"],
    ["ends in the wrong order", "<a><b></a></b>"],
    ["another end", "<a></ab>"],
    ["another case", "<a></A>"],
    ["an open comment", "<a/><!-- c"],
    ["CDATA in an open comment", "<a><!--<![CDATA[x]]></a>"],
    ["a comment that ends twice", "<a><!-- c -- d --></a>"],
    ["an open instruction", "<a/><?pi"],
    ["open CDATA", "<a><![CDATA[x</a>"],
    ["the end of CDATA in a text", "<a>]]></a>"],
    ["a declaration inside", "<a><?xml version='1.0'?></a>"],
    ["a second declaration", "<?xml version='1.0'?><?XML version='1.0'?><a/>"],
    ["a declaration in capitals", "<?XML version='1.0'?><a/>"],
    ["a declaration without a version", "<?xml encoding='UTF-8'?><a/>"],
    ["a declaration of nothing", "<?xml?><a/>"],
    ["a declaration of more", "<?xml version='1.0' x='y'?><a/>"],
    ["a declaration in another order", "<?xml encoding='UTF-8' version='1.0'?><a/>"],
    ["a declaration of version 2", "<?xml version='2.0'?><a/>"],
    ["an instruction without a name", "<a><? x?></a>"],
    ["space before a name", "< a/>"],
    ["no name", "<>x</>"],
    ["a digit at the front of a name", "<1a/>"],
    ["a name that the parser would cut", "<a\ufeffb/>"],
    ["a name that the parser would cut, in Ogham", "<a\u1680b/>"],
    ["a slash and more", "<a/ >"],
    ["an end with an attribute", "<a></a b='1'>"],
    ["an attribute without a value", "<a b/>"],
    ["an attribute without quotes", "<a b=c/>"],
    ["an attribute twice", "<a b='1' b='2'/>"],
    ["attributes without space", "<a b='1'c='2'/>"],
    ["a start in an attribute", "<a b='<'/>"],
    ["a bare ampersand in an attribute", "<a b='&'/>"],
    ["a bare ampersand", "<a>a & b</a>"],
    ["an open reference", "<a>&lt</a>"],
    ["an empty reference", "<a>&;</a>"],
    ["an entity of HTML", "<a>&nbsp;</a>"],
    ["an entity in the wrong case", "<a>&AMP;</a>"],
    ["a property's name as an entity", "<a>&constructor;</a>"],
    ["a reference without digits", "<a>&#;</a>"],
    ["a reference with a sign", "<a>&#-65;</a>"],
    ["a reference in decimal with letters", "<a>&#4E;</a>"],
    ["a reference with a capital X", "<a>&#X41;</a>"],
    ["a reference to NUL", "<a>&#0;</a>"],
    ["a reference to a control character", "<a>&#1;</a>"],
    ["a reference to a surrogate", "<a>&#xD800;</a>"],
    ["a reference beyond Unicode", "<a>&#x110000;</a>"],
    ["a reference beyond all numbers", `<a>&#${"9".repeat(400)};</a>`],
    ["a reference that is longer than any", `<a>&#${"0".repeat(30)}65;</a>`],
    ["a reference outside the root", "<a></a>&amp;"],
    ["a control character", "<a>\u0001</a>"],
    ["a NUL", "<a>\0</a>"],
    ["a lone surrogate", "<a>\ud800</a>"],
    ["a DOCTYPE", "<!DOCTYPE a><a/>"],
    ["a DOCTYPE after the root", "<a/><!DOCTYPE b>"],
    ["a DOCTYPE inside", "<a><!DOCTYPE b></a>"],
    ["an entity of its own", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"],
    ["a file as an entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["an entity outside a DOCTYPE", "<!ENTITY x 'y'><a>&x;</a>"],
    ["a parser's own name for text", "<a><#text>1</#text></a>"],
  ])("for %s", (_, xml) => {
    expect(aosParseXml(xml)).toBeNull();
    expect(aosParseXml(Buffer.from(xml, xml.includes("\ud800") ? "utf16le" : "utf8"))).toBeNull();
  });

  test("for bytes that are not UTF-8", () => {
    for (const hex of ["80", "c3", "ff", "c0af", "eda080", "f4908080"]) {
      const bytes = Buffer.concat([
        Buffer.from("<a>"),
        Buffer.from(hex, "hex"),
        Buffer.from("</a>"),
      ]);
      expect(aosParseXml(bytes), hex).toBeNull();
    }
  });

  test("for elements nested deeper than any answer's", () => {
    const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(aosParseXml(nested(64))).not.toBeNull();
    expect(aosParseXml(nested(65))).toBeNull();
    expect(aosParseXml(nested(1_000_000))).toBeNull();
  });

  test("for more elements than any answer's", () => {
    const withElements = (count: number): string => `<a>${"<b/>".repeat(count - 1)}</a>`;
    expect(aosParseXml(withElements(250_000))?.children.length).toBe(249_999);
    expect(aosParseXml(withElements(250_001))).toBeNull();
  });

  test("for more bytes than any answer's", () => {
    const text = "x".repeat(16 * 1024 * 1024 - 7);
    expect(textOf(`<a>${text}</a>`)?.length).toBe(text.length);
    expect(textOf(`<a>${text}x</a>`)).toBeUndefined();
    expect(aosParseXml(Buffer.alloc(16 * 1024 * 1024 + 1, "<a>"))).toBeNull();
  });
});

describe("hostile documents", () => {
  const many = 200_000;

  // A reader whose time grows with the square of the size would not come to an end here.
  test.each([
    ["ampersands", `<a>${"&".repeat(many)}</a>`],
    ["starts", "<a".repeat(many)],
    ["spaces in a tag", `<a${" ".repeat(many)}b`],
    ["attributes", `<a${Array.from({ length: many }, (_, i) => ` b${String(i)}=''`).join("")}/`],
    ["comments", `<a>${"<!---->".repeat(many)}`],
    ["open comments", `<a>${"<!--".repeat(many)}`],
    ["open CDATA", `<a>${"<![CDATA[".repeat(many)}`],
    ["letters in a name", `<${"n".repeat(many)}`],
    ["letters in a reference", `<a>&${"x".repeat(many)};</a>`],
  ])("with many %s are refused", (_, xml) => {
    expect(aosParseXml(xml)).toBeNull();
  });

  test.each([
    ["references", `<a>${"&#38;".repeat(many)}</a>`, "&".repeat(many)],
    ["empty elements", `<a>${"<b/>".repeat(many)}</a>`, ""],
    ["brackets", `<a>${"]]".repeat(many)}</a>`, "]]".repeat(many)],
  ])("with many %s are read", (_, xml, text) => {
    expect(textOf(xml) === text).toBe(true);
  });

  test("of 16 MiB are read or refused in 300 MB", async () => {
    const program = new URL("../fixtures/huge_xml.ts", import.meta.url).pathname;
    const args = ["--max-old-space-size=300", "--import", "tsx", program];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout.trim().split("\n")).toEqual([
      '"<b/>" false',
      '"x<!---->" true',
      '"<![CDATA[\\r]]>" true',
      '"\\r" true',
    ]);
  });

  test("never throw, whatever byte of a good one is another", () => {
    const good = Buffer.from(LISTING);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        aosParseXml(bytes);
      }),
    );
    const pieces = ["<", ">", "/", "a", "'", '"', "=", " ", "&", ";", "#", "!", "-", "[", "]", "?"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces, "<![CDATA[", "<!--", "<?", "</a>")),
        (words) => {
          aosParseXml(words.join(""));
        },
      ),
    );
  });
});

/** A tree to write: names that XML has, texts of characters that it has. */
interface Tree {
  readonly name: string;
  readonly content: string | Tree[];
}
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
const character = fc.oneof(fc.constantFrom("&", "<", ">", '"', "'", "]", "\n", " "), fc.string());
const text = fc.array(character).map((parts) => {
  return parts.join("").replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/g, "");
});
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    content: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text,
      fc.array(tie("tree"), { minLength: 1, maxLength: 4 }),
    ),
  }),
}));

function write({ name, content }: Tree): string {
  return aosXmlElement(name, typeof content === "string" ? content : content.map(write));
}

function shapeOf({ name, content }: Tree): unknown {
  return typeof content === "string" ? [name, content, []] : [name, "", content.map(shapeOf)];
}

describe("a document that was written", () => {
  test("has mini-XML's form, byte for byte", () => {
    const root = aosXmlElement("Root", [
      aosXmlElement("Null", null),
      aosXmlElement("None", []),
      aosXmlElement("Empty", ""),
      aosXmlElement("Text", `a&b<c>d"e'f\t\n`),
      aosXmlElement("Number", -5),
      aosXmlElement("Big", 18446744073709551615n),
    ]);
    expect(aosXmlDocument(root)).toBe(
      '<?xml version="1.0" encoding="utf-8"?><Root><Null /><None /><Empty></Empty>' +
        "<Text>a&amp;b&lt;c&gt;d&quot;e'f\t\n</Text><Number>-5</Number>" +
        "<Big>18446744073709551615</Big></Root>\n",
    );
  });

  test("is read as what was written", () => {
    fc.assert(
      fc.property(tree, (written) => {
        expect(shape(aosParseXml(aosXmlDocument(write(written))))).toEqual(shapeOf(written));
      }),
    );
  });

  test("is read by another reader as the same", () => {
    fc.assert(
      fc.property(tree, (written) => {
        expect(shape(readXml(aosXmlDocument(write(written))))).toEqual(shapeOf(written));
      }),
    );
  });
});
