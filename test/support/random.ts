/** Randomness that can be repeated. */

/** The seed of all that is random in a run of the tests (TEST_SEED, `.config/vitest.config.mjs`). */
export function testSeed(): number {
  const { TEST_SEED: given = "" } = process.env;
  if (!/^\d{1,9}$/.test(given))
    throw new RangeError(`TEST_SEED is no number of 1 to 9 digits: ${given}`);
  return Number(given);
}

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
