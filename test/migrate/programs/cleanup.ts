import {
  AOSE_OK,
  type AosBuf,
  type AosPool,
  type AosTable,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aprTableGet,
  type OssCompletePartContent,
  type OssRequestOptions,
  ossAbortMultipartUpload,
  ossCompleteMultipartUpload,
  ossCreateCompletePartContent,
  ossInitMultipartUpload,
  ossUploadPartFromBuffer,
  out,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Errors: labels at the end that put things in order, whatever went wrong before. */

const OUTCOME_OK = 0;
const OUTCOME_NO_UPLOAD = 1;
const OUTCOME_NO_PART = 2;
const OUTCOME_NO_OBJECT = 10;

function outcome_name(outcome: number): string {
  switch (outcome) {
    case OUTCOME_OK:
      return "ok";
    case OUTCOME_NO_UPLOAD:
      return "no upload";
    case OUTCOME_NO_PART:
      return "no part";
    default:
      return "no object";
  }
}

/* Uploads one part; an upload that was begun and fails is given up. */
async function upload(
  options: OssRequestOptions,
  bucket_name: string,
  key: string,
  part_number: number,
): Promise<number> {
  let result = OUTCOME_OK;
  let begun = 0;
  const bucket = aosString();
  const object = aosString();
  const upload_id = aosString();
  const buffer = aosList<AosBuf>();
  const part_list = aosList<OssCompletePartContent>();
  const headers = out<AosTable>();

  aosStrSet(bucket, bucket_name);
  aosStrSet(object, key);
  let s = await ossInitMultipartUpload(options, bucket, object, upload_id, null, null);
  done: {
    cleanup: {
      if (!aosStatusIsOk(s)) {
        result = OUTCOME_NO_UPLOAD;
        break cleanup;
      }
      begun = 1;

      aosListInit(buffer);
      const content = aosBufPack(options.pool, key);
      aosListAddTail(content, buffer);
      s = await ossUploadPartFromBuffer(
        options,
        bucket,
        object,
        upload_id,
        part_number,
        buffer,
        headers,
      );
      if (!aosStatusIsOk(s)) {
        result = OUTCOME_NO_PART;
        break cleanup;
      }

      aosListInit(part_list);
      const part = ossCreateCompletePartContent(options.pool);
      aosStrSet(part.partNumber, `${part_number}`);
      aosStrSet(part.etag, aprTableGet(headers.value, "ETag"));
      aosListAddTail(part, part_list);
      s = await ossCompleteMultipartUpload(
        options,
        bucket,
        object,
        upload_id,
        part_list,
        null,
        null,
      );
      if (aosStatusIsOk(s)) {
        break done;
      }
      result = OUTCOME_NO_OBJECT;
    }
    process.stdout.write(`${key}: ${s.code} ${s.errorCode}\n`);
    if (begun) {
      s = await ossAbortMultipartUpload(options, bucket, object, upload_id, null);
      process.stdout.write(`${key}: given up, ${s.code}\n`);
    }
  }
  return result;
}

async function main(): Promise<number> {
  let p: AosPool | null = null;
  let failures = 0;
  let exit_code = -1;

  out: {
    if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
      break out;
    }
    p = aosPoolCreate(null);
    const options = account_options(p);

    let outcome = await upload(options, account_bucket(), "cleanup/good", 1);
    process.stdout.write(`good: ${outcome_name(outcome)} (${outcome})\n`);

    outcome = await upload(options, "no-such-bucket-of-mine", "cleanup/nowhere", 1);
    failures += Number(outcome !== OUTCOME_OK);
    process.stdout.write(`nowhere: ${outcome_name(outcome)} (${outcome})\n`);

    outcome = await upload(options, account_bucket(), "cleanup/part", 10001);
    failures += Number(outcome !== OUTCOME_OK);
    process.stdout.write(`part: ${outcome_name(outcome)} (${outcome})\n`);

    exit_code = failures === 2 ? 0 : 2;
  }
  if (p !== null) {
    aosPoolDestroy(p);
  }
  aosHttpIoDeinitialize();
  return exit_code;
}

process.exitCode = await main();
