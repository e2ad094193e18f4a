import {
  AOSE_INTERNAL_ERROR,
  AOSE_OK,
  AOSE_XML_PARSE_ERROR,
  type AosBuf,
  type AosList,
  type AosPool,
  type AosString,
  aosAtoi64,
  aosBufListContent,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrNull,
  aosStrSet,
  type Out,
  ossGetObjectToBuffer,
  ossPutObjectFromBuffer,
  out,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Reads documents by itself, as the SDK reads its answers: a manifest from a bucket, and what is none. */

const MANIFEST =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Manifest owner="library">\n  <Title>Maps &amp; plans</Title><!-- of 1896 -->\n  <Sheet><Name>harbour</Name><Size>1204</Size><Scale>&#x31;:5000</Scale></Sheet>\n  <Sheet><Name>old &lt;town&gt;</Name><Size>87</Size><Scale/></Sheet>\n  <Sheet><Name></Name></Sheet>\n</Manifest>\n';

const DOCUMENTS: string[] = [
  "<Error><Code>NoSuchKey</Code></Error>",
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>no &quot;right&quot;</Message></Error>\n',
  '<?xml version="1.0"?><Error>\n<Code lang=\'en\' id="a>b" >A<!-- b -->C</Code >\n</Error>',
  '<?xml version="1.0"?><Error><Code><![CDATA[<raw>]]></Code></Error>',
  '<?xml version="1.0"?><Error><Code>cut off',
  '<?xml version="1.0"?><Error><Code>crossed</Error></Code>',
  '<?xml version="1.0"?><Error><Code>a & b</Code></Error>',
  '<?xml version="1.0"?><Error><Code>two</Code></Error><Error><Code>three</Code></Error>',
  "<Error/><Error/>",
  "  <Error/>",
  "plain text",
  "",
];

function pack(p: AosPool, text: string, body: AosList<object>): void {
  aosListInit(body);
  aosListAddTail(aosBufPack(p, text), body);
}

function open_document(body: AosList<AosBuf>, root: Out<XmlNode>): number {
  return aosParseXmlBody(body, root);
}

function print_sheets(_p: AosPool, root: XmlNode): void {
  let total = 0;
  const size = out<number>(0);

  let sheet = mxmlFindElement(root, root, "Sheet");
  while (sheet !== null) {
    const name = getXmlnodeValue(sheet, "Name");
    const scale = aosString();

    aosStrNull(scale);
    if (!getXmlnodeValueStr(sheet, "Scale", scale)) {
      aosStrSet(scale, "unknown");
    }
    if (getXmlnodeValueInt(sheet, "Size", size)) {
      total += size.value ?? 0;
    }
    process.stdout.write(`${name !== null ? name : "no name"}, scale ${scale}\n`);
    sheet = mxmlFindElement(sheet, root, "Sheet");
  }
  process.stdout.write(`${total | 0} bytes\n`);
}

/* What an error's document says, or that it is none. */
function print_error(p: AosPool, text: string): void {
  const body = aosList<AosBuf>();
  const root = out<XmlNode>();
  let code: XmlNode | null = null;
  let said: string | null = null;
  let res = 0;

  pack(p, text, body);
  if ((res = getXmldoc(body, root)) !== AOSE_OK) {
    process.stdout.write(`no document: ${res}\n`);
    return;
  }
  const error = mxmlFindElement(root.value, root.value, "Error");
  if (error === null) {
    process.stdout.write(`${root.value?.name ?? "(null)"} is the root itself\n`);
  } else {
    code = mxmlFindElement(error, error, "Code");
    said = code?.text ?? null;
    process.stdout.write(`${error.name}: ${said === null ? "nothing" : said}\n`);
    said = getXmlnodeValue(error, "Message");
    if (said !== null) {
      process.stdout.write(`  ${said}\n`);
    }
  }
}

async function main(): Promise<number> {
  const bucket = aosString();
  const object = aosString();
  const body = aosList<AosBuf>();
  const root = out<XmlNode>();
  let title: string | null = null;
  let i = 0;

  aosHttpIoInitialize(null, 0);
  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());
  aosStrSet(object, "manifest/maps.xml");

  pack(p, MANIFEST, body);
  let s = await ossPutObjectFromBuffer(options, bucket, object, body, null, null);
  process.stdout.write(`stored: ${s.code}\n`);
  aosListInit(body);
  s = await ossGetObjectToBuffer(options, bucket, object, null, null, body, null);
  if (aosStatusIsOk(s) && open_document(body, root) === AOSE_OK) {
    title = getXmlnodeValue(root.value, "Title");
    process.stdout.write(`${title !== null ? title : "untitled"}\n`);
    print_sheets(p, followed(root.value));
  }

  for (i = 0; i < DOCUMENTS.length; i++) {
    print_error(p, DOCUMENTS[i] ?? "");
  }

  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();

/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}

/** An element of a document. What is within it stands behind it in the list of all. */
interface XmlNode {
  readonly name: string;
  /** The text that it begins with. */
  text: string | null;
  readonly all: readonly XmlNode[];
  readonly at: number;
  end: number;
}

/** Reads a document; NULL where it is none. Behind <?xml ...?>, all is within that. */
function mxmlLoadString(text: string): XmlNode | null {
  const pieces = [
    /<(?<aside>!--[^]*?--|!\[CDATA\[[^]*?\]\]|\?[^]*?\?)>/,
    /<\/(?<closed>[^\s<>/]+)\s*>/,
    /<(?<opened>[^\s<>/!?]+)(?:\s+[^\s<>=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(?<empty>\/?)>/,
    /(?<words>(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-fA-F]{1,5});)+)/,
    /[^]/,
  ];
  const any = new RegExp(pieces.map(({ source }) => source).join("|"), "g");
  const all: XmlNode[] = [];
  const open: XmlNode[] = [];
  for (const { groups: { aside, closed, opened, empty, words } = {} } of text.matchAll(any)) {
    const name = opened ?? aside ?? closed;
    const parent = open.at(-1);
    const isFirst = all.length === 0;
    if (words !== undefined && !isFirst) {
      if (parent?.at === all.length - 1) parent.text ??= unescapedXml(words);
    } else if (name === undefined || (parent === undefined && !isFirst)) {
      return null;
    } else if (name === closed) {
      if (parent?.name !== name) return null;
      parent.end = all.length;
      open.pop();
    } else {
      const isOpen = empty === "" || (isFirst && name.startsWith("?"));
      const end = isOpen ? Number.POSITIVE_INFINITY : all.length + 1;
      const node = { name, text: null, all, at: all.length, end };
      all.push(node);
      if (isOpen) open.push(node);
    }
  }
  const isWhole = open.every(({ name }) => name.startsWith("?"));
  return isWhole ? (all[0] ?? null) : null;
}

/** Text with the characters that its references stand for. */
function unescapedXml(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(#x?)?(\w+);/g, (_, number: string | undefined, name: string) =>
    number === undefined
      ? (named[name] ?? "")
      : String.fromCodePoint(Number.parseInt(name, number === "#" ? 10 : 16)),
  );
}

/** Reads the document that a body is into `root`. */
function aosParseXmlBody(bc: AosList<AosBuf>, root: Out<XmlNode>): number {
  root.value = mxmlLoadString(aosBufListContent(null, bc).toString());
  return root.value === null ? AOSE_INTERNAL_ERROR : AOSE_OK;
}

/** Reads the document that a body is into `root`. */
function getXmldoc(bc: AosList<AosBuf>, root: Out<XmlNode>): number {
  return aosParseXmlBody(bc, root) === AOSE_OK ? AOSE_OK : AOSE_XML_PARSE_ERROR;
}

/** The next element of that name behind `node`, within `top`. */
function mxmlFindElement(node: XmlNode | null, top: XmlNode | null, name: string): XmlNode | null {
  if (node === null || top === null) return null;
  return node.all.slice(node.at + 1, top.end).find((next) => next.name === name) ?? null;
}

/** The text of the first element of that name within `node`. */
function getXmlnodeValue(node: XmlNode | null, name: string): string | null {
  return mxmlFindElement(node, node, name)?.text ?? null;
}

/** The text of the first element of that name into `value`; false where there is none. */
function getXmlnodeValueStr(node: XmlNode | null, name: string, value: AosString): boolean {
  const text = getXmlnodeValue(node, name);
  if (text !== null) aosStrSet(value, text);
  return text !== null;
}

/** The number in the first element of that name into `value`; false where there is none. */
function getXmlnodeValueInt(
  node: XmlNode | null,
  name: string,
  value: Out<number> | null,
): boolean {
  const text = getXmlnodeValue(node, name);
  if (text !== null && value !== null) value.value = Number(aosAtoi64(text));
  return text !== null;
}
