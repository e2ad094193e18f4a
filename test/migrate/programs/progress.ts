import {
  AOSE_OK,
  type AosBuf,
  aosBufListLen,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosLogSetPrint,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aosTableMake,
  aprTableSet,
  ossDoGetObjectToBuffer,
  ossDoPutObjectFromBuffer,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/*
 * Callbacks: a progress callback with state of the file's own, a function that is handed on as an
 * argument, and a log printer.
 */

const OBJECT_NAME = "progress/letters.txt";
const LETTERS = 26;
const ROUNDS = 1000;

type step_fn = (step: number, what: string) => void;

let last_consumed: number = 0;
let complete: number = 0;
let calls: number = 0;

/* Percentages never fall; at the end all is there. */
function on_progress(consumed_bytes: number, total_bytes: number): void {
  if (consumed_bytes < last_consumed) {
    process.stdout.write("progress fell\n");
  }
  last_consumed = consumed_bytes;
  calls++;
  if (consumed_bytes === total_bytes && !complete) {
    process.stdout.write(
      `${Math.trunc((100 * consumed_bytes) / total_bytes) | 0}% of ${total_bytes | 0} bytes\n`,
    );
    complete = 1;
  }
}

function print_step(step: number, what: string): void {
  process.stdout.write(`${step}. ${what}\n`);
}

function print_quietly(_message: string, _len: number): void {}

function run_steps(steps: string[], count: number, announce: step_fn): number {
  let i = 0;

  for (i = 0; i < count; ++i) {
    announce(i + 1, steps[i] ?? "");
  }
  return i;
}

async function main(): Promise<number> {
  const steps = ["make the letters", "send them", "fetch them"];
  const bucket = aosString();
  const object = aosString();
  const body = aosList<AosBuf>();
  const answer = aosList<AosBuf>();
  let i = 0;

  if (aosHttpIoInitialize(null, 0) !== AOSE_OK) {
    return 1;
  }
  aosLogSetPrint(print_quietly);
  process.stdout.write(`${run_steps(steps, steps.length, print_step)} steps\n`);

  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());
  aosStrSet(object, OBJECT_NAME);

  aosListInit(body);
  for (i = 0; i < ROUNDS; i++) {
    const line = aosBufPack(p, "abcdefghijklmnopqrstuvwxyz", LETTERS);
    aosListAddTail(line, body);
  }
  const headers = aosTableMake(p, 1);
  aprTableSet(headers, "Content-Type", "text/plain");

  let s = await ossDoPutObjectFromBuffer(
    options,
    bucket,
    object,
    body,
    headers,
    null,
    on_progress,
    null,
    null,
  );
  process.stdout.write(`put: ${aosStatusIsOk(s) ? "ok" : s.errorCode}\n`);
  process.stdout.write(`called: ${calls > 0 ? "yes" : "no"}\n`);

  last_consumed = 0;
  complete = 0;
  aosListInit(answer);
  s = await ossDoGetObjectToBuffer(options, bucket, object, null, null, answer, on_progress, null);
  process.stdout.write(`get: ${s.code}, ${aosBufListLen(answer)} bytes\n`);

  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();
