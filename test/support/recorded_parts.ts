/** What a transfer has recorded on disk, read independently of the code that wrote it. */

import { existsSync, readFileSync } from "node:fs";
import { elementsAt, readXml, textAt, type XmlElement } from "../conformance/xml.js";

/** C's elements of a checkpoint, in C's order; ours come behind them. */
const ELEMENTS = [
  ["Checkpoint", "MD5 Type LocalFile Object UploadId CPParts"],
  ["Checkpoint/LocalFile", "Path Size LastModified MD5"],
  ["Checkpoint/Object", "Key Size LastModified ETag"],
] as const;

/**
 * The numbers of the parts that are recorded at `path`, from 0; `null` when there is no checkpoint. The
 * journal's last line may be cut short.
 *
 * @throws Error when the checkpoint is not one that C can read
 */
export function readRecordedParts(path: string): Set<number> | null {
  if (!existsSync(path)) return null;
  const root = readXml(readFileSync(path, "utf8"));
  if (root === null) throw new Error("the checkpoint is not whole");
  for (const [at, names] of ELEMENTS) {
    const found = namesAt(root, at).slice(0, names.split(" ").length).join(" ");
    if (found !== names) throw new Error(`the checkpoint has ${found} in ${at}`);
  }
  const parts = elementsAt(root, "Checkpoint/CPParts/Parts/Part");
  const number = textAt(root, "Checkpoint/CPParts/Number");
  const isInOrder = parts.every((part, i) => textAt(part, "Part/Index") === String(i));
  if (String(parts.length) !== number || !isInOrder) {
    throw new Error(`the checkpoint has not its ${number} parts in order`);
  }
  const done = parts.flatMap((part, i) => (textAt(part, "Part/Completed") === "1" ? [i] : []));
  return new Set([...done, ...journaled(`${path}.journal`)]);
}

/** As {@link readRecordedParts}, and without a checkpoint no parts. */
export function recordedParts(path: string): Set<number> {
  return readRecordedParts(path) ?? new Set();
}

function namesAt(root: XmlElement, path: string): string[] {
  return (elementsAt(root, path)[0]?.children ?? []).map(({ name }) => name);
}

function journaled(path: string): number[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").matchAll(
    /^(\d+) \d+ [0-9a-f]{32} "[0-9A-F]+(?:-\d+)?"$/gm,
  );
  return [...lines].map(([, index]) => Number(index));
}
