/** The patterns behind LIKE, which any client may send. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { isLike, likePattern } from "../../src/emulator/select/sql_like.js";

/** A text as the expression has it, one character a byte. */
const bytes = (text: string): string => Buffer.from(text).toString("latin1");

const matches = (text: string, pattern: string, escape = ""): boolean =>
  isLike(bytes(text), likePattern(bytes(pattern), escape));

test.each([
  ["a hundred times anything", `${"%a".repeat(100)}b`],
  ["anything of which one character is known", "%_%_%_%_%_%_%_%_%_%_%_%b"],
])("a pattern of %s is soon told from a long text", (_, pattern) => {
  expect(matches("a".repeat(20_000), pattern)).toBe(false);
  expect(matches(`${"a".repeat(20_000)}b`, pattern)).toBe(true);
});

test.each([
  ["50%", "50!%", "!", true],
  ["50x", "50!%", "!", false],
  ["a_", "a!_", "!", true],
  ["ab", "a!_", "!", false],
  ["a!", "a!!", "!", true],
  ["ab", "!a!b", "!", true],
  ["a", "a!", "!", true],
  ["100%", "100%%", "%", true],
  ["1000", "100%%", "%", false],
])("%s like %s escape %s is %s", (text, pattern, escape, expected) => {
  expect(matches(text, pattern, escape)).toBe(expected);
});

/** What a pattern is made of, and the same as text. */
type Piece = "%" | "_" | { readonly is: string };

/** Goes through all that the pieces may stand for, one length of text after the other. */
function oracle(text: readonly string[], pieces: readonly Piece[]): boolean {
  // Which lengths of the beginning of the text the pieces so far may stand for.
  let lengths = new Set([0]);
  for (const piece of pieces) {
    const next = new Set<number>();
    for (const length of lengths) {
      if (piece === "%") for (let to = length; to <= text.length; to++) next.add(to);
      else if (length < text.length && (piece === "_" || piece.is === text[length])) {
        next.add(length + 1);
      }
    }
    lengths = next;
  }
  return lengths.has(text.length);
}

/** Few characters, so that they meet; also those that mean something elsewhere, and of many bytes. */
const character = fc.constantFrom("a", "b", "a", "b", "%", "_", "!", ".", "\n", "ä", "😀");
const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.constantFrom<Piece>("%", "_"),
  character.map((is) => ({ is })),
);

test("a text is like a pattern if there is a way to read the pattern as the text", () => {
  fc.assert(
    fc.property(
      fc.array(character, { maxLength: 12 }),
      fc.array(piece, { maxLength: 8 }),
      (text, pieces) => {
        const pattern = pieces
          .map((one) => (typeof one === "string" ? one : one.is.replace(/[%_!]/, "!$&")))
          .join("");
        const expected = oracle(text, pieces);
        expect(matches(text.join(""), pattern, "!")).toBe(expected);
      },
    ),
    { numRuns: 2000 },
  );
});
