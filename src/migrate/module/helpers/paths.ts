/** What is done to a file by its name. */

import type { Helpers } from "./helper.js";

export const PATHS: Helpers<"removeFile" | "makeDirectory" | "fileStatus"> = {
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
