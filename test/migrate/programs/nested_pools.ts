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
  type OssRequestOptions,
  ossCreateListObjectParams,
  ossListObject,
  ossPutObjectFromBuffer,
  out,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Pools: one for the program, one for each round, one lent to the options for a while. */

const ROUNDS = 3;

async function store(
  options: OssRequestOptions,
  name: string,
  text: string,
  len: number,
): Promise<number> {
  const bucket = aosString();
  const object = aosString();
  const buffer = aosList<AosBuf>();
  const resp_headers = out<AosTable>();

  aosStrSet(bucket, account_bucket());
  aosStrSet(object, name);
  aosListInit(buffer);
  const content = aosBufPack(options.pool, text, len);
  aosListAddTail(content, buffer);
  const s = await ossPutObjectFromBuffer(options, bucket, object, buffer, null, resp_headers);
  if (!aosStatusIsOk(s)) {
    return 0;
  }
  return Number(aprTableGet(resp_headers.value, "x-oss-request-id") !== null);
}

async function main(): Promise<number> {
  let sub: AosPool | null = null;
  const bucket = aosString();
  let kept: string | null = null;
  let stored = 0;
  let i = 0;

  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    return 1;
  }
  const p = aosPoolCreate(null);

  /* A pool for each round: what is made in it goes with it. */
  for (i = 1; i <= ROUNDS; i++) {
    sub = aosPoolCreate(p);
    const own = account_options(sub);
    stored += await store(own, `pools/${i}`, "0123456789", i);
    if (i === ROUNDS) {
      kept = `round ${i} was the last`;
    }
    aosPoolDestroy(sub);
  }
  process.stdout.write(`${stored} stored, ${kept ?? "(null)"}\n`);

  /* The options take another pool for one call. */
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());
  const parent_pool = options.pool;
  sub = aosPoolCreate(parent_pool);
  options.pool = sub;
  const params = ossCreateListObjectParams(sub);
  aosStrSet(params.prefix, "pools/");
  const s = await ossListObject(options, bucket, params, null);
  if (aosStatusIsOk(s)) {
    for (const entry of params.objectList) {
      process.stdout.write(`${entry.key.data}: ${entry.size.data}\n`);
    }
  }
  aosPoolDestroy(sub);
  options.pool = parent_pool;

  process.stdout.write(`again: ${await store(options, "pools/again", "", 0)}\n`);
  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
