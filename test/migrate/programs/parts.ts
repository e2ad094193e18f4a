import {
  type AosBuf,
  aosBufListLen,
  aosBufPack,
  aosBufSize,
  aosCrc64,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosString,
  aosStrSet,
  aprPsprintf,
  type OssCompletePartContent,
  ossCompleteMultipartUpload,
  ossCreateCompletePartContent,
  ossCreateListUploadPartParams,
  ossGetObjectToBuffer,
  ossInitMultipartUpload,
  ossListUploadPart,
  ossUploadPartFromBuffer,
} from "oss-c-sdk";
import { account_bucket, account_options, SMALL_PART } from "./account.js";

/* Bytes: memory that is filled, copied and cut into parts, with pointers that move over it. */

const PART_COUNT = 3;
const TOTAL = 2 * SMALL_PART + Math.trunc(SMALL_PART / 2);

function make_content(size: number): Buffer {
  const content = Buffer.alloc(size);
  let i = 0;
  for (i = 0; i < size; i++) {
    content[i] = (i * 7 + 3) & 0xff;
  }
  Buffer.from("HEAD").copy(content, 0, 0, 4);
  return content;
}

/* The sum of all bytes, by a pointer that walks. */
function checksum(data: Buffer, len: number): number {
  const end = data.subarray(len);
  let sum = 0;

  while (data.byteOffset < end.byteOffset) {
    sum = (Math.imul(sum, 31) + (data[0] ?? 0)) >>> 0;
    data = data.subarray(1);
  }
  return sum;
}

async function main(): Promise<number> {
  const bucket = aosString();
  const object = aosString();
  const upload_id = aosString();
  const complete = aosList<OssCompletePartContent>();
  const answer = aosList<AosBuf>();
  const content = make_content(TOTAL);
  let pos = content;
  let crc = 0n;
  let left = TOTAL;
  let number = 0;
  let size = 0;
  let at = 0;

  aosHttpIoInitialize(null, 0);
  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());
  aosStrSet(object, "parts/bytes.bin");

  let s = await ossInitMultipartUpload(options, bucket, object, upload_id, null, null);
  process.stdout.write(`begun: ${s.code}\n`);
  for (number = 1; left > 0; number++) {
    const buffer = aosList<AosBuf>();

    size = left < SMALL_PART ? left | 0 : SMALL_PART;
    aosListInit(buffer);
    const part = aosBufPack(p, pos, size);
    aosListAddTail(part, buffer);
    s = await ossUploadPartFromBuffer(options, bucket, object, upload_id, number, buffer, null);
    crc = aosCrc64(crc, pos, size);
    process.stdout.write(`part ${number}: ${s.code}, ${size} bytes, ${checksum(pos, size)}\n`);
    pos = pos.subarray(size);
    left -= size;
  }
  process.stdout.write(`${number - 1 === PART_COUNT ? "all" : "other"} parts\n`);

  const params = ossCreateListUploadPartParams(p);
  params.maxRet = 1000;
  aosListInit(complete);
  s = await ossListUploadPart(options, bucket, object, upload_id, params, null);
  for (const listed of params.partList) {
    let part = ossCreateCompletePartContent(p);

    aosStrSet(part.partNumber, listed.partNumber.data);
    aosStrSet(part.etag, listed.etag.data);
    aosListAddTail(part, complete);
  }
  s = await ossCompleteMultipartUpload(options, bucket, object, upload_id, complete, null, null);
  process.stdout.write(`completed: ${s.code}\n`);

  aosListInit(answer);
  s = await ossGetObjectToBuffer(options, bucket, object, null, null, answer, null);
  const received = Buffer.alloc(aosBufListLen(answer));
  for (const chunk of answer) {
    const len = aosBufSize(chunk);

    chunk.bytes.copy(received, at, 0, len);
    at += len;
  }
  process.stdout.write(
    aprPsprintf(
      null,
      "got %d bytes, %.4s, %s\n",
      at,
      textIn(received),
      received.subarray(0, TOTAL).equals(content.subarray(0, TOTAL)) ? "the same" : "others",
    ),
  );
  process.stdout.write(`crc ${aosCrc64(0n, received, at) === crc ? "fits" : "differs"}\n`);
  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();

/** The text that memory holds, up to its NUL. */
function textIn(memory: Uint8Array): string {
  const end = memory.indexOf(0);
  return Buffer.from(memory.subarray(0, end < 0 ? memory.length : end)).toString();
}
