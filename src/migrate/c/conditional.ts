/** Conditional compilation: of `#if` and its relatives, what is not compiled goes before C is read. */

import type { Finding } from "../translation.js";
import type { Macros } from "./macros.js";

/** A branch of a condition around a line. */
interface Branch {
  /** Whether the lines of this branch are compiled; `null` when that can't be decided. */
  readonly active: boolean | null;
  /** Whether a branch of the same condition was compiled already. */
  readonly taken: boolean;
  /** Whether what is around the condition is compiled. */
  readonly outer: boolean;
}

const WINDOWS = /^_?(WIN(32|64)|MSC_VER|WINDOWS)$|^__MINGW(32|64)__$/;

/** What is defined by no compiler of C on this system, and left alone by who wants assertions. */
const FOREIGN = /^(__cplusplus|__APPLE__|__sun|_AIX|__hpux|NDEBUG)$/;

/** What every compiler on this system defines. */
const NATIVE = /^(__linux__|__linux|linux|__unix__|__unix|unix|__GNUC__|__STDC__)$/;

/** Walks the conditions of a file, and says of each line whether it is compiled. */
export class Conditions {
  readonly findings: Finding[] = [];
  private readonly macros: Macros;
  private readonly branches: Branch[] = [];

  constructor(macros: Macros) {
    this.macros = macros;
  }

  /** Whether the line that is read is compiled. */
  get isActive(): boolean {
    return this.branches.every(({ active, outer }) => outer && active !== false);
  }

  /** Reads a directive of a condition: what stays of it, where it can't be decided; `null` for any other. */
  reads(name: string, text: string, line: number): string | null {
    if (/^if(n?def)?$/.test(name)) return this.opens(name, text, line);
    const branch = this.branches.at(-1);
    if (branch === undefined || !/^(elif|else|endif)$/.test(name)) return null;
    this.branches.pop();
    if (branch.active === null) {
      if (name !== "endif") this.branches.push(branch);
      return `#${name} ${text}`.trimEnd();
    }
    return name === "endif" ? "" : this.otherwise(branch, name, text);
  }

  private opens(name: string, text: string, line: number): string {
    const outer = this.isActive;
    const active = outer ? this.decided(name, text) : false;
    this.branches.push({ active, taken: active === true, outer });
    if (outer && active !== null && isOfWindows(text)) this.noteWindows(line);
    return active === null ? `#${name} ${text}` : "";
  }

  private otherwise({ taken, outer }: Branch, name: string, text: string): string {
    const now = name === "else" ? true : this.decided("if", text);
    const active = taken || !outer ? false : now;
    this.branches.push({ active, taken: taken || active === true, outer });
    return active === null ? `#if ${text}` : "";
  }

  private decided(name: string, text: string): boolean | null {
    if (name === "if") return truth(this.numeric(text));
    const defined = this.isDefined(text.trim());
    return defined === null ? null : defined === (name === "ifdef");
  }

  /** A name that the program defines elsewhere is not defined yet, as the guard of a header. */
  private isDefined(name: string): boolean | null {
    if (this.macros.has(name) || NATIVE.test(name)) return true;
    if (WINDOWS.test(name) || FOREIGN.test(name)) return false;
    return this.macros.knows(name) ? false : null;
  }

  /** The value of a condition in numbers; `null` when a name in it is not known. */
  private numeric(text: string): number | null {
    const isSet = (_: string, name: string): string => {
      const defined = this.isDefined(name);
      return defined === null ? name : Number(defined).toString();
    };
    const bare = text.replace(/\bdefined\s*\(?\s*(\w+)\s*\)?/g, isSet);
    const plain = this.macros
      .expandedWhole(bare)
      .replace(/\b[A-Za-z_]\w*\b/g, (name) => (WINDOWS.test(name) ? "0" : name))
      .replace(/(?<=[\da-fA-F])[uUlL]+\b/g, "");
    return valueOf(plain);
  }

  private noteWindows(line: number): void {
    this.findings.push({
      line,
      kind: "note",
      reason: "code for Windows is left out",
      advice: "Nothing is to be done, unless Windows needs it.",
    });
  }
}

function isOfWindows(text: string): boolean {
  return (text.match(/\w+/g) ?? []).some((word) => WINDOWS.test(word));
}

function truth(value: number | null): boolean | null {
  return value === null ? null : value !== 0;
}

type Operator = (a: number, b: number) => number;

/** Operators between two numbers, those that hold less tightly first. */
const OPERATORS: readonly Readonly<Record<string, Operator>>[] = [
  { "||": (a, b) => Number(a !== 0 || b !== 0) },
  { "&&": (a, b) => Number(a !== 0 && b !== 0) },
  { "==": (a, b) => Number(a === b), "!=": (a, b) => Number(a !== b) },
  {
    "<=": (a, b) => Number(a <= b),
    ">=": (a, b) => Number(a >= b),
    "<": (a, b) => Number(a < b),
    ">": (a, b) => Number(a > b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b },
];

/** The number that a condition gives, its names replaced before; `null` when it is none. */
function valueOf(text: string): number | null {
  const tokens = text.match(/0[xX][\da-fA-F]+|\d+|&&|\|\||[=!<>]=|\w+|[^\s\w]/g) ?? [];
  const value = binary(tokens, 0);
  return tokens.length > 0 ? null : value;
}

function binary(tokens: string[], level: number): number | null {
  const operators = OPERATORS[level];
  if (operators === undefined) return unary(tokens);
  let left = binary(tokens, level + 1);
  for (;;) {
    const operator = tokens[0] ?? "";
    const apply = operators[operator];
    if (apply === undefined) return left;
    tokens.shift();
    left = joined(operator, apply, left, binary(tokens, level + 1));
  }
}

/** What an operator gives; of `&&` and `||` one side may be enough. */
function joined(
  operator: string,
  apply: Operator,
  left: number | null,
  right: number | null,
): number | null {
  if (left !== null && right !== null) return apply(left, right);
  const known = left ?? right;
  if (operator === "&&" && known === 0) return 0;
  return operator === "||" && known !== null && known !== 0 ? 1 : null;
}

function unary(tokens: string[]): number | null {
  const token = tokens.shift() ?? "";
  if (token === "!" || token === "-") {
    const value = unary(tokens);
    if (value === null) return null;
    return token === "!" ? Number(value === 0) : -value;
  }
  if (token !== "(") return /^\d/.test(token) ? Number(token) : null;
  const value = binary(tokens, 0);
  return tokens.shift() === ")" ? value : null;
}
