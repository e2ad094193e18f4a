/** Rules for the rows of quirks on the caller's objects (O). */

import type { OracleRecord, RecordRule } from "../record.js";
import type { Json, JsonObject } from "../values.js";
import { ifChanged, tablePairs, withResult } from "./change.js";

/** What the call does to the caller's input of some type: nothing. */
function inputIsKept(row: string, type: string): RecordRule {
  return {
    row,
    expected(record) {
      const given = record.args.filter(
        (arg) => arg.type === type && arg.out !== true && arg.value != null,
      );
      const inputs = given.map((arg): [string, Json] => [
        arg.name,
        type === "aos_table_t"
          ? (tablePairs(arg.value, arg.op) as unknown as Json)
          : (arg.value ?? null),
      ]);
      if (inputs.length === 0) return record;
      return ifChanged(record, withInputs(record, Object.fromEntries(inputs)));
    },
  };
}

function withInputs(record: OracleRecord, inputs: JsonObject): OracleRecord {
  return withResult(record, {
    out: { ...record.result.out, ...pick(inputs, record.result.out) },
    after: { ...record.result.after, ...inputs },
  });
}

/** The entries of `from` whose names `like` has. */
function pick(from: JsonObject, like: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name in (like ?? {})));
}

/** The rules, in the order in which they are applied. */
export const callerRules: readonly RecordRule[] = [
  inputIsKept("O1", "aos_table_t"),
  inputIsKept("O2", "aos_list_t<aos_buf_t>"),
];
