import {
  type AosBuf,
  type AosStatus,
  type AosString,
  aosAtoi64,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosPstrdup,
  aosStatusIsOk,
  aosString,
  aosStripSpace,
  aosStrSet,
  aosUnquoteStr,
  aprPsprintf,
  ossPutObjectFromBuffer,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Strings: buffers of char that are filled, cut, searched and compared. */

const MAX_KEY = 256;
const PREFIX = "names";

/* Puts directory, name and number together: names/holiday-007.jpg */
function make_key(key: AosString, size: number, name: string, number: number): number {
  let stem = "";
  const dot = textFrom(name, name.lastIndexOf("."));

  if (dot === null || Buffer.byteLength(name) >= 64) {
    return -1;
  }
  stem = name.slice(0, name.length - dot.length);
  stem = stem.slice(0, name.length - dot.length);
  aosStrSet(key, aprPsprintf(null, "%s/%s-%03d%s", PREFIX, stem, number, dot).slice(0, size - 1));
  return 0;
}

function shout(text: Buffer): void {
  let i = 0;

  for (i = 0; i < Buffer.byteLength(textIn(text)); i++) {
    text[i] = String.fromCharCode(text[i] ?? 0)
      .toUpperCase()
      .charCodeAt(0);
  }
}

function count_vowels(text: string): number {
  let vowels = 0;

  while (text !== "") {
    if (
      text[0] === "a" ||
      text[0] === "e" ||
      text[0] === "i" ||
      text[0] === "o" ||
      text[0] === "u"
    ) {
      vowels++;
    }
    text = text.slice(1);
  }
  return vowels;
}

function kind_of(name: string): string {
  const suffix = textFrom(name, name.lastIndexOf("."));

  if (suffix === null) {
    return "unknown";
  } else if (suffix === ".jpg" || suffix.toLowerCase() === ".jpeg".toLowerCase()) {
    return "picture";
  } else if (suffix.startsWith(".tx")) {
    return "text";
  }
  return "unknown";
}

const main_files = ["holiday.jpg", "notes.txt", "README", "Summer.JPEG"];

async function main(): Promise<number> {
  const bucket = aosString();
  const object = aosString();
  const trimmed = aosString();
  const quoted = aosString('"etag"');
  const buffer = aosList<AosBuf>();
  let content: AosBuf | null = null;
  let s: AosStatus | null = null;
  const key = aosString();
  let line = "";
  let i = 0;
  let used = 0;

  aosHttpIoInitialize(null, 0);
  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());

  for (i = 0; i < 4; i++) {
    process.stdout.write(
      aprPsprintf(
        null,
        "%-12s %-8s %d vowels\n",
        main_files[i] ?? "",
        kind_of(main_files[i] ?? ""),
        count_vowels(main_files[i] ?? ""),
      ),
    );
    if (make_key(key, MAX_KEY, main_files[i] ?? "", i * 7) !== 0) {
      process.stdout.write(`${main_files[i] ?? ""} has no suffix\n`);
      continue;
    }
    aosStrSet(object, key);
    aosListInit(buffer);
    content = aosBufPack(p, main_files[i] ?? "");
    aosListAddTail(content, buffer);
    s = await ossPutObjectFromBuffer(options, bucket, object, buffer, null, null);
    if (!aosStatusIsOk(s)) {
      process.stdout.write(`${key.data}: ${s.errorMsg}\n`);
      return 1;
    }
    if (used > 0) {
      line = line + ", ";
    }
    line = line + key.data;
    used++;
  }
  process.stdout.write(`${used} keys: ${line}\n`);
  process.stdout.write(
    `first comma at ${line.length - followed(textFrom(line, line.indexOf(","))).length}\n`,
  );
  process.stdout.write(`holds notes: ${line.includes("notes") ? "yes" : "no"}\n`);

  const copy = Buffer.alloc(Buffer.byteLength(PREFIX) + 1);
  copy.write(`${PREFIX}\0`);
  shout(copy);
  process.stdout.write(
    aprPsprintf(
      null,
      "%s %c%c\n",
      textIn(copy),
      copy[0] ?? 0,
      copy[Buffer.byteLength(textIn(copy)) - 1] ?? 0,
    ),
  );

  aosUnquoteStr(quoted);
  process.stdout.write(`unquoted: ${quoted}\n`);
  aosStrSet(trimmed, "  spaces around\t");
  aosStripSpace(trimmed);
  process.stdout.write(`[${aosPstrdup(p, trimmed)}] ${trimmed.len}\n`);

  const total =
    Number(aosAtoi64("1024 bytes")) + Number(aosAtoi64("76")) + Number(aosAtoi64("-100x"));
  process.stdout.write(`total ${total}\n`);

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

/** The text that memory holds, up to its NUL. */
function textIn(memory: Uint8Array): string {
  const end = memory.indexOf(0);
  return Buffer.from(memory.subarray(0, end < 0 ? memory.length : end)).toString();
}

/** A text from a place on; NULL where that is none. */
function textFrom(text: string, at: number): string | null {
  return at < 0 ? null : text.slice(at);
}
