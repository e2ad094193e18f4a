/** Hostile XML: documents that are nearly well-formed, heaps of tokens, and what is very much of something. */

import fc from "fast-check";
import { applyEdits, edits } from "./edits.js";

/** Texts as they stand in a document: escaped, and not. */
export const xmlWords: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }).map(escapeXml),
  fc.string({ unit: "binary", maxLength: 6 }).map(escapeXml),
  fc.string({ maxLength: 8 }).map((text) => `<![CDATA[${text}]]>`),
  fc.nat(0x11ffff).map((code) => `&#${code};`),
  fc.nat(0x11ffff).map((code) => `&#x${code.toString(16)};`),
  fc.constantFrom("&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "\r", "\r\n", "\n", " ", "]]"),
  fc.constantFrom("<!-- c -->", "<?pi it's?>", "&nbsp;", "&;", "&#;", "&#0;", "&", "\ufffe"),
  fc.string({ maxLength: 4 }),
);

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const names = fc.oneof(
  fc.constantFrom("a", "b", "Key", "o:Key", "__proto__", "constructor", "é", "𠮷", "_", "a-.1"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
);
const spaces = fc.constantFrom("", "", " ", "\n", "\t", "\r\n", "\u00a0");
const attributes = fc.oneof(
  fc.constantFrom(
    "",
    "",
    ' a="1"',
    " a='&lt;' b='>'",
    " a=1",
    " a='1' a='2'",
    " a='<'",
    " xmlns='u'",
  ),
  fc.tuple(names, xmlWords).map(([name, value]) => ` ${name}="${value}"`),
);

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      names,
      attributes,
      spaces,
      fc.array(fc.oneof({ depthSize: "small" }, xmlWords, tie("element")), { maxLength: 4 }),
    )
    .map(([name, attribute, space, content]) =>
      content.length === 0
        ? `<${name}${attribute}${space}/>`
        : `<${name}${attribute}${space}>${content.join("")}</${name}${space}>`,
    ),
}));

const prologue = fc.constantFrom(
  "",
  "",
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  "<?xml version='1.1' standalone='no' ?>",
  "<?xml version='2.0'?>",
  '<?xml encoding="gbk"?>',
  "<?XML version='1.0'?>",
  "<!-- c --><?p?>",
  " ",
  "\ufeff",
  "<!DOCTYPE a>",
  "<!DOCTYPE a [<!ENTITY x 'y'>]>",
  "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;&x;&x;&x;&x;'>]><a>&y;&y;</a>",
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
);
const epilogue = fc.constantFrom("", "", "\n", "<!-- end -->", "<?p?>", "x", "<b/>", "\0", "</a>");
const whole = fc.tuple(prologue, element, epilogue).map((parts) => parts.join(""));

const tokens = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        "/",
        "</",
        "/>",
        "<a",
        "<a>",
        "</a>",
        "<b/>",
        "=",
        "'",
        '"',
        "&",
        ";",
      ),
      fc.constantFrom(
        "<!--",
        "-->",
        "--",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<?xml",
        "<!DOCTYPE",
        "[",
        "]",
      ),
      fc.constantFrom(
        " ",
        "\n",
        "\r",
        "#",
        "x",
        "é",
        "\ufeff",
        "\ud800",
        "\ufffe",
        "version='1.0'",
      ),
    ),
    { maxLength: 12 },
  )
  .map((all) => `<a>${all.join("")}</a>`);

/** Much of something: deep, wide, long. */
const much = fc
  .tuple(
    fc.constantFrom(
      "<a>",
      "<a/>",
      "<!--",
      "<![CDATA[",
      "&lt;",
      "&",
      "]",
      "\r",
      "x",
      "<a b='",
      " a='1'",
    ),
    fc.oneof({ weight: 30, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(100_000) }),
    fc.constantFrom("", "</a>"),
  )
  .map(([piece, count, end]) => `<a>${piece.repeat(count)}${end.repeat(count)}</a>`);

/** Puts a text into bytes of one encoding or the other. */
export function encoded(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const asUtf16 = (xml: string): Buffer => Buffer.from(`\ufeff${xml}`, "utf16le");
  return fc.oneof(
    { weight: 12, arbitrary: text.map((xml) => Buffer.from(xml)) },
    { weight: 1, arbitrary: text.map((xml) => Buffer.from(`\ufeff${xml}`)) },
    { weight: 1, arbitrary: text.map((xml) => Buffer.from(xml, "latin1")) },
    { weight: 1, arbitrary: text.map(asUtf16) },
    { weight: 1, arbitrary: text.map((xml) => asUtf16(xml).swap16()) },
  );
}

/** Damages texts of about `length` bytes. */
export function damaged(text: fc.Arbitrary<string>, length: number): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(encoded(text), edits(length))
    .map(([bytes, changes]) => applyEdits(bytes, changes));
}

/** Documents of every kind, and what is none. */
export const xmlDocuments: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: damaged(whole, 100) },
  { weight: 4, arbitrary: encoded(whole) },
  { weight: 4, arbitrary: encoded(tokens) },
  { weight: 1, arbitrary: encoded(much) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
);
