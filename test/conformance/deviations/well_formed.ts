/** Whether a document is well-formed, told without the library's reader. */

import { isUtf8 } from "node:buffer";
import { type Json, toBytes } from "../values.js";
import { readXml, type XmlElement } from "../xml.js";

const UNKNOWN_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
const NO_CHARACTER = /[^\t\n\r\x20-\u{10ffff}]/u;
/** Tags, with nothing but attributes in quotes. */
const TAGS = /<\/?[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>|<\?[\s\S]*?\?>/g;

/** The root of a document that is whole and well-formed, else `null`. */
export function wellFormedRoot(source: Json | undefined): XmlElement | null {
  const text = documentText(toBytes(source));
  if (text === null || NO_CHARACTER.test(text)) return null;
  const words = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, "");
  // Like mini-XML, the library takes no white space at the front, and a declaration only there.
  const isOdd = !text.startsWith("<") || /(?!^)<\?xml\s/.test(text);
  const hasOdd = UNKNOWN_ENTITY.test(words) || words.replace(TAGS, "").includes("<");
  return isOdd || hasOdd || !hasCharacters(words) ? null : readXml(text);
}

/** UTF-8, or UTF-16 with a mark at its front. */
function documentText(bytes: Buffer): string | null {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!isUtf16 && !isUtf8(bytes)) return null;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace("\ufeff", "");
}

/** Whether the numeric references are characters. */
function hasCharacters(words: string): boolean {
  return [...words.matchAll(/&#(x?)([\da-f]+);/gi)].every(([, hex, digits = ""]) => {
    const code = Number.parseInt(digits, hex === "" ? 10 : 16);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    return code <= 0x10ffff && !isSurrogate && !NO_CHARACTER.test(String.fromCodePoint(code));
  });
}
