/**
 * Cuts CSV into rows and fields, however its bytes come. One character stands for one byte.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { OssError } from "../error.js";
import type { Chunks } from "../store/vault.js";

/** What separates the parts of CSV. */
export interface CsvFormat {
  /** Behind each row. */
  readonly record: string;
  /** Between fields. */
  readonly field: string;
  /** Round a field that has delimiters in it. */
  readonly quote: string;
  /** In front of a row that is none. */
  readonly comment: string;
}

/** A row. */
export interface CsvRow {
  /** Where it begins, in bytes from the start. */
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Its fields as they stand, quotes and all. */
  readonly fields: readonly string[];
}

const LONGEST_ROW = 4 * 1024 * 1024;

/**
 * The rows of some bytes, as many at once as came whole; what is behind the last delimiter is one
 * if it is not empty.
 */
export async function* csvRows(
  chunks: Chunks,
  format: CsvFormat,
): AsyncGenerator<readonly CsvRow[]> {
  let text = "";
  let start = 0;
  for await (const chunk of chunks) {
    text += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1");
    const { rows, used } = wholeRows(text, start, format, false);
    if (rows.length > 0) yield rows;
    start += used;
    text = text.slice(used);
    if (text.length > LONGEST_ROW)
      throw new OssError("BadRequest", { message: "A row is too long." });
  }
  const { rows } = wholeRows(text, start, format, true);
  if (rows.length > 0) yield rows;
}

/** The whole rows of a text, which begins at `start`, and how much of it they are. */
function wholeRows(
  text: string,
  start: number,
  format: CsvFormat,
  isLast: boolean,
): { rows: CsvRow[]; used: number } {
  const rows: CsvRow[] = [];
  let used = 0;
  while (used < text.length) {
    const row = cutRow(text, used, format, isLast);
    if (row === null) break;
    const isComment = format.comment !== "" && text.startsWith(format.comment, used);
    if (!isComment) rows.push({ start: start + used, end: start + row.next, fields: row.fields });
    used = row.next;
  }
  return { rows, used };
}

/** Cuts the row that begins at `from`; null when its end has not come yet. */
function cutRow(
  text: string,
  from: number,
  { record, field, quote }: CsvFormat,
  isLast: boolean,
): { fields: string[]; next: number } | null {
  const fields: string[] = [];
  let recordAt = text.indexOf(record, from);
  for (let at = from; ; ) {
    const scan = text.startsWith(quote, at) ? behindQuotes(text, at, quote) : at;
    if (recordAt >= 0 && recordAt < scan) recordAt = text.indexOf(record, scan);
    if (recordAt < 0 && !isLast) return null;
    const end = recordAt < 0 ? text.length : recordAt;
    const fieldAt = text.indexOf(field, scan);
    if (fieldAt < 0 || fieldAt >= end) {
      fields.push(text.slice(at, end));
      return { fields, next: recordAt < 0 ? end : end + record.length };
    }
    fields.push(text.slice(at, fieldAt));
    at = fieldAt + field.length;
  }
}

/** Where the quotes that open at `at` are closed; a doubled one does not close them. */
function behindQuotes(text: string, at: number, quote: string): number {
  let scan = at + 1;
  for (;;) {
    const close = text.indexOf(quote, scan);
    if (close < 0) return text.length;
    if (!text.startsWith(quote, close + 1)) return close + 1;
    scan = close + 2;
  }
}

/** What a field says, without its quotes. */
export function plainField(field: string, quote: string): string {
  const isQuoted = field.length > 1 && field.startsWith(quote) && field.endsWith(quote);
  return isQuoted ? field.slice(1, -1).replaceAll(quote + quote, quote) : field;
}
