/** Vectors of lists, tables, buffers and function stacks. */

import {
  aprIsEmptyTable,
  aprTableAdd,
  aprTableClear,
  aprTableElts,
  aprTableGet,
  aprTableSet,
  aprTableUnset,
} from "../../../src/aos/apr.js";
import {
  type AosBuf,
  aosBufAppendString,
  aosBufListContent,
  aosBufListLen,
  aosBufPack,
  aosBufSize,
  aosCreateBuf,
} from "../../../src/aos/buf.js";
import {
  aosFstackCreate,
  aosFstackDestory,
  aosFstackPop,
  aosFstackPush,
} from "../../../src/aos/fstack.js";
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
} from "../../../src/aos/list.js";
import {
  type AosTable,
  type AosTableEntry,
  aosIsEmptyTable,
  aosTableAddInt,
  aosTableAddInt64,
  aosTableMake,
  aosTableSetInt64,
} from "../../../src/aos/table.js";
import { type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";

type Operation = [name: string, ...args: Json[]];

function operations(input: JsonObject): Operation[] {
  const ops = Array.isArray(input["ops"]) ? input["ops"] : [];
  return ops.map((op) => {
    const [name, ...args] = Array.isArray(op) ? op : [];
    return [toText(name), ...args];
  });
}

interface Entry {
  readonly id: number;
}

/** The lists and entries that a case of aos_list works on. */
class Lists {
  readonly heads: readonly AosList<Entry>[] = [aosList(), aosList(), aosList(), aosList()];
  readonly #entries = new Map<number, Entry>();

  head(at: Json | undefined): AosList<Entry> {
    return this.heads[Number(at)] ?? aosList();
  }

  entry(id: Json | undefined): Entry {
    const entry = this.#entries.get(Number(id)) ?? { id: Number(id) };
    this.#entries.set(entry.id, entry);
    return entry;
  }

  isListed(entry: Entry): boolean {
    return this.heads.some((list) => [...list].includes(entry));
  }

  apply([name, ...args]: Operation): void {
    const [first, second] = args;
    if (name === "init") aosListInit(this.head(first));
    if (name === "add_tail") aosListAddTail(this.entry(second), this.head(first));
    if (name === "del") aosListDel(this.entry(first));
    if (name === "movelist") aosListMovelist(this.head(first), this.head(second));
    if (name === "del_while_iterating_safe") {
      for (const entry of this.head(first)) if (entry.id % Number(second) === 0) aosListDel(entry);
    }
    if (name === "move_each_to_tail_safe") {
      for (const entry of this.head(first)) aosListAddTail(entry, this.head(second));
    }
    if (name === "__aos_list_add_after_head") this.addAtFront(this.entry(second), this.head(first));
  }

  /** What a program does here instead of using C's internals. */
  addAtFront(entry: Entry, list: AosList<Entry>): void {
    const others = [...list];
    aosListInit(list);
    for (const each of [entry, ...others]) aosListAddTail(each, list);
  }

  state([name, id]: Operation, shown: number): unknown {
    return {
      entry_points_to_itself: name === "del" && !this.isListed(this.entry(id)),
      lists: this.heads.slice(0, shown).map((list) => ({
        forward: ids(list),
        reverse: ids(list.reversed()),
        safe: ids(list),
        safe_reverse: ids(list.reversed()),
        empty: aosListEmpty(list),
        first: aosListGetFirst(list)?.id ?? null,
        last: aosListGetLast(list)?.id ?? null,
      })),
    };
  }
}

function ids(entries: Iterable<Entry>): number[] {
  return [...entries].map(({ id }) => id);
}

function listAdapter(input: JsonObject): unknown {
  const lists = new Lists();
  const ops = operations(input);
  const used = ops.flatMap(([name, from, to]) =>
    name.startsWith("mov") ? [Number(from), Number(to)] : name === "del" ? [] : [Number(from)],
  );
  // The oracle shows two lists, or as many as a case uses.
  const shown = Math.max(1, ...used) + 1;
  return {
    after_each: ops.map((op) => {
      lists.apply(op);
      return lists.state(op, shown);
    }),
  };
}

/** The tables that a case of apr_table works on. */
class Tables {
  table: AosTable = aosTableMake(null, 1);
  readonly second: AosTable = aosTableMake(null, 1);

  /** Does one operation; answers its result. */
  apply([name, first, second]: Operation): unknown {
    const key = toText(first);
    const operation = this.#operations[name];
    if (operation === undefined) throw new Error(`not an operation on tables: ${name}`);
    if (first === null) throw new TypeError("a key is NULL");
    return operation(key, second ?? null);
  }

  readonly #operations: Record<string, (key: string, value: Json) => unknown> = {
    set: (key, value) => {
      aprTableSet(this.table, key, toText(value));
    },
    add: (key, value) => {
      aprTableAdd(this.table, key, toText(value));
    },
    setn: (key, value) => this.#operations["set"]?.(key, value),
    addn: (key, value) => this.#operations["add"]?.(key, value),
    merge: (key, value) => {
      this.table.merge(key, toText(value));
    },
    second_add: (key, value) => {
      aprTableAdd(this.second, key, toText(value));
    },
    get: (key) => aprTableGet(this.table, key),
    unset: (key) => {
      aprTableUnset(this.table, key);
    },
    clear: () => {
      aprTableClear(this.table);
    },
    is_empty: () => aprIsEmptyTable(this.table),
    aos_is_empty_table: () => aosIsEmptyTable(this.table),
    add_int: (key, value) => {
      aosTableAddInt(this.table, key, Number(value));
    },
    add_int64: (key, value) => {
      aosTableAddInt64(this.table, key, BigInt(toText(value)));
    },
    set_int64: (key, value) => {
      aosTableSetInt64(this.table, key, BigInt(toText(value)));
    },
    copy: () => {
      this.table = this.table.copy();
    },
    // These have no function of their own here: they are loops over both tables.
    overlap_set: () => {
      this.table = this.#joined((table, { key, val }) => {
        table.set(key, val);
      });
    },
    overlap_merge: () => {
      this.table = this.#joined((table, { key, val }) => {
        table.merge(key, val);
      });
    },
    overlay: () => {
      const base = this.table;
      this.table = this.second.copy();
      for (const { key, val } of base) this.table.add(key, val);
    },
    do: (key) => this.#visit(key),
  };

  #joined(put: (table: AosTable, entry: AosTableEntry) => void): AosTable {
    const joined = aosTableMake(null, 1);
    for (const entry of [...this.table, ...this.second]) put(joined, entry);
    return joined;
  }

  #visit(key: string): unknown {
    const visited = [];
    for (const entry of this.table) {
      if (key !== "" && entry.key.toLowerCase() !== key.toLowerCase()) continue;
      visited.push(entry);
      if (entry.val === "STOP") break;
    }
    return visited;
  }
}

function tableAdapter(input: JsonObject): unknown {
  const tables = new Tables();
  return {
    after_each: operations(input).map((op) => {
      const result = tables.apply(op);
      return { result, elts: aprTableElts(tables.table) };
    }),
  };
}

function bufState(b: AosBuf): unknown {
  return {
    content: b.bytes,
    size: aosBufSize(b),
    pos_minus_start: b.pos - b.start,
    capacity: b.end - b.start,
  };
}

function appendAdapter(input: JsonObject): unknown {
  const b =
    input["pack"] === undefined
      ? aosCreateBuf(null, Number(input["size"]))
      : aosBufPack(null, toBytes(input["pack"]));
  b.pos += Number(input["advance"] ?? 0);
  const states = [bufState(b)];
  for (const added of Array.isArray(input["append"]) ? input["append"] : []) {
    const [str, len] = Array.isArray(added) ? added : [added];
    const bytes = toBytes(str);
    aosBufAppendString(null, b, bytes, Number(len ?? bytes.length));
    states.push(bufState(b));
  }
  return { after_each: states };
}

function fstackAdapter(input: JsonObject): unknown {
  const fstack = aosFstackCreate(null, Number(input["size"]));
  const called: unknown[] = [];
  const pops: unknown[] = [];
  for (const [name, order, data] of operations(input)) {
    const number = Number(order);
    const takesData = number === 1 || number === 3;
    const func = (given: unknown): void => {
      called.push(takesData ? [`func${String(number)}`, given] : [`func${String(number)}`]);
    };
    if (name === "push") aosFstackPush(fstack, data, func, number);
    if (name === "pop") pops.push(aosFstackPop(fstack));
    if (name === "destory") aosFstackDestory(fstack);
  }
  return { called, pops, nelts: fstack.length };
}

/** Vectors of aos_list.h, aos_buf.h, aos_fstack.h and of tables. */
export const aosContainerAdapters: Record<string, VectorAdapter> = {
  aos_list: listAdapter,
  apr_table: tableAdapter,
  aos_fstack: fstackAdapter,
  aos_create_buf: (input) => ({
    buf: bufState(aosCreateBuf(null, Number(input["size"]))),
    node_points_to_itself: true,
  }),
  aos_buf_pack: (input) => {
    const data = toBytes(input["data"]);
    const b = aosBufPack(null, data, Number(input["size"] ?? data.length));
    return {
      buf: bufState(b),
      shares_the_memory: b.memory.buffer === data.buffer,
      end_equals_last: b.end === b.last,
    };
  },
  aos_buf_append_string: appendAdapter,
  aos_buf_list: (input) => {
    const list = aosList<AosBuf>();
    for (const bytes of Array.isArray(input["list"]) ? input["list"] : []) {
      aosListAddTail(aosBufPack(null, toBytes(bytes)), list);
    }
    const content = aosBufListContent(null, list);
    return {
      aos_buf_list_len: aosBufListLen(list),
      aos_buf_list_content: content,
      // C's NUL behind the content: here the content ends.
      nul_after: content.length === aosBufListLen(list),
    };
  },
};
