import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AosList,
  aosList,
  aosListAddTail,
  aosListDel,
  aosListEmpty,
  aosListGetFirst,
  aosListGetLast,
  aosListInit,
  aosListMovelist,
  ListEntry,
} from "../../src/aos/list.js";

interface Entry {
  readonly id: number;
}

function listOf(...ids: number[]): AosList<Entry> {
  const list = aosList<Entry>();
  for (const id of ids) aosListAddTail({ id }, list);
  return list;
}

function ids(list: AosList<Entry>): number[] {
  return [...list].map(({ id }) => id);
}

describe("walking", () => {
  test("goes on when the entry it stands at is deleted", () => {
    const list = listOf(1, 2, 3, 4);
    for (const entry of list) if (entry.id % 2 === 0) aosListDel(entry);
    expect(ids(list)).toEqual([1, 3]);
  });

  test("does not give an entry that was deleted ahead of it", () => {
    const list = listOf(1, 2, 3);
    const [, second] = list;
    const seen = [];
    for (const entry of list) {
      if (entry.id === 1 && second !== undefined) aosListDel(second);
      seen.push(entry.id);
    }
    expect(seen).toEqual([1, 3]);
  });

  test("does not give one that was deleted together with the entry it stands at", () => {
    const list = listOf(1, 2, 3);
    const seen = [];
    for (const entry of list) {
      if (entry.id === 1) for (const each of [...list].slice(0, 2)) aosListDel(each);
      seen.push(entry.id);
    }
    expect(seen).toEqual([1, 3]);
  });

  test("gives what was added behind it meanwhile", () => {
    const list = listOf(1);
    const seen = [];
    for (const entry of list) {
      if (entry.id < 3) aosListAddTail({ id: entry.id + 1 }, list);
      seen.push(entry.id);
    }
    expect(seen).toEqual([1, 2, 3]);
  });

  test("is over once it is at the end, whatever is added", () => {
    const list = listOf(1);
    const walk = list[Symbol.iterator]();
    expect(walk.next()).toEqual({ done: false, value: { id: 1 } });
    expect(walk.next().done).toBe(true);
    aosListAddTail({ id: 2 }, list);
    expect(walk.next()).toEqual({ done: true, value: undefined });
  });

  test("backwards gives the reverse, deleting included", () => {
    const list = listOf(1, 2, 3);
    const seen = [];
    for (const entry of list.reversed()) {
      aosListDel(entry);
      seen.push(entry.id);
    }
    expect(seen).toEqual([3, 2, 1]);
    expect(aosListEmpty(list)).toBe(true);
  });

  test("backwards does not give one that was deleted together with the entry it stands at", () => {
    const list = listOf(1, 2, 3);
    const [, second] = list;
    const seen = [];
    for (const entry of list.reversed()) {
      aosListDel(entry);
      if (second !== undefined) aosListDel(second);
      seen.push(entry.id);
    }
    expect(seen).toEqual([3, 1]);
  });
});

describe("an entry", () => {
  test("leaves its list when it is added to another", () => {
    const [from, to] = [listOf(1, 2), listOf(3)];
    const first = aosListGetFirst(from);
    if (first !== null) aosListAddTail(first, to);
    expect([ids(from), ids(to)]).toEqual([[2], [3, 1]]);
  });

  test("moves to the end when it is added to its own list again", () => {
    const list = listOf(1, 2);
    const first = aosListGetFirst(list);
    if (first !== null) aosListAddTail(first, list);
    expect(ids(list)).toEqual([2, 1]);
  });

  test("can be deleted twice, and when it never was in a list", () => {
    const list = listOf(1);
    const [entry = { id: 0 }] = list;
    aosListDel(entry);
    aosListDel(entry);
    aosListDel({ id: 9 });
    expect(aosListEmpty(list)).toBe(true);
  });

  test("belongs to no list after aosListInit", () => {
    const list = listOf(1, 2);
    const [forgotten = { id: 0 }] = list;
    aosListInit(list);
    aosListAddTail({ id: 3 }, list);
    aosListDel(forgotten);
    expect(ids(list)).toEqual([3]);
  });
});

test("aosListMovelist replaces what the target held and empties the source", () => {
  const [from, to] = [listOf(1, 2), listOf(3)];
  aosListMovelist(from, to);
  expect([ids(from), ids(to)]).toEqual([[], [1, 2]]);
  aosListMovelist(from, to);
  expect(ids(to)).toEqual([]);
});

test("aosListMovelist leaves both lists whole", () => {
  const [from, to] = [listOf(1, 2), listOf(3)];
  const [, second] = from;
  aosListMovelist(from, to);
  if (second !== undefined) aosListDel(second);
  aosListAddTail({ id: 4 }, to);
  aosListAddTail({ id: 5 }, from);
  expect([ids(from), ids(to)]).toEqual([[5], [1, 4]]);
  expect([...to.reversed()]).toEqual([{ id: 4 }, { id: 1 }]);
  aosListMovelist(to, to);
  expect(ids(to)).toEqual([1, 4]);
});

test("behaves as an array does", () => {
  const step = fc.tuple(fc.constantFrom("add", "del", "init"), fc.nat(5));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      // Some know their place themselves.
      const entries = [0, 1, 2, 3, 4, 5].map((id) =>
        Object.assign(id % 2 === 0 ? {} : new ListEntry(), { id }),
      );
      const list = aosList<Entry>();
      let model: Entry[] = [];
      for (const [name, id] of steps) {
        const entry = entries[id] ?? { id };
        if (name === "init") aosListInit(list);
        if (name === "del") aosListDel(entry);
        if (name === "add") aosListAddTail(entry, list);
        model = name === "init" ? [] : model.filter((other) => other !== entry);
        if (name === "add") model.push(entry);
        expect([...list]).toEqual(model);
        expect([...list.reversed()]).toEqual(model.toReversed());
        expect(aosListGetLast(list)).toBe(model.at(-1) ?? null);
        expect(aosListEmpty(list)).toBe(model.length === 0);
      }
    }),
  );
});
