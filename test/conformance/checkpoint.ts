/** Compares checkpoint files by their elements: ours may hold more than C's, in the same order. */

/** One element with its text, by its path from the root: `Checkpoint/LocalFile/Path`. */
interface Element {
  readonly path: string;
  readonly text: string;
}

/** In which ways `actual` lacks what `expected` has; the checksum in MD5 is our own. */
export function checkpointDifference(expected: string, actual: string): string[] {
  const wanted = leavesOf(expected);
  const got = leavesOf(actual);
  if (wanted.length === 0 || got.length === 0) {
    return expected.trim() === actual.trim() ? [] : [`expected ${expected}, got ${actual}`];
  }
  const differences: string[] = [];
  let at = 0;
  for (const element of wanted) {
    const found = got.findIndex((own, i) => i >= at && own.path === element.path);
    const text = got[found]?.text ?? null;
    if (text === null) differences.push(`${element.path} is missing or out of order`);
    else if (text !== element.text && !element.path.endsWith("MD5")) {
      differences.push(`${element.path}: expected "${element.text}", got "${text}"`);
    }
    if (found >= 0) at = found + 1;
  }
  return differences;
}

/** The elements without children, in order. */
function leavesOf(xml: string): Element[] {
  const leaves: Element[] = [];
  const path: string[] = [];
  let text: string | null = null;
  for (const [, close, name = "", empty, words] of xml.matchAll(
    /<(\/?)([\w.-]+)[^>]*?(\/?)>|([^<]+)/g,
  )) {
    if (words !== undefined) {
      text = text === null ? null : text + words;
    } else if (close === "/") {
      if (text !== null) leaves.push({ path: path.join("/"), text: unescape(text.trim()) });
      text = null;
      path.pop();
    } else if (empty === "/") {
      leaves.push({ path: [...path, name].join("/"), text: "" });
    } else {
      path.push(name);
      text = "";
    }
  }
  return leaves;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
