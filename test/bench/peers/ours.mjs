/** This library's side of the measurements, with the built package. */
import * as oss from "oss-c-sdk";
import { aosCrc64 } from "oss-c-sdk/aos";
import { kibibyte, mebibyte, repeated, runJob } from "./child.mjs";

oss.aosLogSetLevel(oss.AOS_LOG_ERROR);

function optionsFor(endpoint) {
  const pool = oss.aosPoolCreate(null);
  const options = oss.ossRequestOptionsCreate(pool);
  options.config = oss.ossConfigCreate(pool);
  oss.aosStrSet(options.config.endpoint, endpoint);
  oss.aosStrSet(options.config.region, "cn-hangzhou");
  oss.aosStrSet(options.config.accessKeyId, "bench");
  oss.aosStrSet(options.config.accessKeySecret, "bench-secret");
  options.config.signatureVersion = 4;
  options.ctl = oss.aosHttpControllerCreate(pool, 0);
  return options;
}

function must(status) {
  if (!oss.aosStatusIsOk(status)) throw oss.aosStatusToError(status);
}

function transferParams({ partSize, inFlight, checkpoint }) {
  return oss.ossCreateResumableCltParamsContent(null, partSize, inFlight, checkpoint, null);
}

function downloader(job) {
  const options = optionsFor(job.endpoint);
  const params = transferParams(job);
  return async (file) => {
    must(
      await oss.ossResumableDownloadFile(
        ...[options, "bench", job.object, file, null, null, params, null, null],
      ),
    );
  };
}

await runJob({
  crc64({ count }) {
    return () => {
      let crc = 0n;
      for (let i = 0; i < count; i++) crc = aosCrc64(crc, mebibyte);
    };
  },
  upload(job) {
    const options = optionsFor(job.endpoint);
    options.ctl.options.crc64Thread = job.crc64Thread;
    const params = transferParams(job);
    return async () => {
      must(
        await oss.ossResumableUploadFile(
          ...[options, "bench", job.object, job.file, null, null, params, null, null, null],
        ),
      );
    };
  },
  download(job) {
    const downloadTo = downloader(job);
    return () => downloadTo(job.file);
  },
  /** To files that all stay: what they take together, one of the whole would take as well. */
  downloads(job) {
    const downloadTo = downloader(job);
    return async () => {
      for (let i = 0; i < job.count; i++) await downloadTo(job.file + i);
    };
  },
  put(job) {
    const options = optionsFor(job.endpoint);
    const list = oss.aosList();
    oss.aosListAddTail(oss.aosBufPack(null, kibibyte), list);
    return repeated(job, async () => {
      must(await oss.ossPutObjectFromBuffer(options, "bench", job.object, list, null, null));
    });
  },
  get(job) {
    const options = optionsFor(job.endpoint);
    return repeated(job, async () => {
      const list = oss.aosList();
      must(await oss.ossGetObjectToBuffer(options, "bench", job.object, null, null, list, null));
    });
  },
  list(job) {
    const options = optionsFor(job.endpoint);
    return repeated(job, async () => {
      const params = oss.ossCreateListObjectParams(null);
      oss.aosStrSet(params.prefix, "1000");
      must(await oss.ossListObject(options, "bench", params, null));
    });
  },
  listAll({ endpoint, count }) {
    const options = optionsFor(endpoint);
    return async () => {
      const params = oss.ossCreateListObjectParams(null);
      oss.aosStrSet(params.prefix, String(count));
      let listed = 0;
      do {
        must(await oss.ossListObject(options, "bench", params, null));
        for (const _ of params.objectList) listed++;
        oss.aosListInit(params.objectList);
        oss.aosStrSet(params.marker, params.nextMarker);
      } while (params.truncated);
      if (listed !== count) throw new Error(`${listed} objects of ${count}`);
    };
  },
});
