/**
 * A user's program, the same in every project: puts a buffer and a file, breaks off a resumable upload
 * half-way and finishes it from its checkpoint, and reads each object back by another client.
 *
 * It has no syntax but `import`, types and functions, so that it can be written as JavaScript too.
 * Argument: the endpoint of an emulator; without it that of the package is started here.
 */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as oss from "oss-c-sdk";
import { AosError, AosString, aosPoolCreate, aosString } from "oss-c-sdk/aos";
import { startOssEmulator } from "oss-c-sdk/emulator";

const KEYS = { accessKeyId: "id", accessKeySecret: "secret" };
const BUCKET = "bucket";
const PART_SIZE = 100 * 1024;
/** Enough for slices that the CRC-64's thread is asked for. */
const LONG = 16 * 1024 * 1024;

function optionsFor(pool: oss.AosPool, endpoint: string): oss.OssRequestOptions {
  const options = oss.ossRequestOptionsCreate(pool);
  options.config = oss.ossConfigCreate(pool);
  oss.aosStrSet(options.config.endpoint, endpoint);
  oss.aosStrSet(options.config.accessKeyId, KEYS.accessKeyId);
  oss.aosStrSet(options.config.accessKeySecret, KEYS.accessKeySecret);
  oss.aosStrSet(options.config.region, "cn-hangzhou");
  options.config.signatureVersion = 4;
  options.ctl = oss.aosHttpControllerCreate(pool, 0);
  return options;
}

async function putBuffer(options: oss.OssRequestOptions, bytes: Buffer): Promise<void> {
  const list = oss.aosList<oss.AosBuf>();
  oss.aosListAddTail(oss.aosBufPack(null, bytes), list);
  // A string of the runtime's entry goes into a call of the other one.
  const object = aosString("buffer");
  const s = await oss.ossPutObjectFromBuffer(options, BUCKET, object, list, null, null);
  console.log("put a buffer:", s.code);
}

async function putFile(options: oss.OssRequestOptions, file: string): Promise<void> {
  const headers = oss.out<oss.AosTable>();
  const s = await oss.ossPutObjectFromFile(options, BUCKET, "file", file, null, headers);
  const crc = oss.aprTableGet(headers.value, "x-oss-hash-crc64ecma");
  console.log("put a file:", s.code, "with a CRC-64:", crc !== null);
}

async function uploadInTwoGoes(options: oss.OssRequestOptions, file: string): Promise<void> {
  const params = oss.ossCreateResumableCltParamsContent(null, PART_SIZE, 1, true, null);
  const stop = new AbortController();
  const broken = await upload({ ...options, signal: stop.signal }, (done) => {
    if (done >= 2 * PART_SIZE) stop.abort();
  });
  const isKept = existsSync(`${file}.cp`);
  console.log("broke off:", broken.code === oss.AOSE_ABORT_CALLBACK, "with a checkpoint:", isKept);
  const told: number[] = [];
  const s = await upload(options, (done) => void told.push(done));
  const isResumed = (told[0] ?? 0) >= PART_SIZE;
  console.log(
    "went on:",
    s.code,
    "from the checkpoint:",
    isResumed,
    "which is left:",
    existsSync(`${file}.cp`),
  );

  function upload(
    by: oss.OssRequestOptions,
    progress: oss.OssProgressCallback,
  ): Promise<oss.AosStatus> {
    return oss.ossResumableUploadFile(
      by,
      BUCKET,
      "parts",
      file,
      null,
      null,
      params,
      progress,
      null,
      null,
    );
  }
}

/** The thread has only been begun when the first one is on its way. */
async function putLongFiles(options: oss.OssRequestOptions, file: string): Promise<void> {
  let threads = 0;
  process.on("worker", () => threads++);
  options.ctl.options.crc64Thread = true;
  const codes: number[] = [];
  for (const object of ["long", "longer"]) {
    codes.push((await oss.ossPutObjectFromFile(options, BUCKET, object, file, null, null)).code);
  }
  console.log("put long files:", codes.join(), "with threads:", threads);
}

async function readBack(
  options: oss.OssRequestOptions,
  object: string,
  bytes: Buffer,
): Promise<void> {
  const request = oss.aosHttpRequestCreate(options.pool);
  request.method = oss.HTTP_GET;
  const expires = Math.trunc(Date.now() / 1000) + 60;
  const url = oss.ossGenSignedUrl(options, BUCKET, object, expires, request) ?? "";
  const answer = await fetch(url);
  const isSame = bytes.equals(Buffer.from(await answer.arrayBuffer()));
  console.log(`${object}:`, answer.status, "unchanged:", isSame);
}

async function seeAbsent(options: oss.OssRequestOptions): Promise<void> {
  const s = await oss.ossHeadObject(options, BUCKET, "absent", null, null);
  const error = oss.aosStatusToError(s);
  console.log("absent:", s.code, "as an error:", error instanceof AosError);
}

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "oss-c-sdk-"));
  const emulator = await startOssEmulator({ ...KEYS, buckets: [BUCKET] });
  oss.aosLogSetLevel(oss.AOS_LOG_OFF);
  oss.aosHttpIoInitialize(null, 0);
  const pool = aosPoolCreate(null);
  const options = optionsFor(pool, process.argv[2] ?? emulator.endpoint);
  const bytes = randomBytes(5 * PART_SIZE);
  const file = join(directory, "file");
  await writeFile(file, bytes);

  await putBuffer(options, bytes);
  await putFile(options, file);
  await uploadInTwoGoes(options, file);
  for (const object of ["buffer", "file", "parts"]) await readBack(options, object, bytes);
  const long = randomBytes(LONG);
  await writeFile(file, long);
  await putLongFiles(options, file);
  for (const object of ["long", "longer"]) await readBack(options, object, long);
  await seeAbsent(options);
  console.log("one class:", oss.aosString() instanceof AosString);

  oss.aosPoolDestroy(pool);
  oss.aosHttpIoDeinitialize();
  await emulator.close();
  await rm(directory, { recursive: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
