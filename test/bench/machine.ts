/** The machine that figures were measured on, and the versions that were measured. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, type as system, totalmem } from "node:os";

/** What the figures depend on. */
export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
}

const LIBRARIES = ["undici", "fast-xml-parser", "ali-oss", "crc64-ecma182.js"];

export function thisMachine(): Machine {
  const versions: Record<string, string> = { node: process.versions.node };
  for (const name of LIBRARIES) {
    const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
    versions[name] = version;
  }
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${system()} ${release()}`,
    versions: { ...versions, ...curlVersion() },
  };
}

function curlVersion(): Readonly<Record<string, string>> {
  try {
    const text = execFileSync("curl", ["--version"], { encoding: "utf8" });
    return { curl: /^curl (\S+)/.exec(text)?.[1] ?? "unknown" };
  } catch {
    return {};
  }
}
