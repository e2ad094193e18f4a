/** C's `FILE` and what is done with one. */

import type { Helpers } from "./helper.js";

type Name = "CFile" | "fopen" | "fread" | "fwrite" | "fputs" | "fgets" | "fseek";

export const STDIO: Helpers<Name> = {
  CFile: {
    code: `
/** An open file, as C's \`FILE\`. */
interface CFile {
  readonly fd: number;
  position: number;
  atEnd: boolean;
}
`,
  },
  fopen: {
    code: `
/** Opens a file; NULL where that fails. */
function fopen(path: string, mode: string): CFile | null {
  try {
    const fd = openSync(path, mode.replace("b", ""));
    return { fd, position: mode.startsWith("a") ? fstatSync(fd).size : 0, atEnd: false };
  } catch {
    return null;
  }
}
`,
    node: { "node:fs": ["fstatSync", "openSync"] },
    after: "CFile",
  },
  fread: {
    code: `
/** Reads \`count\` items of a size, and says how many were there. */
function fread(memory: Uint8Array, size: number, count: number, file: CFile): number {
  const read = readSync(file.fd, memory, 0, size * count, file.position);
  file.position += read;
  file.atEnd = read < size * count;
  return Math.trunc(read / size);
}
`,
    node: { "node:fs": ["readSync"] },
    after: "CFile",
  },
  fwrite: {
    code: `
/** Writes \`count\` items of a size, and says how many it were. */
function fwrite(memory: Uint8Array, size: number, count: number, file: CFile): number {
  const written = writeSync(file.fd, memory, 0, size * count, file.position);
  file.position += written;
  return Math.trunc(written / size);
}
`,
    node: { "node:fs": ["writeSync"] },
    after: "CFile",
  },
  fputs: {
    code: `
/** Writes a text. */
function fputs(text: string, file: CFile): void {
  file.position += writeSync(file.fd, text, file.position);
}
`,
    node: { "node:fs": ["writeSync"] },
    after: "CFile",
  },
  fgets: {
    code: `
/** Reads a line, with the end of line, as far as there is room; false where the file ends. */
function fgets(line: AosString, size: number, file: CFile): boolean {
  const memory = Buffer.alloc(size - 1);
  const read = memory.subarray(0, readSync(file.fd, memory, 0, size - 1, file.position));
  const end = read.indexOf("\\n");
  const text = end < 0 ? read : read.subarray(0, end + 1);
  file.position += text.length;
  file.atEnd = end < 0 && read.length < size - 1;
  if (text.length > 0) line.data = text.toString();
  return text.length > 0;
}
`,
    node: { "node:fs": ["readSync"] },
    types: ["AosString"],
    after: "CFile",
  },
  fseek: {
    code: `
/** Goes to a place in a file. */
function fseek(file: CFile, offset: number, origin: string): number {
  const from = { SEEK_SET: 0, SEEK_CUR: file.position, SEEK_END: fstatSync(file.fd).size };
  file.position = (from[origin as keyof typeof from] ?? 0) + offset;
  file.atEnd = false;
  return 0;
}
`,
    node: { "node:fs": ["fstatSync"] },
    after: "CFile",
  },
};
