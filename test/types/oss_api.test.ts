/**
 * Calls of the functions of oss_api.h, ported from their C prototypes by rule: they compile, and with
 * two arguments swapped or one missing they do not.
 */

import { readFileSync } from "node:fs";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { diagnosticsOf, exportsOf, indexFile, programOf, root } from "../support/compiler.js";
import {
  argumentFor,
  type CFunction,
  camelCase,
  differ,
  type InputStrings,
  moduleOfCalls,
  takesNull,
} from "./port.js";

const facts = readFileSync(new URL("oss_api.json", import.meta.url), "utf8");
const { functions } = JSON.parse(facts) as { functions: readonly CFunction[] };
const spellings: readonly InputStrings[] = ["strings", "AosStrings"];

interface Call {
  readonly called: CFunction;
  readonly args: readonly string[];
  /** What is special about it, for messages. */
  readonly title: string;
}

function ported(called: CFunction, strings: InputStrings): readonly string[] {
  return called.params.map((parameter) => argumentFor(parameter, strings));
}

const asInC: readonly Call[] = functions.flatMap((called) =>
  spellings.map((strings) => ({ called, args: ported(called, strings), title: strings })),
);

const withNulls: readonly Call[] = functions.map((called) => {
  const args = called.params.map((p) => (takesNull(p) ? "null" : argumentFor(p, "strings")));
  return { called, args, title: "nothing but what must be given" };
});

const swapped: readonly Call[] = functions.flatMap((called) =>
  called.params.slice(1).flatMap((second, i) => {
    const first = called.params[i];
    if (first === undefined || !differ(first, second)) return [];
    const args = [...ported(called, "strings")];
    args.splice(i, 2, argumentFor(second, "strings"), argumentFor(first, "strings"));
    return [{ called, args, title: `${first.name} and ${second.name} swapped` }];
  }),
);

const missing: readonly Call[] = functions.flatMap((called) =>
  called.params.map((parameter, i) => {
    const args = ported(called, "strings").toSpliced(i, 1);
    return { called, args, title: `without ${parameter.name}` };
  }),
);

const literals: readonly Call[] = functions.flatMap((called) =>
  called.params.flatMap(({ name, type, dir }, i) => {
    if (type !== "aos_string_t *" || dir === "in") return [];
    const args = ported(called, "strings").with(i, '"text"');
    return [{ called, args, title: `a text for ${name}, which is written` }];
  }),
);

const kinds = { asInC, withNulls, swapped, missing, literals };
let complaints: ReadonlyMap<Call, readonly string[]>;

/** The names of the parameters of each function that the package exports. */
let parameters: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  const calls = Object.values(kinds).flat();
  const { text, firstLine } = moduleOfCalls(calls.map(({ called, args }) => [called, args]));
  const program = programOf(new Map([[`${root}calls.ts`, text]]));
  const found = new Map<Call, string[]>(calls.map((call) => [call, []]));
  for (const { file, start, messageText } of diagnosticsOf(program)) {
    const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
    const call = calls[line - firstLine];
    const message = ts.flattenDiagnosticMessageText(messageText, " ");
    if (call === undefined) throw new Error(`line ${line}: ${message}`);
    found.get(call)?.push(message);
  }
  complaints = found;
  parameters = new Map(
    Array.from(exportsOf(program, indexFile), ([name, { valueDeclaration }]) => {
      const isFunction = valueDeclaration && ts.isFunctionDeclaration(valueDeclaration);
      return [name, isFunction ? valueDeclaration.parameters.map(nameOf) : []];
    }),
  );
});

/** A parameter's name; an underscore before it says that only C needs it. */
function nameOf({ name }: ts.ParameterDeclaration): string {
  return name.getText().replace(/^_/, "");
}

/** The calls that compile. */
function accepted(calls: readonly Call[]): string[] {
  return calls
    .filter((call) => complaints.get(call)?.length === 0)
    .map(({ called, title }) => `${called.name}: ${title}`);
}

/** What the compiler says of calls besides that an argument does not fit or that one is missing. */
function others(calls: readonly Call[]): string[] {
  const expected = /^Argument of type|^Expected \d+ arguments/;
  return calls.flatMap((call) =>
    (complaints.get(call) ?? [])
      .filter((message) => !expected.test(message))
      .map((message) => `${call.called.name}: ${call.title}: ${message}`),
  );
}

describe(`the ${functions.length} functions of oss_api.h`, () => {
  test("are all there are", () => {
    const api = readFileSync(new URL("../conformance/required-api.json", import.meta.url), "utf8");
    const { required } = JSON.parse(api) as {
      required: { c: string; ts: string; header: string; kind: string }[];
    };
    const names = required
      .filter(({ header, kind }) => header === "oss_api.h" && kind === "function")
      .map((f) => [f.c, f.ts]);
    expect(names).toHaveLength(90);
    expect(functions.map(({ name }) => [name, camelCase(name)])).toEqual(names);
  });

  test.each([
    [`take what C takes, strings plain or as AosString (${asInC.length} calls)`, asInC, 180],
    [`take null where C takes NULL (${withNulls.length} calls)`, withNulls, 90],
  ])("%s", (_, calls, count) => {
    expect(calls).toHaveLength(count);
    expect(calls.flatMap((call) => complaints.get(call) ?? [])).toEqual([]);
  });

  test.each([
    [`refuse two neighbours swapped, of different C types (${swapped.length} pairs)`, swapped, 316],
    [`refuse one argument less (${missing.length} calls)`, missing, 500],
    [`refuse a text where they write a string (${literals.length} calls)`, literals, 5],
  ])("%s", (_, calls, count) => {
    expect(calls).toHaveLength(count);
    expect(accepted(calls)).toEqual([]);
    expect(others(calls)).toEqual([]);
  });

  // Two strings can't be told apart by their types.
  test.each(functions)("$name has C's parameters in C's order", ({ name, params }) => {
    const expected = params.map((parameter) => camelCase(parameter.name));
    expect(parameters.get(camelCase(name))).toEqual(expected);
  });
});
