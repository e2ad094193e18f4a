/** Reads C files, and the local headers that they include. */

import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isCuTestFile } from "./library/cutest.js";
import type { SourceFile } from "./translation.js";

/** A C file that was read. */
export interface CSource extends SourceFile {
  readonly encoding: "utf-8" | "gb18030";
}

const INCLUDE = /^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm;

/**
 * The files in their order, then the headers they include that lie beside them, each once. CuTest's own
 * are left where they are: vitest stands in their place.
 */
export async function readSources(paths: readonly string[]): Promise<CSource[]> {
  const files = new Map<string, CSource>();
  for (const path of paths) {
    if (!isCuTestFile(path)) files.set(join(path), await readSource(path));
  }
  // What is added while this runs is visited as well: headers include headers.
  for (const { path, text } of files.values()) {
    for (const [, name = ""] of text.matchAll(INCLUDE)) {
      const header = join(dirname(path), name);
      if (!files.has(header) && !isCuTestFile(header) && (await isFile(header))) {
        files.set(header, await readSource(header));
      }
    }
  }
  return [...files.values()];
}

/** Reads one file; throws an `Error` that says why it can't be translated. */
async function readSource(path: string): Promise<CSource> {
  if (!/\.[ch]$/i.test(path))
    throw new Error(`${path}: is no C file, its name ends neither with .c nor .h`);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Error(`${path}: ${reasonOf(error)}`);
  });
  if (bytes.includes(0)) throw new Error(`${path}: is no text`);
  return { path, ...decoded(path, bytes) };
}

/** The encodings that C files come in, the likelier one first; text in the second is seldom valid in the first. */
const ENCODINGS = ["utf-8", "gb18030"] as const;

function decoded(path: string, bytes: Buffer): Pick<CSource, "text" | "encoding"> {
  for (const encoding of ENCODINGS) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // The next one may fit.
    }
  }
  throw new Error(
    `${path}: is neither in UTF-8 nor in GB18030; \`iconv -t utf-8\` turns it into the first`,
  );
}

/** Why a file can't be read, in words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) return String(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "is a directory",
    EACCES: "may not be read",
  };
  return reasons[String(error.code)] ?? error.message;
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}
