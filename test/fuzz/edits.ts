/** Damage to bytes. */

import fc from "fast-check";

/** Bytes that are put in the place of others. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly put: Uint8Array;
}

/** Damage at any place of up to `length` bytes: a byte or some are changed, lost or added, or the rest is cut off. */
function edit(length: number): fc.Arbitrary<Edit> {
  const at = fc.nat(length);
  const byte = fc.nat(255).map((value) => Uint8Array.of(value));
  const none = fc.constant(new Uint8Array());
  return fc.oneof(
    fc.record({ at, removed: fc.constant(1), put: byte }),
    fc.record({ at, removed: fc.constant(1), put: none }),
    fc.record({ at, removed: fc.constant(0), put: byte }),
    fc.record({ at, removed: fc.constant(length), put: none }),
    fc.record({ at, removed: fc.nat(40), put: fc.uint8Array({ maxLength: 8 }) }),
  );
}

/** Some damage, or none. */
export function edits(length: number, maxLength = 3): fc.Arbitrary<readonly Edit[]> {
  return fc.array(edit(length), { maxLength });
}

/** Damages bytes; a place behind their end is counted from their beginning again. */
export function applyEdits(bytes: Uint8Array, all: readonly Edit[]): Buffer {
  return all.reduce((text, { at, removed, put }) => {
    const from = at % (text.length + 1);
    return Buffer.concat([text.subarray(0, from), put, text.subarray(from + removed)]);
  }, Buffer.from(bytes));
}
