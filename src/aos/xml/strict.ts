/**
 * What fast-xml-parser lets pass, and what it changes, though a document must be read as it is or
 * not at all.
 *
 * The parser makes a tree of anything, and its validator is deprecated, so a walk over the markup
 * holds the document to XML 1.0 first. Without it the library (5.12.1) would
 *
 * - take elements that are open at the end, ends of other names, and several roots;
 * - take CDATA sections outside the root, and drop texts there;
 * - leave references that XML has not as they stand, and drop those to control characters;
 * - read a DOCTYPE, and the entities in it;
 * - take names, attributes, comments, instructions and declarations of any form, control characters,
 *   `]]>` in a text, and elements nested deeper, and more of them, than in any answer.
 *
 * The walk leaves the same elements and texts, in a form in which the library keeps them:
 *
 * - carriage returns in texts become {@link RETURN}: it makes line feeds of them;
 * - instructions go: it takes an apostrophe in one for the start of a value;
 * - long texts are cut by empty CDATA sections: it adds them up character by character, and each
 *   takes 40 bytes until the text ends.
 *
 * @packageDocumentation
 */

/** The service nests five elements. */
const MAX_DEPTH = 64;
/** A checkpoint of 10000 parts has 70,000, and no answer of the service more. Each takes 250 bytes. */
const MAX_ELEMENTS = 250_000;
/** The characters and references of a text between two cuts. */
const MAX_RUN = 4096;

/**
 * The characters at the front of a name, without U+1680 and U+FEFF, where the library ends it. Both
 * halves of the characters from U+10000 to U+EFFFF are at the end.
 */
const FIRST_OF_NAME =
  ":A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u167F\\u1681-\\u1FFF" +
  "\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE" +
  "\\uFF00-\\uFFFD\\uD800-\\uDB7F\\uDC00-\\uDFFF";
const NAME = `[${FIRST_OF_NAME}][-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040${FIRST_OF_NAME}]*`;
const SPACE = "[ \\t\\r\\n]";
const EQUALS = `${SPACE}*=${SPACE}*`;
const ATTRIBUTE = `${SPACE}+(?:${NAME})${EQUALS}(?:"[^"<]*"|'[^'<]*')`;

const START = `<(${NAME})((?:${ATTRIBUTE})*)${SPACE}*(/?)>`;
const END = `</(${NAME})${SPACE}*>`;
const CDATA = "<!\\[CDATA\\[[^]*?\\]\\]>";
const COMMENT = "<!--[^]*?-->";
const INSTRUCTION = `<\\?${NAME}(?:${SPACE}[^]*?)?\\?>`;
/** One piece of markup, and the text up to the next. */
const PIECE = new RegExp(`(?:${START}|${END}|(${CDATA}|${COMMENT}|${INSTRUCTION}))([^<]*)`, "gy");

const VALUES = /"[^"]*"|'[^']*'/g;
const RESERVED = /^<\?xml[\s?]/i;
const DECLARATION = new RegExp(
  `^<\\?xml${SPACE}+version${EQUALS}(["'])1\\.[0-9]+\\1` +
    `(?:${SPACE}+encoding${EQUALS}(["'])[A-Za-z][A-Za-z0-9._-]*\\2)?` +
    `(?:${SPACE}+standalone${EQUALS}(["'])(?:yes|no)\\3)?${SPACE}*\\?>$`,
);
const RUN = new RegExp(`(?:[^&]|&[^;]*;){1,${MAX_RUN}}`, "g");
/** Without too many digits: the library looks no further than 32 characters for the semicolon. */
const NO_REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,20}|#x[0-9A-Fa-f]{1,20});)/;
const NUMBER = /&#([^;]*);/g;
/** What no document may hold, not even as a reference: control characters and lone surrogates. */
const NO_CHARACTER = /[^\t\n\r\x20-\uD7FF\uE000-\u{10FFFF}]/u;

/** Stands for a carriage return of a text: no document may hold it. */
const RETURN = "\x01";

/** A text of the library's tree as it stands in the document. */
export function withReturns(text: string): string {
  return text.includes(RETURN) ? exchange(text, RETURN, "\r") : text;
}

/** One character for another. Among millions of them `replace` takes seconds, and a gigabyte. */
function exchange(text: string, from: string, to: string): string {
  const bytes = Buffer.from(text, "utf16le");
  const [low, replacement] = [from.charCodeAt(0), to.charCodeAt(0)];
  for (let at = 0; at < bytes.length; at += 2) {
    if (bytes[at] === low && bytes[at + 1] === 0) bytes[at] = replacement;
  }
  return bytes.toString("utf16le");
}

/**
 * Holds a document to XML 1.0.
 *
 * @returns the document in the form that fast-xml-parser keeps, with {@link RETURN} in its texts
 * @throws Error at the first fault
 */
export function strictXml(text: string): string {
  refuse(NO_CHARACTER.test(text), "a character that XML has not");
  const walk = new Walk(text);
  let end = 0;
  for (const piece of text.matchAll(PIECE)) {
    walk.take(piece);
    end += piece[0].length;
  }
  refuse(end < text.length, "no markup, or markup that is open");
  return walk.end();
}

/** The name of the first element of a document, "" without one. */
export function rootName(text: string): string {
  for (const { 1: start } of text.matchAll(PIECE)) {
    if (start !== undefined) return start;
  }
  return "";
}

/** What is known of a document up to some piece of its markup. */
class Walk {
  readonly #text: string;
  readonly #open: string[] = [];
  #roots = 0;
  #elements = 0;
  /** What is kept of the text up to the index that follows. */
  #kept = "";
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(piece: RegExpExecArray): void {
    const { 1: start, 2: attributes = "", 3: slash, 4: end, 5: other = "", 6: words = "" } = piece;
    if (start !== undefined) this.#start(start, attributes, slash === "/");
    else if (end !== undefined) refuse(this.#open.pop() !== end, "an end without its start");
    else this.#other(other, piece.index);
    this.#words(words, piece.index + piece[0].length - words.length);
  }

  end(): string {
    refuse(this.#open.length > 0 || this.#roots === 0, "an element that is open, or none");
    return this.#kept + this.#text.slice(this.#from);
  }

  #start(name: string, attributes: string, isEmpty: boolean): void {
    if (this.#open.length === 0) this.#roots++;
    refuse(this.#roots > 1, "two roots");
    refuse(++this.#elements > MAX_ELEMENTS, "more elements than any answer has");
    checkAttributes(attributes);
    if (!isEmpty) this.#open.push(name);
    refuse(this.#open.length > MAX_DEPTH, "more elements nested than any answer has");
  }

  #other(markup: string, at: number): void {
    if (markup.startsWith("<!--")) {
      refuse(markup.indexOf("--", 4) < markup.length - 3, "two hyphens in a comment");
    } else if (markup.startsWith("<?")) {
      const isDeclaration = at === 0 && DECLARATION.test(markup);
      refuse(
        RESERVED.test(markup) && !isDeclaration,
        "a declaration that is none, or not in front",
      );
      this.#replace(at, markup, "");
    } else {
      refuse(this.#open.length === 0, "CDATA outside the root");
      if (markup.includes("\r")) this.#replace(at, markup, exchange(markup, "\r", RETURN));
    }
  }

  #words(words: string, at: number): void {
    if (this.#open.length === 0) {
      refuse(/[^ \t\r\n]/.test(words), "a text outside the root");
      return;
    }
    refuse(words.includes("]]>"), "the end of CDATA in a text");
    checkReferences(words);
    if (words.length > MAX_RUN || words.includes("\r")) {
      const cut = words.length > MAX_RUN ? words.replace(RUN, "$&<![CDATA[]]>") : words;
      this.#replace(at, words, exchange(cut, "\r", RETURN));
    }
  }

  #replace(at: number, part: string, by: string): void {
    this.#kept += this.#text.slice(this.#from, at) + by;
    this.#from = at + part.length;
  }
}

function checkAttributes(attributes: string): void {
  if (attributes === "") return;
  checkReferences(attributes);
  const names = attributes.replace(VALUES, "").match(/[^\s=]+/g) ?? [];
  refuse(new Set(names).size < names.length, "an attribute twice");
}

function checkReferences(words: string): void {
  if (!words.includes("&")) return;
  refuse(NO_REFERENCE.test(words), "a reference to nothing that XML has");
  for (const [, number = ""] of words.matchAll(NUMBER)) {
    const code = Number(number.replace("x", "0x"));
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : "\0";
    refuse(NO_CHARACTER.test(character), "a reference to a character that XML has not");
  }
}

function refuse(when: boolean, fault: string): void {
  if (when) throw new Error(fault);
}
