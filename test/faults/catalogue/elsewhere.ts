/** Makes a call in another process. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { testAccount } from "../../support/account.js";
import { tellsSecret } from "../../support/secrets.js";
import type { Setting } from "./call.js";
import type { Seen } from "./perform.js";

const child = fileURLToPath(new URL("child.ts", import.meta.url));

/**
 * Makes a call in another process, and tells what its caller sees.
 *
 * @param fileLimit - how large a file the process may make, in blocks of 512 bytes; `null` for any
 */
export async function callElsewhere(setting: Setting, fileLimit: number | null): Promise<Seen> {
  const limit = fileLimit === null ? "" : `ulimit -f ${fileLimit}; `;
  const command = [process.execPath, "--import", "tsx", child];
  const other = spawn("sh", ["-c", `${limit}exec "$0" "$@"`, ...command], {
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const told: Seen[] = [];
  other.on("message", (seen: Seen) => told.push(seen));
  other.send(setting);
  if (other.stderr === null) throw new Error("Its log is not piped.");
  const [log] = await Promise.all([text(other.stderr), once(other, "exit")]);
  if (tellsSecret(log, testAccount.accessKeySecret)) throw new Error("the log tells a secret");
  const [seen] = told;
  if (seen === undefined) throw new Error("the other process told nothing");
  return seen;
}
