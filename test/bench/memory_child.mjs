/**
 * Does one piece of work with the built package, and tells what memory this process had. Arguments:
 * the name of the work, the endpoint, and a file for those that need one.
 */
import { stat } from "node:fs/promises";
import * as oss from "oss-c-sdk";

const PART_SIZE = 8 * 1024 * 1024;
const THREADS = 3;
const MIB = 1024 * 1024;
const [name, endpoint, file] = process.argv.slice(2);

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
const transfer = oss.ossCreateResumableCltParamsContent(pool, PART_SIZE, THREADS, true, null);

function check(status) {
  if (!oss.aosStatusIsOk(status)) throw oss.aosStatusToError(status);
}

/** Each answers how much it did: bytes, or objects. */
const works = {
  async upload() {
    const args = [options, "bench", "big", file, null, null, transfer, null, null, null];
    check(await oss.ossResumableUploadFile(...args));
    return (await stat(file)).size;
  },

  async download() {
    const args = [options, "bench", "big", file, null, null, transfer, null, null];
    check(await oss.ossResumableDownloadFile(...args));
    return (await stat(file)).size;
  },

  async list() {
    const params = oss.ossCreateListObjectParams(pool);
    params.maxRet = 1000;
    let count = 0;
    do {
      oss.aosListInit(params.objectList);
      check(await oss.ossListObject(options, "bench", params, null));
      for (const content of params.objectList) count += content.key.len > 0 ? 1 : 0;
      oss.aosStrSet(params.marker, params.nextMarker.data);
    } while (params.truncated);
    return count;
  },

  async "delete-by-prefix"() {
    check(await oss.ossDeleteObjectsByPrefix(options, "bench", ""));
    return null;
  },

  async select() {
    const params = oss.ossCreateSelectObjectParams(pool);
    const sql = "select * from ossobject";
    check(await oss.ossSelectObjectToFile(options, "bench", "big", sql, params, file, null));
    return (await stat(file)).size;
  },
};

const beginMiB = Math.round(process.memoryUsage.rss() / MIB);
const begun = process.hrtime.bigint();
const done = await works[name]();
const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
oss.aosPoolDestroy(pool);
oss.aosHttpIoDeinitialize();
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ beginMiB, peakMiB, seconds, done })}\n`);
