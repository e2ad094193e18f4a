import {
  AOS_FALSE,
  AOS_TRUE,
  AOSE_OK,
  type AosBuf,
  type AosList,
  type AosStatus,
  type AosString,
  aosAtoi64,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListDel,
  aosListEmpty,
  aosListGetFirst,
  aosListGetLast,
  aosListInit,
  aosListMovelist,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  type OssListObjectContent,
  type OssObjectKey,
  type OssRequestOptions,
  ossCreateListObjectParams,
  ossCreateOssObjectKey,
  ossDeleteObjects,
  ossListObject,
  ossPutObjectFromBuffer,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Lists: adding, reading both ways, deleting while reading, moving, pages. */

const names: string[] = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"];

async function put_all(options: OssRequestOptions, bucket: AosString): Promise<AosStatus | null> {
  let s: AosStatus | null = null;
  let i = 0;

  for (i = 0; i < names.length; i++) {
    const object = aosString();
    const buffer = aosList<AosBuf>();
    const key = `list/${names[i] ?? ""}`;

    aosStrSet(object, key);
    aosListInit(buffer);
    aosListAddTail(aosBufPack(options.pool, names[i] ?? "", 5), buffer);
    s = await ossPutObjectFromBuffer(options, bucket, object, buffer, null, null);
    if (!aosStatusIsOk(s)) {
      break;
    }
  }
  return s;
}

/* Reads the names in pages of two. */
async function list_pages(options: OssRequestOptions, bucket: AosString): Promise<void> {
  const params = ossCreateListObjectParams(options.pool);
  let next_marker: string | null = null;
  let page = 0;
  let s: AosStatus | null = null;

  params.maxRet = 2;
  aosStrSet(params.prefix, "list/");
  aosStrSet(params.marker, "");
  do {
    s = await ossListObject(options, bucket, params, null);
    if (!aosStatusIsOk(s)) {
      process.stdout.write(`list failed: ${s.code}\n`);
      return;
    }
    page++;
    for (const content of params.objectList) {
      process.stdout.write(`page ${page}: ${content.key} (${content.size.data} bytes)\n`);
    }
    next_marker = `${params.nextMarker}`;
    aosStrSet(params.marker, next_marker);
    aosListInit(params.objectList);
  } while (Number(params.truncated) === Number(AOS_TRUE));
  process.stdout.write(`${page} pages\n`);
}

function sum_sizes(keys: AosList<OssListObjectContent>): number {
  let sum = 0;

  for (const entry of keys) {
    sum += Number(aosAtoi64(entry.size.data));
  }
  return sum;
}

async function main(): Promise<number> {
  const bucket = aosString();
  let key: OssObjectKey | null = null;
  const to_delete = aosList<object>();
  const moved = aosList<OssObjectKey>();
  const deleted = aosList<OssObjectKey>();
  let count = 0;
  if (aosHttpIoInitialize("reverse list", 0) !== AOSE_OK) {
    process.exit(1);
  }
  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());

  let s = await put_all(options, bucket);
  if (!aosStatusIsOk(followed(s))) {
    process.stderr.write(`put failed: ${followed(s).errorMsg}\n`);
    process.exit(1);
  }
  await list_pages(options, bucket);

  const params = ossCreateListObjectParams(p);
  aosStrSet(params.prefix, "list/");
  s = await ossListObject(options, bucket, params, null);
  process.stdout.write(`listed: ${s.code}, ${sum_sizes(params.objectList)} bytes\n`);

  for (const entry of params.objectList.reversed()) {
    process.stdout.write(`backwards: ${entry.key.data}\n`);
  }

  /* All but the first go, from the end. */
  aosListInit(to_delete);
  const first = aosListGetFirst(params.objectList);
  for (const entry of params.objectList.reversed()) {
    if (entry === first) {
      continue;
    }
    key = ossCreateOssObjectKey(p);
    aosStrSet(key.key, entry.key.data);
    aosListAddTail(key, to_delete);
    aosListDel(entry);
  }
  for (const _entry of params.objectList) {
    ++count;
  }
  process.stdout.write(`kept: ${count}\n`);

  aosListInit(moved);
  aosListMovelist(to_delete, moved);
  process.stdout.write(
    `moved: ${aosListEmpty(to_delete) && !aosListEmpty(moved) ? "all" : "none"}\n`,
  );
  key = aosListGetLast(moved);
  process.stdout.write(`last: ${followed(key).key.data}\n`);

  aosListInit(deleted);
  s = await ossDeleteObjects(options, bucket, moved, AOS_FALSE, null, deleted);
  count = 0;
  for (key of deleted) {
    count++;
  }
  process.stdout.write(`deleted: ${count} of 4, ${s.code}\n`);

  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();

/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}
