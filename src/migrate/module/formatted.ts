/** How TypeScript looks: as prettier has it, which the build bundles. */

import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import { format } from "prettier/standalone";
import type { Translation } from "../translation.js";

/** Formats a module. One that can't be read as TypeScript stays as it is, and says so. */
export async function formatted(module: Translation): Promise<Translation> {
  try {
    const options = { parser: "babel-ts", plugins: [babel, estree], printWidth: 100 };
    return { ...module, code: await format(module.code, options) };
  } catch (error) {
    const unread = {
      line: 1,
      kind: "attention",
      reason: `what became of the file is no TypeScript: ${String(error)}`,
      advice: "This is a fault of oss-c2ts: please tell of it, with the C.",
    } as const;
    return { ...module, findings: [unread, ...module.findings] };
  }
}
