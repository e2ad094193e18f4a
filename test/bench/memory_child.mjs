/**
 * Uploads or downloads one file with the built package, and tells the largest resident set that this
 * process had. Arguments: `upload` or `download`, the endpoint, the file.
 */
import * as oss from "oss-c-sdk";

const PART_SIZE = 8 * 1024 * 1024;
const THREADS = 3;
const [direction, endpoint, file] = process.argv.slice(2);

oss.aosLogSetLevel(oss.AOS_LOG_ERROR);
oss.aosHttpIoInitialize("bench", 0);
const pool = oss.aosPoolCreate(null);
const options = oss.ossRequestOptionsCreate(pool);
options.config = oss.ossConfigCreate(pool);
oss.aosStrSet(options.config.endpoint, endpoint);
oss.aosStrSet(options.config.region, "cn-hangzhou");
oss.aosStrSet(options.config.accessKeyId, "bench");
oss.aosStrSet(options.config.accessKeySecret, "bench-secret");
options.config.signatureVersion = 4;
options.ctl = oss.aosHttpControllerCreate(pool, 0);
const params = oss.ossCreateResumableCltParamsContent(pool, PART_SIZE, THREADS, true, null);

const begun = process.hrtime.bigint();
const status =
  direction === "upload"
    ? await oss.ossResumableUploadFile(
        ...[options, "bench", "big", file, null, null, params, null, null, null],
      )
    : await oss.ossResumableDownloadFile(
        ...[options, "bench", "big", file, null, null, params, null, null],
      );
const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
if (!oss.aosStatusIsOk(status)) throw oss.aosStatusToError(status);
oss.aosPoolDestroy(pool);
oss.aosHttpIoDeinitialize();
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ direction, seconds, peakMiB })}\n`);
