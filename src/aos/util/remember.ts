/**
 * What is found out again and again: about the one endpoint that most programs have, for each request.
 * Imports nothing.
 *
 * @packageDocumentation
 */

/** A function that remembers what it made last. */
export function rememberLast<T>(make: (key: string) => T): (key: string) => T {
  let last: { readonly key: string; readonly made: T } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, made: make(key) };
    return last.made;
  };
}
