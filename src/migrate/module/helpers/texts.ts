/** Texts and numbers as C writes them. */

import type { Helpers } from "./helper.js";

export const TEXTS: Helpers<"textIn" | "textFrom" | "exponential"> = {
  textIn: {
    code: `
/** The text that memory holds, up to its NUL. */
function textIn(memory: Uint8Array): string {
  const end = memory.indexOf(0);
  return Buffer.from(memory.subarray(0, end < 0 ? memory.length : end)).toString();
}
`,
  },
  textFrom: {
    code: `
/** A text from a place on; NULL where that is none. */
function textFrom(text: string, at: number): string | null {
  return at < 0 ? null : text.slice(at);
}
`,
  },
  exponential: {
    code: `
/** A number with its exponent, which has two digits at least. */
function exponential(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\\d)$/, "e$10$2");
}
`,
  },
};
