/** Vectors of aos_util.h. */

import type { AprTimeExp } from "../../../src/aos/apr.js";
import { out } from "../../../src/aos/out.js";
import { type AosString, aosString } from "../../../src/aos/string.js";
import {
  aosBase64Encode,
  aosEncodeHex,
  aosHmacSha256,
  aosMd5,
  aosSha256,
  hmacSha1,
} from "../../../src/aos/util/digest.js";
import { aosHttpMethodToString } from "../../../src/aos/util/method.js";
import { aosAtoi64, aosAtoui64, aosStrtoll, aosStrtoull } from "../../../src/aos/util/number.js";
import { aosGnomeSort } from "../../../src/aos/util/sort.js";
import {
  aosConvertToGmtTime,
  aosConvertToIso8601Time,
  aosGetGmtStrTime,
  aosGetGmtTimeDate,
  aosGetIso8601StrTime,
  aosGetIso8601StrTimeEx,
} from "../../../src/aos/util/time.js";
import {
  aosQueryParamsToString,
  aosUrlDecode,
  aosUrlEncode,
  aosUrlEncodeEx,
} from "../../../src/aos/util/url.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { cBytes, cText, toTable } from "./c_values.js";
import { withClock } from "./clock.js";

type Mac = typeof hmacSha1;

function mac(size: number, compute: Mac): VectorAdapter {
  return (input) => {
    const result = Buffer.alloc(size);
    const key = toBytes(input["key"]);
    const message = toBytes(input["message"]);
    compute(result, key, key.length, message, message.length);
    return { hmac: result.toString("hex") };
  };
}

type StringToNumber = typeof aosStrtoll;

function stringToNumber(convert: StringToNumber, limit: (exact: bigint) => bigint): VectorAdapter {
  return (input) => {
    const nptr = toText(input["nptr"]);
    const base = Number(input["base"]);
    const end = out<string>();
    const value = convert(nptr, end, base);
    const consumed = nptr.slice(0, nptr.length - (end.value ?? "").length);
    const exact = exactValue(consumed, base);
    return {
      return: value,
      consumed: Buffer.byteLength(consumed),
      // There is no errno; a program sees it by the value being the greatest or the least.
      ERANGE: limit(exact) !== exact,
    };
  };
}

/** The number that the digits of a text mean, however great it is. */
function exactValue(consumed: string, base: number): bigint {
  const [, sign, prefix, digits = ""] = /^\s*([-+]?)(0[xX](?=.))?(.*)$/s.exec(consumed) ?? [];
  const isHex = prefix !== undefined && (base === 0 || base === 16);
  const letters = isHex ? digits : `${prefix ?? ""}${digits}`;
  const radix = isHex ? 16 : base || (letters.startsWith("0") ? 8 : 10);
  let value = 0n;
  for (const digit of letters) value = value * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  return sign === "-" ? -value : value;
}

function clampToInt64(value: bigint): bigint {
  return value < -(2n ** 63n) ? -(2n ** 63n) : value >= 2n ** 63n ? 2n ** 63n - 1n : value;
}

/** aos_strtoull takes the size of a number and then its sign. */
function clampToUint64(value: bigint): bigint {
  return value >= 2n ** 64n || value <= -(2n ** 64n) ? 2n ** 64n - 1n : value;
}

function timeExp(input: Json | undefined): AprTimeExp {
  const tm = isObject(input) ? input : {};
  return {
    tmSec: Number(tm["tm_sec"]),
    tmMin: Number(tm["tm_min"]),
    tmHour: Number(tm["tm_hour"]),
    tmMday: Number(tm["tm_mday"]),
    tmMon: Number(tm["tm_mon"]),
    tmYear: Number(tm["tm_year"]),
    tmWday: Number(tm["tm_wday"]),
  };
}

function convertedTime(convert: typeof aosConvertToGmtTime): VectorAdapter {
  return (input) => {
    const date = aosString();
    const returned = convert(date, toText(input["format"]), timeExp(input["tm"]));
    return { return: returned, date: date.data };
  };
}

function timeNow(write: (datestr: AosString) => number): VectorAdapter {
  return (input) => {
    const datestr = aosString();
    const returned = withClock(input, () => write(datestr));
    return { return: returned, datestr: datestr.data };
  };
}

const UNTOUCHED = "as it was";

function gmtTimeDate(input: JsonObject): unknown {
  const datestr = aosString(UNTOUCHED);
  const gmt = input["gmt"] === null ? null : toText(input["gmt"]);
  const returned = aosGetGmtTimeDate(gmt, datestr);
  const untouched = datestr.data === UNTOUCHED;
  return { return: returned, datestr: datestr.data, datestr_untouched: untouched };
}

function queryParams(input: JsonObject): unknown {
  const querystr = aosString(UNTOUCHED);
  const returned = aosQueryParamsToString(null, toTable(input["query_params"]), querystr);
  const untouched = querystr.data === UNTOUCHED;
  return { return: returned, querystr: querystr.data, querystr_untouched: untouched };
}

function encodeHex(input: JsonObject): unknown {
  const src = input["src"] === null ? null : toBytes(input["src"]);
  const dest = input["dest"] === false ? null : aosString();
  const len = input["len"] === false ? null : out<number>();
  const srclen = Number(input["srclen"] ?? src?.length ?? 0);
  const returned = aosEncodeHex(dest, src, srclen, len);
  return {
    return: returned,
    dest: dest?.data,
    len: len?.value,
    len_untouched: len?.value === null,
  };
}

/** The bytes that a decoded text leaves in C's memory, read to the first NUL. */
function urlDecode(input: JsonObject): unknown {
  const encoded = input["in"] === null ? null : cBytes(input["in"]);
  const output = Buffer.alloc((encoded?.length ?? 0) + 1);
  const returned = aosUrlDecode(encoded, output);
  return { return: returned, out: output.subarray(0, output.indexOf(0)) };
}

function gnomeSort(input: JsonObject): unknown {
  const headers = Array.isArray(input["headers"]) ? input["headers"] : [];
  const given = headers.map((header) => aosString(cText(header)));
  const sorted = [...given];
  aosGnomeSort(sorted, sorted.length);
  return { headers: sorted, original_index: sorted.map((header) => given.indexOf(header)) };
}

/** Vectors of aos_util.h. */
export const aosUtilAdapters: Record<string, VectorAdapter> = {
  HMAC_SHA1: mac(20, hmacSha1),
  aos_HMAC_SHA256: mac(32, aosHmacSha256),
  aos_SHA256: (input) => {
    const hash = Buffer.alloc(32);
    const message = toBytes(input["message"]);
    aosSha256(hash, message, message.length);
    return { hash: hash.toString("hex") };
  },
  aos_md5: (input) => {
    const bytes = toBytes(input["in"]);
    const md5 = aosMd5(null, bytes, bytes.length);
    // C's NUL behind the digest: here the digest ends.
    return { return: md5.toString("hex"), byte_16: md5[16] ?? 0 };
  },
  aos_base64_encode: (input) => {
    const bytes = toBytes(input["in"]);
    const output = aosString();
    const returned = aosBase64Encode(bytes, bytes.length, output);
    return { return: returned, out: output.data, nul_terminated: output.data.endsWith("\0") };
  },
  aos_encode_hex: encodeHex,
  aos_strtoll: stringToNumber(aosStrtoll, clampToInt64),
  aos_strtoull: stringToNumber(aosStrtoull, clampToUint64),
  aos_atoi64: (input) => ({ return: aosAtoi64(toText(input["nptr"])) }),
  aos_atoui64: (input) => ({ return: aosAtoui64(toText(input["nptr"])) }),
  aos_convert_to_gmt_time: convertedTime(aosConvertToGmtTime),
  aos_convert_to_iso8601_time: convertedTime(aosConvertToIso8601Time),
  aos_get_gmt_str_time: timeNow(aosGetGmtStrTime),
  aos_get_iso8601_str_time: timeNow(aosGetIso8601StrTime),
  aos_get_iso8601_str_time_ex: (input) => {
    const datestr = aosString();
    const returned = aosGetIso8601StrTimeEx(datestr, Number(input["now"]));
    return { return: returned, datestr: datestr.data };
  },
  aos_get_gmt_time_date: gmtTimeDate,
  aos_http_method_to_string: (input) => ({
    return: aosHttpMethodToString(Number(input["method"])),
  }),
  aos_query_params_to_string: queryParams,
  aos_url_encode: (input) => {
    const dest = aosString();
    const returned = aosUrlEncode(dest, cBytes(input["src"]), Number(input["maxSrcSize"]));
    return { return: returned, dest: dest.data };
  },
  aos_url_encode_ex: (input) => {
    const dest = aosString();
    const size = Number(input["maxSrcSize"]);
    const returned = aosUrlEncodeEx(dest, cBytes(input["src"]), size, Number(input["slash"]));
    return { return: returned, dest: dest.data };
  },
  aos_url_decode: urlDecode,
  aos_gnome_sort: gnomeSort,
};
