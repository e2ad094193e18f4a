import fc from "fast-check";
import { expect, test } from "vitest";
import { ReadMemory } from "../../../src/aos/transport/read_memory.js";

const KIB = 1024;

/** What a socket does: fills the memory it was told of with one byte, and asks where to read next. */
class Reader {
  readonly memory = new ReadMemory();
  #next = this.memory.next();
  #byte = 0;

  read(length: number): { chunk: Buffer; byte: number } {
    const byte = ++this.#byte & 255;
    const filled = this.#next.subarray(0, length).fill(byte);
    const chunk = this.memory.chunk(this.#next, filled.length);
    this.#next = this.memory.next();
    return { chunk, byte };
  }

  /** Where the next read goes. */
  get place(): ArrayBufferLike {
    return this.#next.buffer;
  }
}

/** A reader with the chunks that were not given back. */
function borrower(): { reader: Reader; held: { chunk: Buffer; byte: number }[] } {
  const reader = new Reader();
  reader.memory.lend();
  return { reader, held: [] };
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ read: fc.integer({ min: 1, max: 600 * KIB }) }) },
  { weight: 6, arbitrary: fc.record({ giveBack: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant("endLoan" as const) },
  { weight: 2, arbitrary: fc.constant("lend" as const) },
);

test("chunks keep their bytes until they are given back, whatever is read meanwhile", () => {
  const steps = fc.array(fc.tuple(fc.nat(1), step), { minLength: 40, maxLength: 80 });
  fc.assert(
    fc.property(steps, (taken) => {
      const first = borrower();
      const second = borrower();
      for (const [which, what] of taken) {
        const { reader, held } = which === 0 ? first : second;
        if (typeof what === "string") reader.memory[what]();
        else if ("read" in what) held.push(reader.read(what.read));
        else if (held.length > 0) {
          const [gone] = held.splice(what.giveBack % held.length, 1);
          if (gone !== undefined) reader.memory.giveBack(gone.chunk);
        }
        for (const { chunk, byte } of [...first.held, ...second.held]) {
          expect([chunk[0], chunk.at(-1)]).toEqual([byte, byte]);
        }
      }
    }),
  );
});

test("a loan reads into the same few slabs again and again", () => {
  const reader = new Reader();
  reader.memory.lend();
  const places = new Set<ArrayBufferLike>();
  for (let i = 0; i < 200; i++) {
    reader.memory.giveBack(reader.read(256 * KIB).chunk);
    places.add(reader.place);
  }
  expect(places.size).toBeLessThanOrEqual(3);
});

test("what is not lent is a copy that keeps no more memory than it needs", () => {
  const { chunk } = new Reader().read(64 * KIB);
  expect(chunk.buffer.byteLength).toBe(64 * KIB);
});
