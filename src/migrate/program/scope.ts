/** The names that a function sees, and what its module needs. */

import { constantOf, entryOf, functionOf } from "../api/api.js";
import type { Entry } from "../api/api_types.js";
import type { Node } from "../c/grammar.js";
import { lineOf } from "../c/syntax.js";
import { heldBy, primary, type Value, withoutNull } from "../expressions/value.js";
import { lookup } from "../lookup.js";
import { HELPER_TYPES, type HelperName, NODE_TYPES } from "../module/helpers/helpers.js";
import type { Finding } from "../translation.js";
import type { CType } from "./ctypes.js";
import { globalPlace, ownFunction, ownGlobal, type Program, returnPlace } from "./program.js";

/** A local variable or a parameter. */
export interface Local {
  readonly ts: string;
  /** What it is called, where that is not its own name: one that lives on between calls. */
  readonly code?: string;
  /** Its address is taken, so it is an `Out`. */
  readonly boxed: boolean;
  /** How it is declared where it is first assigned, and not before. */
  pending: "const" | "let" | null;
  /** What is learned of it is learned of this place. */
  readonly place: string;
  /** An `entry` is declared by the loops over a list that name it. */
  readonly role: "variable" | "parameter" | "alias" | "entry" | "element";
  readonly type: CType;
}

/** What is written to: a variable, a field, an element. */
export interface Target {
  /** With the declaration, where this is where the variable gets its first value. */
  readonly code: string;
  /** The same where it is read. */
  readonly read: string;
  readonly ts: string;
  readonly place?: string;
  readonly role: Local["role"] | "field";
  /** The type of a variable that is declared here, where it may get more than its first value tells. */
  readonly more?: string;
}

/** What translates the parts of an expression. */
export interface Scope {
  readonly needs: ModuleNeeds;
  readonly locals: ReadonlyMap<string, Local>;
  /** The name of the function. */
  readonly name: string;
  /** What is known at this place: what is not NULL, and what holds one literal (`name ===`). */
  readonly known: ReadonlySet<string>;
  /** Each `p++` of a pointer that moves when the statement is done; `null` where none may. */
  readonly moves: Map<number, Node> | null;
  translate(node: Node): Value;
  condition(node: Node): Value;
  target(node: Node): Target;
  /** Notes what a target holds from now on. */
  assigned(target: Target, value: Value): void;
  /** What is made while some expressions are known not to be NULL. */
  knowing<T>(codes: readonly string[], make: () => T): T;
  /** The program asks whether a pointer is NULL, so whoever hands it on may give NULL. */
  mayBeNull(value: Value): void;
  /** What is known of an expression is so no longer. */
  forget(code: string): void;
  /** Whether a variable is not declared yet, since it gets its first value later. */
  isPending(name: string): boolean;
  named(name: string): Value;
  followed(value: Value): Value;
  /** A value where another type is wanted. */
  adapted(value: Value, ts: string): Value;
}

/** What a module collects while it is translated. */
export class ModuleNeeds {
  readonly module: string;
  readonly program: Program;
  readonly findings: Finding[] = [];
  /** Names of the package, and whether only their types are needed. */
  readonly package: Map<string, Entry> = new Map<string, Entry>();
  readonly types: Set<string> = new Set<string>();
  /** Names of the program's other modules, by module. */
  readonly others: Map<string, Set<string>> = new Map<string, Set<string>>();
  /** Names of packages other than this one, by package. */
  readonly externals: Map<string, Set<string>> = new Map<string, Set<string>>();
  readonly helpers: Set<HelperName> = new Set<HelperName>();
  translated = 0;

  constructor(module: string, program: Program) {
    this.module = module;
    this.program = program;
  }

  /** A name of the package, which is imported. */
  name(ts: string): string {
    const entry = entryOf(ts);
    if (entry !== undefined) this.package.set(ts, entry);
    return ts;
  }

  /** A type as it is written, whose names are imported. */
  type(ts: string): string {
    for (const [name] of ts.matchAll(/\b[A-Z][A-Za-z0-9]+\b|\b\w+\b/g)) {
      const module = this.program.typeModules.get(name);
      const from = lookup(NODE_TYPES, name);
      const helper = lookup(HELPER_TYPES, name);
      if (module !== undefined) this.other(module, name);
      else if (from !== undefined) this.external(from, `type ${name}`);
      else if (helper !== undefined) this.helper(helper);
      else if (entryOf(name) !== undefined && !this.package.has(name)) this.types.add(name);
    }
    return ts
      .replace(/\bchar\b/g, "string")
      .replace(/\bdouble\b/g, "number")
      .replace(/\bopaque\b( \| null)?/g, "unknown");
  }

  /** A name of another package, as `external("vitest", "test")`. */
  external(module: string, name: string): string {
    const names = this.externals.get(module) ?? new Set();
    this.externals.set(module, names.add(name));
    return name;
  }

  /** Something worth knowing of a line. */
  note(node: Node, reason: string, advice: string): void {
    const line = lineOf(node);
    const isKnown = this.findings.some((other) => other.line === line && other.reason === reason);
    if (!isKnown) this.findings.push({ line, kind: "note", reason, advice });
  }

  /** A function that stands at the end of the module. */
  helper(name: HelperName): string {
    this.helpers.add(name);
    return name;
  }

  other(module: string, name: string): string {
    if (module !== this.module) {
      const names = this.others.get(module) ?? new Set();
      this.others.set(module, names.add(name));
    }
    return name;
  }
}

/** Names that mean something else in TypeScript. */
const TAKEN = new Set(
  (
    "arguments await break case catch class const continue debugger default delete enum export extends false " +
    "finally for function if implements import in instanceof interface let new null out package private process " +
    "protected public return static super switch this throw true try typeof var void while with yield Buffer"
  ).split(" "),
);

export function renamed(name: string): string {
  return TAKEN.has(name) ? `${name}_` : name;
}

/** What a name stands for where it is read; `null` for one that nobody declares. */
export function valueOfName(
  name: string,
  locals: ReadonlyMap<string, Local>,
  needs: ModuleNeeds,
): Value | null {
  const local = locals.get(name);
  if (local !== undefined) return exactly(valueOfLocal(name, local), local.place, needs);
  const { globals, functions, learned } = needs.program;
  const global = ownGlobal(globals, name, needs.module);
  if (global !== undefined) {
    const place = globalPlace(global.module, name);
    const code = needs.other(global.module, renamed(name));
    const ts = learned.typed(global.ts, place);
    if (global.shared !== true) return exactly({ ...primary(code, ts), place }, place, needs);
    const isNumber = /^(number|bigint|double)$/.test(ts);
    return { ...primary(`${code}.value`, isNumber ? ts : `${withoutNull(ts)} | null`), place };
  }
  const own = ownFunction(functions, name, needs.module);
  if (own !== undefined) {
    const code = needs.other(own.module, renamed(name));
    learned.learn("callback", returnPlace(own));
    return { ...primary(code, "function"), place: returnPlace(own) };
  }
  return packageValue(name, needs);
}

/** A value that is a `bigint` since a number would lose digits of it. */
function exactly(value: Value, place: string, { program }: ModuleNeeds): Value {
  return program.learned.has("wide", place) ? { ...value, exact: true } : value;
}

function valueOfLocal(name: string, { boxed, ts, place, code = renamed(name) }: Local): Value {
  if (!boxed) return { ...primary(code, ts), place };
  return heldBy(code, withoutNull(ts));
}

/** The limits of C's numbers, on this system. */
const LIMITS: Readonly<Record<string, string>> = {
  CHAR_MAX: "127",
  INT_MAX: "2147483647",
  INT_MIN: "-2147483648",
  INT32_MAX: "2147483647",
  INT32_MIN: "-2147483648",
  UINT_MAX: "4294967295",
  UINT32_MAX: "4294967295",
  RAND_MAX: "2147483647",
  ...Object.fromEntries(
    ["LONG", "LLONG", "INT64"].map((of) => [`${of}_MAX`, "9223372036854775807n"]),
  ),
  ...Object.fromEntries(
    ["LONG", "LLONG", "INT64"].map((of) => [`${of}_MIN`, "-9223372036854775808n"]),
  ),
  ...Object.fromEntries(
    ["ULONG", "ULLONG", "UINT64", "SIZE"].map((of) => [`${of}_MAX`, "18446744073709551615n"]),
  ),
};

function packageValue(name: string, needs: ModuleNeeds): Value | null {
  if (name === "NULL" || name === "aos_global_pool") return primary("null", "null");
  if (name === "APR_SUCCESS" || name === "EXIT_SUCCESS") return primary("0", "number");
  if (name === "EXIT_FAILURE") return primary("1", "number");
  const limit = lookup(LIMITS, name);
  if (limit !== undefined) return primary(limit, limit.endsWith("n") ? "bigint" : "number");
  const constant = constantOf(name);
  if (constant !== undefined) return primary(needs.name(constant.ts), constant.tsType);
  const called = functionOf(name);
  if (called === undefined) return null;
  return name === "aos_null_string"
    ? primary(`${needs.name(called.ts)}()`, "AosString")
    : primary(needs.name(called.ts), "function");
}
