/** Texts as the bytes that they are in memory. */

import { primary, type Value } from "./value.js";

/** The memory that holds a text. */
export function inMemory({ code }: Value): Value {
  return primary(`Buffer.from(${encoded(code)})`, "Buffer");
}

/** The memory that holds a text and the NUL that ends it. */
export function inMemoryWithNul(text: Value): Value {
  return inMemory(primary(withNul(text), "string"));
}

/** What puts a text and its NUL into memory. */
export function writtenTo(memory: string, text: Value): Value {
  return primary(`${memory}.write(${encoded(withNul(text))})`, "void");
}

/** A literal of single bytes, `"\xff\xd8"`, is no UTF-8. */
function encoded(code: string): string {
  const isBytes = /^"(?:\\.|[^"\\])*"$/.test(code) && /\\x[89a-f]/i.test(code);
  return isBytes && !/[^\x00-\x7f]/.test(code) ? `${code}, "latin1"` : code;
}

/** A text with the NUL that ends it in memory. */
function withNul({ code }: Value): string {
  if (/^"(?:\\.|[^"\\])*"$/.test(code)) return `${code.slice(0, -1)}\\0"`;
  if (/^`(?:\\.|[^`\\])*`$/.test(code)) return `${code.slice(0, -1)}\\0\``;
  return `\`\${${code}}\\0\``;
}
