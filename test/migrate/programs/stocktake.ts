import {
  AOS_TRUE,
  AOSE_OK,
  type AosBuf,
  type AosStatus,
  aosAtoi64,
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
  type OssRequestOptions,
  ossCreateListObjectParams,
  ossListObject,
  ossPutObjectFromBuffer,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Counts what lies under a prefix, page by page. */

const PREFIX = "stock/";

async function put(options: OssRequestOptions, name: string, text: string): Promise<AosStatus> {
  const bucket = aosString();
  const object = aosString();
  const buffer = aosList<AosBuf>();

  aosStrSet(bucket, account_bucket());
  aosStrSet(object, `${PREFIX}${name}`);
  aosListInit(buffer);
  aosListAddTail(aosBufPack(options.pool, text), buffer);
  return await ossPutObjectFromBuffer(options, bucket, object, buffer, null, null);
}

async function main(): Promise<number> {
  const bucket = aosString();
  let s: AosStatus | null = null;
  let count = 0;
  let bytes = 0;
  let exit_code = 1;

  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    return exit_code;
  }
  const p = aosPoolCreate(null);
  const options = account_options(p);

  out: {
    if (
      !aosStatusIsOk((s = await put(options, "nails", "100 nails"))) ||
      !aosStatusIsOk((s = await put(options, "screws", "25 screws")))
    ) {
      break out;
    }

    aosStrSet(bucket, account_bucket());
    const params = ossCreateListObjectParams(p);
    aosStrSet(params.prefix, PREFIX);
    params.maxRet = 1; /* a page for each, to show how it goes on */
    do {
      s = await ossListObject(options, bucket, params, null);
      if (!aosStatusIsOk(s)) {
        break out;
      }
      for (const content of params.objectList) {
        process.stdout.write(`${content.key}\t${content.size.data} bytes\n`);
        bytes += Number(aosAtoi64(content.size.data));
        count++;
      }
      aosListInit(params.objectList);
      aosStrSet(params.marker, params.nextMarker.data);
    } while (Number(params.truncated) === Number(AOS_TRUE));
    process.stdout.write(`${count} objects, ${bytes} bytes\n`);
    exit_code = 0;
  }
  if (exit_code !== 0) {
    process.stdout.write(`${followed(s).code} ${followed(s).errorCode}: ${followed(s).errorMsg}\n`);
  }
  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return exit_code;
}

process.exitCode = await main();

/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}
