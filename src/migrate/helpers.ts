/** What stands at the end of a module that needs it: what C's library does, where Node has no call for it. */

export interface Helper {
  readonly code: string;
  /** What it needs of Node, by module. */
  readonly node?: Readonly<Record<string, readonly string[]>>;
  /** The package's types that it needs. */
  readonly types?: readonly string[];
  /** The helper that declares what this one uses. */
  readonly after?: string;
}

export type HelperName =
  | "followed"
  | "textIn"
  | "textFrom"
  | "fopen"
  | "fread"
  | "fwrite"
  | "fputs"
  | "fgets"
  | "fseek"
  | "removeFile"
  | "fileStatus";

export const HELPERS: Readonly<Record<HelperName, Helper>> = {
  followed: {
    code: `
/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}
`,
  },
  textIn: {
    code: `
/** The text that memory holds, up to its NUL. */
function textIn(memory: Uint8Array): string {
  const end = memory.indexOf(0);
  return Buffer.from(memory.subarray(0, end < 0 ? memory.length : end)).toString();
}
`,
  },
  textFrom: {
    code: `
/** A text from a place on; NULL where that is none. */
function textFrom(text: string, at: number): string | null {
  return at < 0 ? null : text.slice(at);
}
`,
  },
  fopen: {
    code: `
/** An open file, as C's \`FILE\`. */
interface CFile {
  readonly fd: number;
  position: number;
  atEnd: boolean;
}

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
    after: "fopen",
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
    after: "fopen",
  },
  fputs: {
    code: `
/** Writes a text. */
function fputs(text: string, file: CFile): void {
  file.position += writeSync(file.fd, text, file.position);
}
`,
    node: { "node:fs": ["writeSync"] },
    after: "fopen",
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
    after: "fopen",
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
    after: "fopen",
  },
  removeFile: {
    code: `
/** Deletes a file; -1 where that fails. */
function removeFile(path: string): number {
  try {
    unlinkSync(path);
    return 0;
  } catch {
    return -1;
  }
}
`,
    node: { "node:fs": ["unlinkSync"] },
  },
  fileStatus: {
    code: `
/** Puts into \`status\` what is known of a file; -1 where there is none. */
function fileStatus(path: string, status: Out<Stats>): number {
  status.value = statSync(path, { throwIfNoEntry: false }) ?? null;
  return status.value === null ? -1 : 0;
}
`,
    node: { "node:fs": ["statSync", "type Stats"] },
    types: ["Out"],
  },
};

/** The types that Node declares, and where. */
export const NODE_TYPES: Readonly<Record<string, string>> = { Stats: "node:fs" };
