/**
 * The target of a C pointer that a function writes through. Imports nothing.
 *
 * @packageDocumentation
 */

/** What a pointer-to-pointer or pointer-to-number argument points at: read `value` after the call. */
export interface Out<T> {
  /** What the function wrote; `null` until it writes. */
  value: T | null;
}

/**
 * Makes the target of an out-parameter: `aos_table_t *headers = NULL; f(&headers)` becomes
 * `const headers = out<AosTable>(); f(headers)`.
 *
 * @param value - what it holds before the call; `null` where C initialises with NULL
 */
export function out<T>(value: T | null = null): Out<T> {
  return { value };
}
