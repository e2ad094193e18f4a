/**
 * `npm run outsiders -- c-sdk PROGRAM` and `npm run outsiders -- ali-oss DIRECTORY`: run programs
 * that nobody here wrote against `oss-emulator`, and count. docs/emulator.md tells how to get them.
 */

import { ALI_OSS_REASONS, runAliOss } from "./ali_oss.js";
import { C_SDK_REASONS, runCSdk } from "./c_sdk.js";
import { summary } from "./tally.js";

const [which = "", path = ""] = process.argv.slice(2);
const isKnown = which === "c-sdk" || which === "ali-oss";

if (!isKnown || path === "") {
  console.error("Usage: npm run outsiders -- c-sdk PROGRAM | ali-oss DIRECTORY");
  process.exitCode = 2;
} else {
  const [text, good] =
    which === "c-sdk"
      ? summary(await runCSdk(path), C_SDK_REASONS)
      : summary(await runAliOss(path), ALI_OSS_REASONS);
  console.log(text);
  process.exitCode = good ? 0 : 1;
}
