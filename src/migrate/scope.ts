/** The names that a function sees, and what its module needs. */

import { constantOf, entryOf, functionOf } from "./api.js";
import type { Entry } from "./api_types.js";
import type { Node } from "./grammar.js";
import { ownFunction, ownGlobal, type Program } from "./program.js";
import type { Finding } from "./translation.js";
import { primary, type Value } from "./value.js";

/** A local variable or a parameter. */
export interface Local {
  readonly ts: string;
  /** Its address is taken, so it is an `Out`. */
  readonly boxed: boolean;
  /** How it is declared where it is first assigned, and not before. */
  pending: "const" | "let" | null;
}

/** What translates the parts of an expression. */
export interface Scope {
  readonly needs: ModuleNeeds;
  translate(node: Node): Value;
  condition(node: Node): Value;
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
  /** Whether a pointer that may be NULL is followed. */
  follows = false;
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
      if (module !== undefined) this.other(module, name);
      else if (entryOf(name) !== undefined && !this.package.has(name)) this.types.add(name);
    }
    return ts;
  }

  /** A name of another package, as `external("vitest", "test")`. */
  external(module: string, name: string): string {
    const names = this.externals.get(module) ?? new Set();
    this.externals.set(module, names.add(name));
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
  if (local !== undefined) {
    const code = renamed(name);
    return local.boxed ? primary(`${code}.value`, `${local.ts} | null`) : primary(code, local.ts);
  }
  const { globals, functions } = needs.program;
  const global = ownGlobal(globals, name, needs.module);
  if (global !== undefined) {
    const code = needs.other(global.module, renamed(name));
    if (global.shared !== true) return primary(code, global.ts);
    const isNumber = /^(number|bigint|double)$/.test(global.ts);
    return primary(`${code}.value`, isNumber ? global.ts : `${global.ts} | null`);
  }
  const own = ownFunction(functions, name, needs.module);
  if (own !== undefined) return primary(needs.other(own.module, renamed(name)), "function");
  return packageValue(name, needs);
}

function packageValue(name: string, needs: ModuleNeeds): Value | null {
  if (name === "NULL" || name === "aos_global_pool") return primary("null", "null");
  if (name === "APR_SUCCESS" || name === "EXIT_SUCCESS") return primary("0", "number");
  if (name === "EXIT_FAILURE") return primary("1", "number");
  const constant = constantOf(name);
  if (constant !== undefined) return primary(needs.name(constant.ts), constant.tsType);
  const called = functionOf(name);
  if (called === undefined) return null;
  return name === "aos_null_string"
    ? primary(`${needs.name(called.ts)}()`, "AosString")
    : primary(needs.name(called.ts), "function");
}
