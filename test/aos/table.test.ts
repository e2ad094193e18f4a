import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aprTableAdd,
  aprTableClear,
  aprTableElts,
  aprTableGet,
  aprTableSet,
  aprTableUnset,
} from "../../src/aos/apr.js";
import { aosString } from "../../src/aos/string.js";
import {
  type AosTable,
  aosIsEmptyTable,
  aosTableAddInt64,
  aosTableElts,
  aosTableMake,
  aosTableSetInt64,
} from "../../src/aos/table.js";

function pairs(table: AosTable): string[][] {
  return aosTableElts(table).map(({ key, val }) => [key, val]);
}

function apply(t: AosTable, name: string, key: string, val: string): void {
  if (name === "add") aprTableAdd(t, key, val);
  if (name === "set") aprTableSet(t, key, val);
  if (name === "unset") aprTableUnset(t, key);
  if (name === "merge") t.merge(key, val);
}

function isNamed(key: string): (pair: string[]) => boolean {
  return ([other]) => other?.toLowerCase() === key.toLowerCase();
}

/** The same on a list of pairs. */
function applied(model: string[][], name: string, key: string, val: string): string[][] {
  const first = model.findIndex(isNamed(key));
  const [oldKey = key, oldVal = ""] = model[first] ?? [];
  if (name === "unset") return model.filter((pair) => !isNamed(key)(pair));
  if (name === "add" || first < 0) return [...model, [key, val]];
  if (name === "merge") return model.with(first, [oldKey, `${oldVal}, ${val}`]);
  return model.with(first, [oldKey, val]).filter((pair, i) => i === first || !isNamed(key)(pair));
}

describe("AosTable", () => {
  test("set keeps the place and spelling of the first and removes the others", () => {
    const t = aosTableMake(null, 2);
    for (const [key, val] of [
      ["A", "1"],
      ["b", "2"],
      ["a", "3"],
    ] as const)
      t.add(key, val);
    t.set("a", "4");
    expect(pairs(t)).toEqual([
      ["A", "4"],
      ["b", "2"],
    ]);
  });

  test("compares names without case, in ASCII only", () => {
    const t = aosTableMake(null, 1);
    t.add("É-\u212a", "1");
    expect([t.get("é-\u212a"), t.get("É-k"), t.get("É-\u212a")]).toEqual([null, null, "1"]);
  });

  test("merge joins with the first value and leaves the others", () => {
    const t = aosTableMake(null, 1);
    t.merge("Via", "a");
    t.add("via", "b");
    t.merge("VIA", "c");
    expect(pairs(t)).toEqual([
      ["Via", "a, c"],
      ["via", "b"],
    ]);
  });

  test("a copy is independent", () => {
    const t = aosTableMake(null, 1);
    t.add("a", "1");
    const copy = t.copy();
    copy.set("a", "2");
    copy.add("b", "3");
    expect(pairs(t)).toEqual([["a", "1"]]);
  });

  test("the entries that a program holds do not change under it", () => {
    const t = aosTableMake(null, 1);
    t.add("a", "1");
    const before = aprTableElts(t);
    aprTableSet(t, "A", "2");
    aprTableClear(t);
    expect(before).toEqual([{ key: "a", val: "1" }]);
    expect(aosIsEmptyTable(t)).toBe(true);
  });

  test("names of Object.prototype are names like others", () => {
    const t = aosTableMake(null, 1);
    expect([t.get("__proto__"), t.get("constructor")]).toEqual([null, null]);
    t.set("__proto__", "1");
    expect(t.get("__PROTO__")).toBe("1");
  });

  test("NULL is an empty table, and a NULL value the empty text", () => {
    expect(aosIsEmptyTable(null)).toBe(true);
    const t = aosTableMake(null, 1);
    aprTableAdd(t, "a", null);
    expect(aprTableGet(null, "a")).toBeNull();
    expect(aprTableGet(t, "a")).toBe("");
  });

  test("takes AosString values by their text", () => {
    const t = aosTableMake(null, 1);
    const val = aosString("one");
    aprTableSet(t, "a", val);
    val.data = "two";
    expect(aprTableGet(t, "a")).toBe("one");
  });

  test("64-bit numbers are whole", () => {
    const t = aosTableMake(null, 1);
    aosTableAddInt64(t, "n", 2n ** 63n - 1n);
    aosTableAddInt64(t, "n", Number.MAX_SAFE_INTEGER);
    aosTableSetInt64(t, "N", -1);
    expect(pairs(t)).toEqual([["n", "-1"]]);
  });

  test("behaves as a plain list of pairs does", () => {
    const key = fc.constantFrom("a", "A", "b", "B", "c");
    const step = fc.tuple(fc.constantFrom("add", "set", "unset", "merge"), key, fc.nat(9));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const t = aosTableMake(null, 0);
        let model: string[][] = [];
        for (const [name, k, n] of steps) {
          apply(t, name, k, String(n));
          model = applied(model, name, k, String(n));
          expect(pairs(t)).toEqual(model);
          expect(t.get(k)).toBe(model.find(isNamed(k))?.[1] ?? null);
          expect(t.length).toBe(model.length);
        }
      }),
    );
  });
});
