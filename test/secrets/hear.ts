/**
 * The search for secrets where no test is, in what runs for a long time: as at AOS_LOG_ALL, and nothing
 * is printed.
 */

import { AOS_LOG_ALL, aosLogSetFormat, aosLogSetLevel } from "../../src/aos/log.js";
import { aosFormat } from "../../src/aos/printf.js";
import { testAccount } from "../support/account.js";
import { noteSaying, noteSecret } from "./leaks.js";

/** Takes note of all that the library logs from now on in this thread. */
export function hearLog(): void {
  noteSecret(testAccount.accessKeySecret);
  aosLogSetLevel(AOS_LOG_ALL);
  aosLogSetFormat((_level, file, line, _func, fmt, ...args) => {
    noteSaying(`the log at ${file}:${line}`, aosFormat(fmt, args));
  });
}
