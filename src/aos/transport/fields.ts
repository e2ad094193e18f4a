/**
 * The header fields of an answer as texts.
 *
 * @packageDocumentation
 */

/**
 * Names and values in turn, as text. They lie in memory one behind the other, as they came, so that one
 * text is made of all and cut: one for each takes twice as long.
 */
export function fieldTexts(fields: readonly Buffer[]): string[] {
  const [first, last] = [fields[0], fields.at(-1)];
  // They may have come in several reads.
  if (first === undefined || first.buffer !== last?.buffer) return fields.map(String);
  const start = first.byteOffset;
  const length = Math.max(last.byteOffset + last.length - start, 0);
  const text = Buffer.from(first.buffer, start, length).toString("latin1");
  if (!/^[\0-\x7f]*$/.test(text)) return fields.map(String);
  return fields.map((field) => {
    const at = field.byteOffset - start;
    const isWithin = field.buffer === first.buffer && at >= 0 && at + field.length <= length;
    return isWithin ? text.slice(at, at + field.length) : String(field);
  });
}
