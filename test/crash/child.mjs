/**
 * The process that is killed: uploads or downloads one file with a checkpoint, by the built package.
 * It writes a line for each step that it takes, each time that it is told of progress, all that the
 * library logs, and how it ended.
 *
 * Argument: JSON with the direction, the endpoint, the account, the file, the size and the number of
 * the parts in flight, and the step of the death, if the process has one.
 */

import { writeSync } from "node:fs";
import { countSteps } from "./steps.mjs";

const { direction, endpoint, account, file, partSize, threads, fatal } = JSON.parse(
  process.argv[2] ?? "",
);
/** At once: what the process was told before it died has to be known. */
const say = (...words) => writeSync(1, `${words.join(" ")}\n`);

// The checkpoint is written once a second at most: here whenever it is due.
let seconds = 0;
performance.now = () => 1000 * seconds++;

const oss = await import("oss-c-sdk");
// Its parent looks for secrets in it.
oss.aosLogSetLevel(oss.AOS_LOG_ALL);
oss.aosLogSetPrint((line) => say(line.trim()));
const pool = oss.aosPoolCreate(null);
const options = oss.ossRequestOptionsCreate(pool);
options.config = oss.ossConfigCreate(pool);
oss.aosStrSet(options.config.endpoint, endpoint);
oss.aosStrSet(options.config.accessKeyId, account.accessKeyId);
oss.aosStrSet(options.config.accessKeySecret, account.accessKeySecret);
options.ctl = oss.aosHttpControllerCreate(pool, 0);
const params = oss.ossCreateResumableCltParamsContent(pool, partSize, threads, true, null);
const target = [options, account.bucket, "key", file, null, null, params];
const progress = (consumed) => say("told", consumed);

await countSteps(fatal, (name, moments) => say("step", name, ...moments));
const s =
  direction === "upload"
    ? await oss.ossResumableUploadFile(...target, progress, null, null)
    : await oss.ossResumableDownloadFile(...target, progress, null);
say("ended", s.code, s.errorCode);
oss.aosPoolDestroy(pool);
