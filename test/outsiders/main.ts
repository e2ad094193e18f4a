/** The command `npm run outsiders`. */

import { commandLine, wrongUsage } from "../support/command.js";
import { ALI_OSS_REASONS, runAliOss } from "./ali_oss.js";
import { C_SDK_REASONS, runCSdk } from "./c_sdk.js";
import { summary } from "./tally.js";

const usage = `Usage: npm run outsiders -- c-sdk PROGRAM
       npm run outsiders -- ali-oss DIRECTORY

Runs programs that nobody here wrote against oss-emulator, and counts. docs/emulator.md tells how to get
them.
`;

const [which = "", path = ""] = commandLine({ usage, allowPositionals: true }).positionals;
if (path === "") wrongUsage(usage, "Which program, and where is it?");

async function played(): Promise<readonly [text: string, good: boolean]> {
  if (which === "c-sdk") return summary(await runCSdk(path), C_SDK_REASONS);
  if (which === "ali-oss") return summary(await runAliOss(path), ALI_OSS_REASONS);
  return wrongUsage(usage, `There is no ${which}.`);
}

const [text, good] = await played();
console.log(text);
process.exitCode = good ? 0 : 1;
