import { expect, test } from "vitest";
import {
  aosFstackCreate,
  aosFstackDestory,
  aosFstackPop,
  aosFstackPush,
} from "../../src/aos/fstack.js";

test("functions are called last first, with their data only when their order says so", () => {
  const calls: unknown[] = [];
  const stack = aosFstackCreate(null, 4);
  for (const order of [1, 2, 3, 4, 5]) {
    aosFstackPush(stack, `data ${String(order)}`, (data) => calls.push([order, data]), order);
  }
  aosFstackDestory(stack);
  expect(calls).toEqual([
    [4, undefined],
    [3, "data 3"],
    [2, undefined],
    [1, "data 1"],
  ]);
  expect(aosFstackPop(stack)).toBeNull();
});

test("a function may push another one while the stack is taken down", () => {
  const calls: string[] = [];
  const stack = aosFstackCreate(null, 0);
  const last = (): number => calls.push("last");
  aosFstackPush(
    stack,
    null,
    () => {
      calls.push("first");
      aosFstackPush(stack, null, last, 2);
    },
    2,
  );
  aosFstackDestory(stack);
  expect(calls).toEqual(["first", "last"]);
});
