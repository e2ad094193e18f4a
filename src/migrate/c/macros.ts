/** Macros: what stands for a value stays one; any other is expanded where it is used, as C does. */

import { constantOf } from "../api/api.js";

/** A comment, a text, a character, a name, a number, white space, or one other character. */
const TOKENS =
  /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|[A-Za-z_]\w*|\.?\d[\w.]*|\s+|##|[^]/g;

/** What a macro's value is made of when it is one: texts, numbers, names, operators, parentheses. */
const IN_VALUE = /^(?:"|'|\d|\.\d|[A-Za-z_]|[-+*/%()<>&|^~!?:]$|\s)/;

export interface Macro {
  readonly name: string;
  /** `null` for a macro without parentheses. */
  readonly params: readonly string[] | null;
  readonly body: string;
  /** The type of the value that it stands for; `null` for a macro that is expanded. */
  readonly value: string | null;
}

/** The macros that are defined where a file is read. */
export class Macros {
  private readonly defined: Map<string, Macro> = new Map<string, Macro>();
  /** Names that a file of the program defines somewhere. */
  private readonly known: ReadonlySet<string>;
  /** Values of the program's enumerations. */
  private readonly enumerators: ReadonlySet<string>;

  constructor(known: ReadonlySet<string>, enumerators: ReadonlySet<string>) {
    this.known = known;
    this.enumerators = enumerators;
  }

  has(name: string): boolean {
    return this.defined.has(name);
  }

  knows(name: string): boolean {
    return this.known.has(name);
  }

  /** Reads what follows `#define`. */
  define(text: string): Macro {
    const [, name = "", params, body = ""] = /^(\w+)(?:\(([^)]*)\))?([^]*)$/.exec(text) ?? [];
    const macro: Macro = {
      name,
      params: params === undefined ? null : params.split(",").map((param) => param.trim()),
      body: body.trim(),
      value: params === undefined ? this.valueType(body.trim()) : null,
    };
    this.defined.set(name, macro);
    return macro;
  }

  undefine(name: string): void {
    this.defined.delete(name);
  }

  /** The macros of a header that a file includes. */
  include(others: Macros): void {
    for (const [name, macro] of others.defined) this.defined.set(name, macro);
  }

  /** A text with its macros expanded, and as many lines as before; `line` is its first line. */
  expanded(text: string, line: number): string {
    return new Expansion(this.defined, text, line).text();
  }

  /** A text in which constants are expanded, too. */
  expandedWhole(text: string): string {
    const all = [...this.defined].map(
      ([name, macro]) => [name, { ...macro, value: null }] as const,
    );
    return new Expansion(new Map(all), text, 0).text();
  }

  /** The type of a constant expression; `null` for what is none. */
  private valueType(body: string): string | null {
    const tokens = body.match(TOKENS) ?? [];
    if (body === "" || !tokens.every((token) => IN_VALUE.test(token))) return null;
    const types = tokens.flatMap((token) => this.typeOf(token) ?? []);
    if (types.includes("none") || types.length === 0) return null;
    const first = ["string", "double", "bigint"].find((type) => types.includes(type));
    const [only = "number"] = types;
    return first ?? (types.every((type) => type === only) ? only : "number");
  }

  private typeOf(token: string): string | null {
    if (token.startsWith('"')) return "string";
    if (token.startsWith("'")) return "char";
    if (/^\.?\d/.test(token)) return typeOfNumber(token);
    if (!/^[A-Za-z_]/.test(token)) return null;
    if (this.enumerators.has(token)) return "number";
    return this.defined.get(token)?.value ?? constantOf(token)?.tsType ?? "none";
  }
}

function typeOfNumber(token: string): string {
  if (/^0[xX]/.test(token)) return /[uU][lL]{2}$/.test(token) ? "bigint" : "number";
  if (/[.eE]|[fF]$/.test(token)) return "double";
  return /[uU][lL]{2}$/.test(token) ? "bigint" : "number";
}

/** One text whose macros are expanded. */
class Expansion {
  private readonly macros: ReadonlyMap<string, Macro>;
  private readonly tokens: readonly string[];
  private line: number;
  private at = 0;
  /** Macros that are being expanded: none is expanded within itself. */
  private readonly within: ReadonlySet<string>;
  /** Whether constants do not keep their names, since what comes of it is written out in a text. */
  private readonly isWhole: boolean;

  constructor(
    macros: ReadonlyMap<string, Macro>,
    text: string,
    line: number,
    within: ReadonlySet<string> = new Set(),
    isWhole = false,
  ) {
    this.macros = macros;
    this.tokens = text.match(TOKENS) ?? [];
    this.line = line;
    this.within = within;
    this.isWhole = isWhole;
  }

  text(): string {
    let result = "";
    while (this.at < this.tokens.length) result += this.next();
    return result;
  }

  private next(): string {
    const token = this.tokens[this.at++] ?? "";
    this.line += linesIn(token);
    if (token === "__LINE__") return this.line.toString();
    const macro = this.within.has(token) ? undefined : this.macros.get(token);
    if (macro === undefined) return token;
    if (macro.params === null) return this.plain(macro);
    const open = this.significant(this.at);
    if (this.tokens[open] !== "(") return token;
    const line = this.line;
    const args = this.argumentsFrom(open);
    const text = this.again(
      macro,
      filled(macro, args, (arg) => this.again(null, arg, line, this.writesOut(macro))),
      line,
    );
    return text + "\n".repeat(this.line - line);
  }

  /** A constant keeps its name, unless it is a part of a text. */
  private plain(macro: Macro): string {
    const isPart =
      macro.value === "string" &&
      [this.significant(this.at - 2, -1), this.significant(this.at)].some((i) =>
        this.tokens[i]?.startsWith('"'),
      );
    return macro.value !== null && !isPart && !this.isWhole
      ? macro.name
      : this.again(macro, macro.body, this.line);
  }

  /** Whether a macro hands its arguments to one that writes them out: `#define TEXT(x) STRING(x)`. */
  private writesOut({ body }: Macro): boolean {
    const called = (body.match(TOKENS) ?? []).map((token) => this.macros.get(token));
    return called.some((other) => other?.params != null && /(?<!#)#(?!#)/.test(other.body));
  }

  private again(macro: Macro | null, text: string, line: number, isWhole = this.isWhole): string {
    const within = macro === null ? this.within : new Set([...this.within, macro.name]);
    return new Expansion(this.macros, text, line, within, isWhole).text();
  }

  /** Where the next token is that is no white space. */
  private significant(from: number, step: 1 | -1 = 1): number {
    let at = from;
    while (/^(\s|\/[/*])/.test(this.tokens[at] ?? "")) at += step;
    return at;
  }

  /** The arguments of a call, whose lines become one. */
  private argumentsFrom(open: number): string[] {
    const args: string[] = [""];
    let depth = 0;
    for (this.at = open; this.at < this.tokens.length; ) {
      const token = this.tokens[this.at++] ?? "";
      this.line += linesIn(token);
      if (/^[)\]}]$/.test(token) && --depth === 0) break;
      const piece = /^(\s|\/[/*])/.test(token) ? " " : token;
      if (token === "," && depth === 1) args.push("");
      else if (depth > 0) args.push(`${args.pop() ?? ""}${piece}`);
      if (/^[([{]$/.test(token)) depth++;
    }
    return args.map((arg) => arg.trim());
  }
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

/** A macro's body with its arguments: as they are beside `#` and `##`, expanded elsewhere. */
function filled(macro: Macro, args: readonly string[], expand: (arg: string) => string): string {
  const params = macro.params ?? [];
  const fixed = params.filter((param) => !param.includes("..."));
  const given = new Map(fixed.map((param, i) => [param, args[i] ?? ""]));
  if (fixed.length < params.length) given.set("__VA_ARGS__", args.slice(fixed.length).join(", "));
  const tokens = macro.body
    .replace(/,\s*##\s*__VA_ARGS__/g, given.get("__VA_ARGS__") === "" ? "" : ", __VA_ARGS__")
    .replace(/\s*##\s*/g, "##")
    .match(TOKENS);
  return (tokens ?? [])
    .map((token, i, all) => {
      if (token === "##") return "";
      if (token === "#" && given.has(all[i + 1] ?? "")) return "";
      const arg = given.get(token);
      if (arg === undefined) return token;
      if (all[i - 1] === "#") return JSON.stringify(arg);
      return all[i - 1] === "##" || all[i + 1] === "##" ? arg : expand(arg);
    })
    .join("");
}
