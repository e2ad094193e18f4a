/**
 * `aos_fstack.h`: a stack of functions to be called later.
 *
 * @packageDocumentation
 */

import type { AosPool } from "./pool.js";

/** A function on a stack: C's `aos_func1_pt` to `aos_func4_pt`. Its answer is not looked at. */
export type AosFunc = (data: unknown) => unknown;

/** An entry of a stack. Port of `aos_fstack_item_t`. */
export interface AosFstackItem {
  /** What the function is called with, when its order is 1 or 3. */
  data: unknown;
  /** The function. */
  func: AosFunc;
  /** 1 or 3: called with `data`; 2 or 4: called without; others: not called. */
  order: number;
}

/**
 * Makes an empty stack. Port of `aos_fstack_create`.
 *
 * @param _p - not needed for plain data; may be `null`
 * @param _size - C's hint of the size; ignored
 */
export function aosFstackCreate(_p: AosPool | null, _size: number): AosFstackItem[] {
  return [];
}

/**
 * Puts a function on a stack; see {@link AosFstackItem}. Port of `aos_fstack_push`.
 *
 * @param data - what `func` is called with
 * @param func - what is called when the stack is undone
 * @param order - a number to tell entries apart by
 */
export function aosFstackPush(
  fstack: AosFstackItem[],
  data: unknown,
  func: AosFunc,
  order: number,
): void {
  fstack.push({ data, func, order });
}

/**
 * Takes the last function off, calls it as its order says and gives it back; `null` when there is
 * none. Port of `aos_fstack_pop`.
 */
export function aosFstackPop(fstack: AosFstackItem[]): AosFstackItem | null {
  const item = fstack.pop();
  if (item === undefined) return null;
  if (item.order === 1 || item.order === 3) item.func(item.data);
  if (item.order === 2 || item.order === 4) item.func(undefined);
  return item;
}

/**
 * Takes off and calls every function, the last first. The spelling is C's. Port of
 * `aos_fstack_destory`.
 */
export function aosFstackDestory(fstack: AosFstackItem[]): void {
  let item = aosFstackPop(fstack);
  while (item !== null) item = aosFstackPop(fstack);
}
