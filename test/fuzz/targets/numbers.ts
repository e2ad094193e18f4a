/** Numbers of every kind: texts as C reads them, and arguments that are no sizes. */

import fc from "fast-check";
import { out } from "../../../src/aos/out.js";
import { aosAtoi64, aosAtoui64, aosStrtoll, aosStrtoull } from "../../../src/aos/util/number.js";
import { ossIntegerError } from "../../../src/oss/request/round_trip.js";
import { ossGetThreadNum, ossUploadPartSize } from "../../../src/oss/resumable/parts.js";
import { ossCreateResumableCltParamsContent } from "../../../src/oss/util/create_params.js";
import { type FuzzTarget, fuzzTarget, mustEqual, mustHold } from "../target.js";

const digits = fc.oneof(
  fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }).map(String),
  fc.bigInt({ min: 0n, max: 2n ** 66n }).map((n) => `0x${n.toString(16)}`),
  fc.bigInt({ min: 0n, max: 2n ** 66n }).map((n) => `0${n.toString(8)}`),
  fc.constantFrom(
    "NaN",
    "Infinity",
    "-0",
    "1e5",
    "0x",
    "-",
    "+",
    "--1",
    "７",
    "1_000",
    "\x001",
    "9".repeat(400),
  ),
  fc.string({ maxLength: 6 }),
);
const texts = fc.tuple(
  fc.constantFrom("", " ", "\t\n", "\u00a0"),
  digits,
  fc.constantFrom("", "x", ".5", " 7"),
);

const [LEAST, MOST, UNSIGNED] = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 64n - 1n];

/** The number in front of a text, by the grammar of strtol. */
function numberIn(text: string, base: 0 | 10): { negative: boolean; size: bigint; rest: string } {
  const number =
    base === 10
      ? /^[ \t\n\v\f\r]*([+-]?)((\d+))/.exec(text)
      : /^[ \t\n\v\f\r]*([+-]?)(0x([0-9a-f]+)|0(?!x)([0-7]*)|[1-9]\d*)/i.exec(text);
  if (number === null) return { negative: false, size: 0n, rest: text };
  const [whole, sign, all = "", , octal] = number;
  const size = octal === undefined || octal === "" ? BigInt(all) : BigInt(`0o${octal}`);
  return { negative: sign === "-", size, rest: text.slice(whole.length) };
}

function clamp(value: bigint, least: bigint, most: bigint): bigint {
  return value < least ? least : value > most ? most : value;
}

function checkText(parts: readonly string[]): void {
  const text = parts.join("");
  for (const base of [0, 10] as const) {
    const { negative, size, rest } = numberIn(text, base);
    const signed = negative ? -size : size;
    const end = out<string>();
    mustEqual(aosStrtoll(text, end, base), clamp(signed, LEAST, MOST), `strtoll in base ${base}`);
    mustEqual(end.value, rest, `what is left in base ${base}`);
    const unsigned = size > UNSIGNED ? UNSIGNED : BigInt.asUintN(64, signed);
    mustEqual(aosStrtoull(text, null, base), unsigned, `strtoull in base ${base}`);
    if (base === 10) mustEqual(aosAtoui64(text), unsigned, "atoui64");
    if (base === 10) mustEqual(aosAtoi64(text), BigInt.asIntN(64, unsigned), "atoi64");
  }
}

export const numberTexts: FuzzTarget = fuzzTarget("number-texts", 50, texts, checkText);

const numbers = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    0.5,
    1.5,
    2 ** 53,
    2 ** 53 + 2,
    2 ** 63,
    -1,
    5e-324,
  ),
);

function checkArguments([wanted = 0, fileSize = 0, threads = 0]: readonly number[]): void {
  const params = ossCreateResumableCltParamsContent(null, 1, threads, true, null);
  const number = ossGetThreadNum(params);
  mustHold(Number.isInteger(number) && number > 0 && number <= 1024, `${number} threads`);
  const isRefused = ossIntegerError({ wanted }) !== null;
  mustEqual(isRefused, !Number.isSafeInteger(wanted), "whether it is refused");
  if (isRefused) return;
  const size = ossUploadPartSize(fileSize, wanted);
  mustHold(Number.isSafeInteger(size) && size > 0, `parts of ${size} bytes`);
  mustHold(Math.ceil(fileSize / size) <= 10_000, `more than 10000 parts of ${size} bytes`);
}

const argumentLists = fc.tuple(numbers, fc.nat({ max: Number.MAX_SAFE_INTEGER }), numbers);

export const numberArguments: FuzzTarget = fuzzTarget(
  "number-arguments",
  20,
  argumentLists,
  checkArguments,
);
