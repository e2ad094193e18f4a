/** Takes whole select answers apart, written with nothing of the library. */

/** The payload of the last end frame of a whole answer, without its offset; `null` without one. */
export function endFrame(answer: Buffer): Buffer | null {
  let end: Buffer | null = null;
  for (let at = 0; at + 24 <= answer.length; ) {
    const type = answer.readUInt32BE(at) & 0xffffff;
    const size = answer.readUInt32BE(at + 4);
    const next = at + 12 + size + 4;
    if (next > answer.length) break;
    if (type === 0x800005 || type === 0x800006) end = answer.subarray(at + 20, next - 4);
    at = next;
  }
  return end;
}
