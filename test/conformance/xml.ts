/** A small XML reader of the tests' own: elements, text, CDATA, comments, entities; no namespaces. */

/** An element of a document. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  /** Its own text and CDATA, put together. */
  text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)[^>]*?(\/?)>|([^<]+)/g;

/** The root element of a document, or `null` when it is not whole or has more than one. */
export function readXml(xml: string): XmlElement | null {
  const top: XmlElement = { name: "", children: [], text: "" };
  const open = [top];
  let end = 0;
  for (const token of xml.matchAll(TOKEN)) {
    if (token.index !== end || !readToken(token, open)) return null;
    end += token[0].length;
  }
  const [root, ...others] = top.children;
  const isWhole = end === xml.length && open.length === 1 && others.length === 0;
  return isWhole && top.text.trim().replace("\ufeff", "") === "" ? (root ?? null) : null;
}

function readToken(token: RegExpMatchArray, open: XmlElement[]): boolean {
  const [, cdata, close, name, empty, words] = token;
  const parent = open.at(-1);
  if (parent === undefined) return false;
  parent.text += cdata ?? decodeEntities(words ?? "");
  if (name === undefined) return true;
  if (close === "/") return open.pop()?.name === name;
  const element: XmlElement = { name, children: [], text: "" };
  parent.children.push(element);
  if (empty !== "/") open.push(element);
  return true;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof hex === "string") return String.fromCodePoint(Number.parseInt(hex, 16));
    if (typeof decimal === "string") return String.fromCodePoint(Number(decimal));
    return ENTITIES[String(name)] ?? whole;
  });
}

/** The elements that a path of names leads to from the root. */
export function elementsAt(root: XmlElement | null, path: string): XmlElement[] {
  const [first, ...names] = path.split("/");
  if (root === null || root.name !== first) return [];
  return names.reduce(
    (elements, name) => elements.flatMap(({ children }) => children.filter((c) => c.name === name)),
    [root],
  );
}

/** The text at a path; "" without one. */
export function textAt(root: XmlElement | null, path: string): string {
  return elementsAt(root, path)[0]?.text ?? "";
}

/** The leaves of a document with their paths, in order. */
export function leavesOf(root: XmlElement): { path: string; text: string }[] {
  return leavesBelow(root, root.name);
}

function leavesBelow(element: XmlElement, path: string): { path: string; text: string }[] {
  if (element.children.length === 0) return [{ path, text: element.text }];
  return element.children.flatMap((child) => leavesBelow(child, `${path}/${child.name}`));
}
