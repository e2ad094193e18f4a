/** CuTest becomes vitest: its assertions, and the test that is handed from function to function. */

import type { Node } from "../c/grammar.js";
import { Untranslatable } from "../c/syntax.js";
import { codeAt, LEVEL, primary, type Value } from "../expressions/value.js";
import { lookup } from "../lookup.js";
import type { CType } from "../program/ctypes.js";
import type { Scope } from "../program/scope.js";

/** CuTest's own files, in whose place vitest stands. */
export function isCuTestFile(path: string): boolean {
  return /(^|[\\/])CuTest\.[ch]$/i.test(path);
}

/** Whether a parameter is the test that runs: vitest knows it by itself. */
export function isTest({ base }: CType): boolean {
  return base === "CuTest";
}

/** A claim about what comes after the test, and after the message where there is one. */
type Claim = (scope: Scope, args: readonly Node[]) => { actual: string; claim: string };

const CLAIMS: Readonly<Record<string, Claim>> = {
  CuAssertTrue: (scope, [condition]) => ({
    actual: scope.condition(given(condition)).code,
    claim: "toBeTruthy()",
  }),
  CuAssertIntEquals: (scope, args) => equal(...numbers(scope, args)),
  CuAssertPtrEquals: (scope, [expected, actual]) =>
    equal(scope.translate(given(expected)), scope.translate(given(actual))),
  CuAssertPtrNotNull: (scope, [pointer]) => ({
    actual: scope.translate(given(pointer)).code,
    claim: "not.toBeNull()",
  }),
  CuAssertStrEquals: (scope, args) => equal(...texts(scope, [args[0], args[1]])),
  CuAssertStrnEquals: (scope, [expected, length, actual]) => {
    const [start, whole] = texts(scope, [expected, actual]);
    return beginning(start, whole, scope.translate(given(length)), isWhole(length, expected));
  },
  CuAssertDblEquals: (scope, [expected, actual, delta]) => {
    const [from, to] = numbers(scope, [given(expected), given(actual)]);
    const distance = `${codeAt(to, LEVEL.sum)} - ${codeAt(from, LEVEL.product)}`;
    return {
      actual: `Math.abs(${distance})`,
      claim: `toBeLessThanOrEqual(${scope.translate(given(delta)).code})`,
    };
  },
};

/** What an assertion of CuTest becomes; `null` for any other call. */
export function cuTestCall(scope: Scope, name: string, args: readonly Node[]): Value | null {
  if (!name.startsWith("Cu")) return null;
  if (/^CuS(uite|tring)[A-Z]/.test(name)) throw RUNNER;
  const hasMessage = /(_Msg|Msg|^CuAssert)$/.test(name);
  const [, message, ...rest] = args;
  if (name === "CuFail") {
    const call = `${scope.needs.external("vitest", "expect")}.unreachable`;
    return primary(`${call}(${scope.translate(given(message)).code})`, "void");
  }
  const claims = lookup(CLAIMS, name === "CuAssert" ? "CuAssertTrue" : name.replace(/_?Msg$/, ""));
  if (claims === undefined) return null;
  const { actual, claim } = claims(scope, hasMessage ? rest : args.slice(1));
  const said = hasMessage ? `, ${scope.translate(given(message)).code}` : "";
  return primary(`${scope.needs.external("vitest", "expect")}(${actual}${said}).${claim}`, "void");
}

function given(node: Node | undefined): Node {
  if (node === undefined) {
    throw new Untranslatable("an assertion with too few arguments", "Look at CuTest's header.");
  }
  return node;
}

/** What is said of functions that run suites. */
export const RUNNER: Untranslatable = new Untranslatable(
  "suites are run here, which vitest does by itself",
  "Delete it; what has to be prepared for all tests goes into one of vitest's setupFiles.",
);

/** A text of the SDK that C leaves NULL is empty here, where its type says that it is always there. */
function equal(expected: Value, actual: Value): { actual: string; claim: string } {
  if (actual.ts === "null" && expected.ts !== "null") return equal(actual, expected);
  const missing = actual.ts === "string" ? 'toBe("")' : "toBeNull()";
  const claim = expected.ts === "null" ? missing : `toBe(${expected.code})`;
  return { actual: actual.code, claim };
}

/** Two numbers of a kind: C compares truth values and 64-bit integers as any other. */
function numbers(scope: Scope, [expected, actual]: readonly Node[]): [Value, Value] {
  const [left, right] = [expected, actual].map((node) => number(scope.translate(given(node))));
  if (left === undefined || right === undefined) throw RUNNER;
  if (left.ts.startsWith("bigint") === right.ts.startsWith("bigint")) return [left, right];
  return left.ts.startsWith("bigint")
    ? [left, scope.adapted(right, "bigint")]
    : [scope.adapted(left, "bigint"), right];
}

function number(value: Value): Value {
  const isTruth = value.ts === "boolean" || value.ts === "AosBool";
  return isTruth ? primary(`Number(${value.code})`, "number") : value;
}

function texts(scope: Scope, [expected, actual]: readonly (Node | undefined)[]): [Value, Value] {
  const text = (node: Node | undefined): Value =>
    scope.adapted(scope.translate(given(node)), "string | null");
  return [text(expected), text(actual)];
}

/** Whether a length is that of the text, `strlen(text)`. */
function isWhole(length: Node | undefined, text: Node | undefined): boolean {
  return length?.text.replace(/\s/g, "") === `strlen(${text?.text.replace(/\s/g, "") ?? ""})`;
}

function beginning(
  start: Value,
  whole: Value,
  length: Value,
  isAll: boolean,
): { actual: string; claim: string } {
  const end = isAll ? `${codeAt(start, LEVEL.primary)}.length` : length.code;
  const cut = isAll ? start.code : `${codeAt(start, LEVEL.primary)}.slice(0, ${end})`;
  const actual = `${codeAt(whole, LEVEL.primary)}${whole.ts === "string" ? "" : "?"}.slice(0, ${end})`;
  return { actual, claim: `toBe(${cut})` };
}
