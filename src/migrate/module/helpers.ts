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
  | "outOf"
  | "textIn"
  | "textFrom"
  | "exponential"
  | "sscanf"
  | "fopen"
  | "fread"
  | "fwrite"
  | "fputs"
  | "fgets"
  | "fseek"
  | "removeFile"
  | "makeDirectory"
  | "openFile"
  | "closeFile"
  | "filePositions"
  | "seekFile"
  | "readFile"
  | "writeFile"
  | "fileInfo"
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
  outOf: {
    code: `
/** What is within an object or an array, as an out-parameter. */
function outOf<T, K extends keyof T>(owner: T, key: K): Out<NonNullable<T[K]>> {
  return {
    get value() {
      return owner[key] ?? null;
    },
    set value(value) {
      owner[key] = value as T[K];
    },
  };
}
`,
    types: ["Out"],
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
  exponential: {
    code: `
/** A number with its exponent, which has two digits at least. */
function exponential(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\\d)$/, "e$10$2");
}
`,
  },
  sscanf: {
    code: `
/** Reads a text as a format says, and says how many targets it filled; -1 where there is nothing. */
function sscanf(
  text: string,
  format: string,
  ...targets: readonly (AosString | Out<number | bigint>)[]
): number {
  const left = [...targets];
  let rest = text;
  for (const [piece, skipped = "", width = "", kind = ""] of format.matchAll(
    /%(\\*?)(\\d*)(?:hh|h|ll|l|z|j)?(\\[\\^?\\]?[^\\]]*\\]|\\w)|%%|\\s+|[^]/g,
  )) {
    const isText = kind === "";
    if (piece.trim() === "" || !/^\\[|^$/.test(kind)) rest = rest.trimStart();
    const room = width === "" ? rest : rest.slice(0, Number(width));
    const found = isText ? textAhead(piece, rest) : patternOf(kind).exec(room)?.[0];
    if (found === undefined) break;
    rest = rest.slice(found.length);
    const target = isText || skipped !== "" ? undefined : left.shift();
    if (target === undefined) continue;
    if (!("value" in target)) target.data = found;
    else if (typeof target.value === "bigint") target.value = BigInt(found);
    else target.value = /x/i.test(kind) ? Number.parseInt(found, 16) : Number(found);
  }
  return left.length === targets.length && rest === "" ? -1 : targets.length - left.length;
}

/** Text of a format that stands where it is read; spaces are skipped anyway. */
function textAhead(piece: string, rest: string): string | undefined {
  const text = piece === "%%" ? "%" : piece.trim();
  return rest.startsWith(text) ? text : undefined;
}

/** What a conversion of \`sscanf\` reads. */
function patternOf(kind: string): RegExp {
  if (kind.startsWith("[")) return new RegExp(\`^\${kind}+\`);
  if (kind === "s") return /^\\S+/;
  if (/x/i.test(kind)) return /^[+-]?(0x)?[\\da-f]+/i;
  return /[du]/.test(kind) ? /^[+-]?\\d+/ : /^[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?/i;
}
`,
    types: ["AosString", "Out"],
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
  makeDirectory: {
    code: `
/** Makes a directory, with those around it; -1 where that fails. */
function makeDirectory(path: string): number {
  try {
    mkdirSync(path, { recursive: true });
    return 0;
  } catch {
    return -1;
  }
}
`,
    node: { "node:fs": ["mkdirSync"] },
  },
  openFile: {
    code: `
/** Opens a file into \`file\`; -1 where that fails. */
async function openFile(file: Out<FileHandle>, path: string, flags: number): Promise<number> {
  file.value = await open(path, flags).catch(() => null);
  return file.value === null ? -1 : 0;
}
`,
    node: { "node:fs/promises": ["open", "type FileHandle"] },
    types: ["Out"],
  },
  closeFile: {
    code: `
/** Closes a file; -1 where that fails. */
async function closeFile(file: FileHandle): Promise<number> {
  return await file.close().then(
    () => 0,
    () => -1,
  );
}
`,
    node: { "node:fs/promises": ["type FileHandle"] },
  },
  filePositions: {
    code: `
/** Where files are read and written next, if a program went there. */
const positions = new WeakMap<FileHandle, number>();
`,
    node: { "node:fs/promises": ["type FileHandle"] },
  },
  seekFile: {
    code: `
/** Goes to a place in a file, counted from its beginning. */
function seekFile(file: FileHandle, offset: number): number {
  positions.set(file, offset);
  return 0;
}
`,
    after: "filePositions",
  },
  readFile: {
    code: `
/** Reads at most \`count\` bytes from where the file is, and says there how many it were. */
async function readFile(file: FileHandle, memory: Buffer, count: Out<number>): Promise<number> {
  const at = positions.get(file) ?? null;
  const { bytesRead } = await file.read(memory, 0, count.value ?? 0, at);
  if (at !== null) positions.set(file, at + bytesRead);
  count.value = bytesRead;
  return bytesRead > 0 ? 0 : -1;
}
`,
    types: ["Out"],
    after: "filePositions",
  },
  writeFile: {
    code: `
/** Writes \`count\` bytes where the file is, and says there how many it were. */
async function writeFile(file: FileHandle, bytes: Uint8Array, count: Out<number>): Promise<number> {
  const at = positions.get(file) ?? null;
  const { bytesWritten } = await file.write(bytes, 0, count.value ?? 0, at);
  if (at !== null) positions.set(file, at + bytesWritten);
  count.value = bytesWritten;
  return 0;
}
`,
    types: ["Out"],
    after: "filePositions",
  },
  fileInfo: {
    code: `
/** Puts size and time of an open file into \`info\`. */
async function fileInfo(info: AprFinfo, file: FileHandle): Promise<number> {
  const { size, mtimeMs } = await file.stat();
  Object.assign(info, { size, mtime: Math.trunc(mtimeMs * 1000) });
  return 0;
}
`,
    node: { "node:fs/promises": ["type FileHandle"] },
    types: ["AprFinfo"],
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
export const NODE_TYPES: Readonly<Record<string, string>> = {
  Stats: "node:fs",
  FileHandle: "node:fs/promises",
};
