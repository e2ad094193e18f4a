/** Vectors of aos_string.h, and of APR's comparison of strings. */

import {
  type AosString,
  aosEndsWith,
  aosIsNullString,
  aosIsQuote,
  aosIsSpace,
  aosIsSpaceOrCntrl,
  aosNullString,
  aosPstrdup,
  aosString,
  aosStringIsEmpty,
  aosStringTolower,
  aosStripSpace,
  aosStrlchr,
  aosStrNull,
  aosStrSet,
  aosTripSpaceAndCntrl,
  aosUnquoteStr,
} from "../../../src/aos/string.js";
import { aprStrnatcasecmp, aprStrnatcmp } from "../../../src/aos/util/sort.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { cText } from "./c_values.js";

/** An `aos_string_t` argument: a null string for NULL data, the text up to `len` otherwise. */
function given(input: Json | undefined): AosString {
  return input == null ? aosNullString() : aosString(toText(input));
}

/** A `char` argument, which the oracle gives as a byte. */
function signedChar(byte: number): number {
  return (byte << 24) >> 24;
}

function stripped(strip: (str: AosString) => void): VectorAdapter {
  return (input) => {
    const str = given(input["str"]);
    const before = toBytes(input["str"]);
    strip(str);
    const offset = str.len === 0 ? 0 : before.indexOf(str.data);
    return { str: str.data, offset, len: str.len };
  };
}

/** The memory that a string of the oracle points at, `len` of its bytes replaced by `str`. */
function memory(input: Json | undefined, str: AosString): string {
  const behind = isObject(input) ? toText(input["text"]).slice(str.data.length) : "";
  return cText(str.data + behind);
}

function comparison(compare: (a: string, b: string) => number): VectorAdapter {
  return (input) => ({ sign: Math.sign(compare(toText(input["a"]), toText(input["b"]))) });
}

function characterFunctions(input: JsonObject): JsonObject {
  const code = Number(input["c"]);
  const c = String.fromCharCode(code);
  const lower = aosString(c);
  aosStringTolower(lower);
  const upper = /[a-z]/.test(c) ? c.toUpperCase() : c;
  return {
    aos_tolower: signedChar(lower.data.charCodeAt(0)),
    // No port of aos_toupper: it is `toUpperCase()`.
    aos_toupper: signedChar(upper.charCodeAt(0)),
    aos_is_quote: aosIsQuote(c),
    aos_is_space: aosIsSpace(c),
    aos_is_space_or_cntrl: aosIsSpaceOrCntrl(c),
  };
}

/** What the initialisers give; `aos_string(pointer)` has C's 7 bytes of a wrong `sizeof` in `len`. */
function initialisers(input: JsonObject): unknown {
  const set = aosString("before");
  aosStrSet(set, cText(input["text"]));
  const unset = aosString("before");
  aosStrNull(unset);
  return {
    'aos_string("hello world")': aosString("hello world"),
    aos_null_string: aosNullString(),
    "aos_str_set(text)": set,
    aos_str_null: unset,
    'aos_string(char array "array")': aosString("array"),
    'aos_string(char* pointer to "abc")': { data: aosString("abc").data, len: 7 },
  };
}

/** Vectors of aos_string.h. */
export const aosStringAdapters: Record<string, VectorAdapter> = {
  aos_string_macros: initialisers,
  aos_char_functions: characterFunctions,
  aos_string_is_empty: (input) => ({
    return: aosStringIsEmpty(input["str"] === null ? null : given(input["str"])),
  }),
  aos_is_null_string: (input) => ({
    return: aosIsNullString(input["str"] === null ? null : given(input["str"])),
  }),
  aos_string_tolower: (input) => {
    const str = given(input["str"]);
    aosStringTolower(str);
    return { data: memory(input["str"], str), len: str.len };
  },
  aos_strlchr: (input) => {
    const p = toText(input["p"]);
    const last = Number(input["last"] ?? Buffer.byteLength(p));
    return { return_offset: aosStrlchr(p, last, toText(input["c"])) };
  },
  aos_strip_space: stripped(aosStripSpace),
  aos_trip_space_and_cntrl: stripped(aosTripSpaceAndCntrl),
  aos_unquote_str: stripped(aosUnquoteStr),
  aos_pstrdup: (input) => ({ return: cText(aosPstrdup(null, given(input["s"]))) }),
  aos_ends_with: (input) => ({
    return: aosEndsWith(given(input["str"]), given(input["suffix"])),
  }),
  apr_strnatcmp: comparison(aprStrnatcmp),
  apr_strnatcasecmp: comparison(aprStrnatcasecmp),
};
