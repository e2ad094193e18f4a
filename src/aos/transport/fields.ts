/**
 * The header fields of an answer as texts.
 *
 * @packageDocumentation
 */

/**
 * Names and values in turn, as text. They lie in memory one behind the other, as they came, so that one
 * text is made of all and cut: one for each takes twice as long.
 */
export function fieldTexts(fields: readonly (Buffer | string)[]): string[] {
  const [first, last] = [fields[0], fields.at(-1)];
  if (!Buffer.isBuffer(first) || !Buffer.isBuffer(last)) return fields.map(String);
  const start = first.byteOffset;
  const length = Math.max(last.byteOffset + last.length - start, 0);
  // Not if they came in several reads.
  if (first.buffer !== last.buffer) return fields.map(String);
  const text = Buffer.from(first.buffer, start, length).toString("latin1");
  if (!/^[\0-\x7f]*$/.test(text)) return fields.map(String);
  return fields.map((field) => {
    if (typeof field === "string" || field.buffer !== first.buffer) return String(field);
    const at = field.byteOffset - start;
    return at < 0 || at + field.length > length ? String(field) : text.slice(at, at + field.length);
  });
}
