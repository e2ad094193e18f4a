/** What is fuzzed: inputs, and what must hold for each. */

import fc from "fast-check";

/** Something accepted that must be refused, or read as something else than it says. */
export class WrongAcceptance extends Error {}

/** Throws {@link WrongAcceptance} unless something holds. */
export function mustHold(holds: boolean, what: string): void {
  if (!holds) throw new WrongAcceptance(what);
}

/** Throws {@link WrongAcceptance} unless two values are the same in JSON. */
export function mustEqual(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [plain(found), plain(expected)];
  mustHold(a === b, `${what}: found ${a}, expected ${b}`);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v));
}

/** What a run of {@link FuzzTarget.check} does with an input in place of the target's own check. */
export type CheckElsewhere = (input: unknown) => Promise<void>;

/** Something that is fed with hostile input. */
export interface FuzzTarget {
  /** Its name, for `--target`. */
  readonly name: string;
  /** How many of a thousand inputs are its. */
  readonly share: number;
  /** The property that holds for every input, checked by `elsewhere` when that is given. */
  property(elsewhere?: CheckElsewhere): fc.IAsyncProperty<[unknown]>;
  /** Checks one input, which another thread made from the same target. */
  check(input: unknown): Promise<void>;
}

/**
 * Makes a target.
 *
 * @param inputs - what can be posted to another thread
 * @param check - throws {@link WrongAcceptance}; whatever else it throws is a crash
 */
export function fuzzTarget<T>(
  name: string,
  share: number,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => void | Promise<void>,
): FuzzTarget {
  // The only inputs that come here are those that `inputs` made.
  const own: CheckElsewhere = async (input) => check(input as T);
  return {
    name,
    share,
    property: (elsewhere = own) => fc.asyncProperty<[unknown]>(inputs, elsewhere),
    check: own,
  };
}
