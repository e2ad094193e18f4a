import { describe, expect, test } from "vitest";
import { aosPcalloc, aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";

describe("destroying a pool", () => {
  test("ends its children first, then runs its clean-ups in reverse order", () => {
    const order: string[] = [];
    const parent = aosPoolCreate(null);
    parent.onDestroy(() => order.push("parent 1"));
    const child = aosPoolCreate(parent);
    child.onDestroy(() => order.push("child"));
    parent.onDestroy(() => order.push("parent 2"));
    aosPoolDestroy(parent);
    expect(order).toEqual(["child", "parent 2", "parent 1"]);
    expect(child.signal.aborted).toBe(true);
  });

  test("aborts its signal before its clean-ups run", () => {
    const p = aosPoolCreate(null);
    let aborted = false;
    p.onDestroy(() => {
      aborted = p.signal.aborted;
    });
    aosPoolDestroy(p);
    expect(aborted).toBe(true);
  });

  test("runs every clean-up, and throws at last what the first threw that did", () => {
    const order: string[] = [];
    const parent = aosPoolCreate(null);
    const child = aosPoolCreate(parent);
    for (const [name, p] of Object.entries({ parent, child })) {
      p.onDestroy(() => order.push(name));
      p.onDestroy(() => {
        throw new RangeError(name);
      });
    }
    expect(() => {
      aosPoolDestroy(parent);
    }).toThrow(new RangeError("child"));
    expect(order).toEqual(["child", "parent"]);
  });

  test("happens once", () => {
    const p = aosPoolCreate(null);
    let runs = 0;
    p.onDestroy(() => {
      runs++;
    });
    aosPoolDestroy(p);
    aosPoolDestroy(p);
    expect(runs).toBe(1);
  });

  test("leaves the parent alone when a child ends", () => {
    const parent = aosPoolCreate(null);
    aosPoolDestroy(aosPoolCreate(parent));
    expect(parent.signal.aborted).toBe(false);
  });

  test("does not run a clean-up that was withdrawn, and runs one that was given twice twice", () => {
    const p = aosPoolCreate(null);
    let runs = 0;
    const cleanup = (): void => {
      runs++;
    };
    p.onDestroy(cleanup);
    p.onDestroy(cleanup);
    const withdraw = p.onDestroy(cleanup);
    withdraw();
    aosPoolDestroy(p);
    expect(runs).toBe(2);
  });

  test("runs the others when a clean-up was withdrawn twice, another one coming in between", () => {
    const p = aosPoolCreate(null);
    const ran: string[] = [];
    const withdraw = p.onDestroy(() => ran.push("withdrawn"));
    withdraw();
    p.onDestroy(() => ran.push("other"));
    withdraw();
    aosPoolDestroy(p);
    expect(ran).toEqual(["other"]);
  });

  test("happens at the end of a using block", () => {
    let signal: AbortSignal;
    {
      using p = aosPoolCreate(null);
      signal = p.signal;
      expect(signal.aborted).toBe(false);
    }
    expect(signal.aborted).toBe(true);
  });
});

test("using a destroyed pool is a TypeError that says so", () => {
  const p = aosPoolCreate(null);
  aosPoolDestroy(p);
  for (const use of [
    () => aosPoolCreate(p),
    () => aosPcalloc(p, 1),
    () => p.onDestroy(() => undefined),
  ]) {
    expect(use).toThrow(new TypeError("the pool was destroyed and can't be used any more"));
  }
});

test("aosPcalloc gives zeroed memory, with and without a pool", () => {
  expect([...aosPcalloc(aosPoolCreate(null), 3)]).toEqual([0, 0, 0]);
  expect(aosPcalloc(null, 0)).toHaveLength(0);
});
