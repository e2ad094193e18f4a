/**
 * The process that tests kill: uploads or downloads one file in parts of 1 KiB with a checkpoint, three
 * at a time. It tells its parent when it begins, and how the transfer ended; so does its exit code.
 *
 * Arguments: `upload` or `download`, the endpoint, the file, the access key, its secret, the bucket.
 */

import { aosHttpControllerCreate } from "../../src/aos/http_io.js";
import { AOS_LOG_ALL, aosLogSetLevel } from "../../src/aos/log.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import { aosStatusIsOk } from "../../src/aos/status.js";
import { aosStrSet } from "../../src/aos/string.js";
import { ossResumableDownloadFile } from "../../src/oss/resumable/download.js";
import { ossResumableUploadFile } from "../../src/oss/resumable/upload.js";
import { ossConfigCreate, ossRequestOptionsCreate } from "../../src/oss/util/config.js";
import { ossCreateResumableCltParamsContent } from "../../src/oss/util/create_params.js";

// Its parent looks for secrets in it.
aosLogSetLevel(AOS_LOG_ALL);
const [direction = "", endpoint = "", file = "", id = "", secret = "", bucket = ""] =
  process.argv.slice(2);

const options = ossRequestOptionsCreate(aosPoolCreate(null));
options.config = ossConfigCreate(options.pool);
aosStrSet(options.config.endpoint, endpoint);
aosStrSet(options.config.accessKeyId, id);
aosStrSet(options.config.accessKeySecret, secret);
options.ctl = aosHttpControllerCreate(options.pool, 0);
const params = ossCreateResumableCltParamsContent(null, 1024, 3, true, null);

process.send?.("begins");
const target = [options, bucket, "key", file, null, null, params, null, null] as const;
const s =
  direction === "upload"
    ? await ossResumableUploadFile(...target, null)
    : await ossResumableDownloadFile(...target);
process.send?.(`${s.code} ${s.errorCode} ${s.errorMsg}`);
if (process.connected) process.disconnect();
process.exitCode = aosStatusIsOk(s) ? 0 : 1;
