/** APR's files, which are Node's file handles. */

import type { Helpers } from "./helper.js";

export const APR_FILES: Helpers<
  "openFile" | "closeFile" | "filePositions" | "seekFile" | "readFile" | "writeFile" | "fileInfo"
> = {
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
    isFirst: true,
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
};
