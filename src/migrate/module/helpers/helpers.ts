/** What a module gets that needs it: what C's library does, where Node has no call for it. */

import { APR_FILES } from "./apr_files.js";
import type { Helpers } from "./helper.js";
import { PATHS } from "./paths.js";
import { POINTERS } from "./pointers.js";
import { SCANF } from "./scanf.js";
import { STDIO } from "./stdio.js";
import { TEXTS } from "./texts.js";
import { XML } from "./xml.js";

export type HelperName =
  | keyof typeof POINTERS
  | keyof typeof TEXTS
  | keyof typeof SCANF
  | keyof typeof STDIO
  | keyof typeof PATHS
  | keyof typeof APR_FILES
  | keyof typeof XML;

/** In the order in which they stand at the end of a module. */
export const HELPERS: Helpers<HelperName> = {
  ...POINTERS,
  ...TEXTS,
  ...SCANF,
  ...STDIO,
  ...PATHS,
  ...APR_FILES,
  ...XML,
};

/** The types that helpers declare. */
export const HELPER_TYPES: Readonly<Record<string, HelperName>> = {
  CFile: "CFile",
  XmlNode: "XmlNode",
};

/** The types that Node declares, and where. */
export const NODE_TYPES: Readonly<Record<string, string>> = {
  Stats: "node:fs",
  FileHandle: "node:fs/promises",
};
