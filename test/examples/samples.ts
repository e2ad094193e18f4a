/** The samples of the documentation and of the C SDK, as `samples.json` lists them. */

import { readFileSync } from "node:fs";

/** A sample, as the pages have it. */
export interface Sample {
  readonly page: string;
  readonly sample: string;
  readonly addresses: readonly string[];
  /** The functions of the SDK that it calls, without those that every program calls. */
  readonly functions: readonly string[];
  /** False where the page has no code. */
  readonly code?: false;
}

/** All samples that have code. */
export function allSamples(): Sample[] {
  const text = readFileSync(new URL("samples.json", import.meta.url), "utf8");
  return (JSON.parse(text) as Sample[]).filter(({ code = true }) => code);
}
