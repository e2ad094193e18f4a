/** Runs the test suites of `ali-oss`, an independent client, in a checkout of its repository. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { KEY_ID, KEY_SECRET, outputOf, startEmulator } from "./processes.js";
import type { Reasons, Suite } from "./tally.js";

/** What can't pass against a server on this machine, or is no part of what the C SDK asks for. */
export const ALI_OSS_REASONS: Reasons = [
  [/inventory/i, "Bucket inventories are not done"],
  [/list buckets by subres|BucketTags\(\)/, "Tags of buckets are not done"],
  [/RequestPayment/, "Paying requesters are not done"],
  [/BucketEncryption/, "Default encryption of buckets is not done"],
  [/BucketPolicy/, "Bucket policies are not done"],
  [/list buckets by group id/, "Asks another service on the Internet"],
  [/processObjectSave/, "Saving processed images is not done"],
  [/calculatePostSignature|signPostObjectPolicyV4/, "Forms of browsers (PostObject) are not done"],
  [/speed limit/, "Asks for a traffic limit below the least that is documented"],
];

const SUITES = ["bucket", "object", "multipart", "signature"];

/** What mocha's reporter writes. */
interface Report {
  readonly stats: { readonly passes: number; readonly failures: number };
  readonly failures: readonly { readonly fullTitle: string; readonly err: { message?: string } }[];
}

/** Runs the suites for buckets, objects, multipart uploads and signatures. */
export async function runAliOss(directory: string): Promise<Suite[]> {
  const emulator = await startEmulator(0);
  if (emulator === null) throw new Error("oss-emulator does not start.");
  const reports = await mkdtemp(join(tmpdir(), "ali-oss-test-"));
  try {
    const suites: Suite[] = [];
    for (const name of SUITES) {
      const report = join(reports, `${name}.json`);
      await runMocha(resolve(directory), name, report, emulator.port);
      suites.push(readSuite(name, JSON.parse(await readFile(report, "utf8")) as Report));
    }
    return suites;
  } finally {
    emulator.stop();
    await rm(reports, { recursive: true });
  }
}

async function runMocha(
  directory: string,
  suite: string,
  report: string,
  port: number,
): Promise<void> {
  const redirect = fileURLToPath(new URL("redirect.mjs", import.meta.url));
  const mocha = ["node_modules/mocha/bin/_mocha", "-t", "120000", "-r", "should", "--exit"];
  const reporter = ["--reporter", "json", "--reporter-option", `output=${report}`];
  const file = `test/node/${suite}.test.js`;
  await outputOf(process.execPath, ["--import", redirect, ...mocha, ...reporter, file], directory, {
    OSS_EMULATOR_PORT: String(port),
    ALI_SDK_OSS_ID: KEY_ID,
    ALI_SDK_OSS_SECRET: KEY_SECRET,
    ALI_SDK_OSS_REGION: "oss-cn-hangzhou",
    ALI_SDK_STS_ROLE: "acs:ram::1234567890123456:role/outsider",
  });
}

function readSuite(name: string, { stats, failures }: Report): Suite {
  return {
    name,
    tests: stats.passes + stats.failures,
    failures: failures.map(({ fullTitle, err }) => ({
      test: fullTitle,
      message: err.message?.split("\n", 1)[0] ?? "",
    })),
  };
}
