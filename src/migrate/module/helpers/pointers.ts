/** What a pointer of C does that no reference here does. */

import type { Helpers } from "./helper.js";

export const POINTERS: Helpers<"followed" | "outOf" | "partAt"> = {
  followed: {
    code: `
/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}
`,
  },
  outOf: {
    code: `
/** What is within an object or an array, as an out-parameter. */
function outOf<T, K extends keyof T>(owner: T, key: K): Out<NonNullable<T[K]>> {
  return {
    get value() {
      return owner[key] ?? null;
    },
    set value(value) {
      owner[key] = value as T[K];
    },
  };
}
`,
    types: ["Out"],
  },
  partAt: {
    code: `
/** A part of a checkpoint. All of them are there in C; here those that were asked for. */
function partAt(parts: OssCheckpointPart[], i: number): OssCheckpointPart {
  const empty = { index: 0, offset: 0, size: 0, completed: AOS_FALSE, etag: aosString(), crc64: 0n };
  return (parts[i] ??= empty);
}
`,
    names: ["AOS_FALSE", "aosString"],
    types: ["OssCheckpointPart"],
  },
};
