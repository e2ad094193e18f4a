/** C text made ready for the grammar: conditions decided, macros expanded, loops over lists as `for`. */

import type { Finding, SourceFile } from "../translation.js";
import { Conditions } from "./conditional.js";
import { type Macro, Macros } from "./macros.js";

/** A comment, a text or a character: what none of the repairs may touch. */
const OPAQUE = /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/g;

const LOOP = /\baos_list_for_each_entry(?:_safe)?(?:_reverse)?\b/;

/** Macros of headers that stand where the grammar expects none, and say nothing. */
const SILENT = /\b(?:OSS_CPP_START|OSS_CPP_END|AOS_CPP_START|AOS_CPP_END|APR_THREAD_FUNC)\b/g;

/** The name of the type of a macro that stands for a value, in its declaration. */
export const CONSTANT = "__constant";

/** A file whose lines are where they were, in the C that the grammar reads. */
export interface Prepared {
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** The types of the macros that stand for a value. */
  readonly constants: ReadonlyMap<string, string>;
}

/** The files of a program; what a header defines holds in the files that include it. */
export function preprocessed(files: readonly SourceFile[]): Prepared[] {
  const known = new Set(
    files.flatMap(({ text }) => matches(text, /^[ \t]*#[ \t]*define[ \t]+(\w+)/gm)),
  );
  const enumerators = new Set(
    files
      .flatMap(({ text }) => matches(text, /\benum\b[^{;()]*\{([^}]*)\}/g))
      .flatMap((list) => matches(list, /(?:^|,|\*\/)\s*([A-Za-z_]\w*)/g)),
  );
  const done = new Map<string, { readonly prepared: Prepared; readonly macros: Macros }>();
  const read = (file: SourceFile): Macros => {
    const before = done.get(file.path);
    if (before !== undefined) return before.macros;
    const macros = new Macros(known, enumerators);
    const pass = new Pass(file, macros, (name) => {
      const header = files.find(({ path }) => path !== file.path && baseOf(path) === baseOf(name));
      if (header !== undefined && !reading.has(header.path)) macros.include(read(header));
    });
    reading.add(file.path);
    done.set(file.path, { prepared: pass.prepared(), macros });
    reading.delete(file.path);
    return macros;
  };
  const reading = new Set<string>();
  for (const file of files) read(file);
  return files.flatMap(({ path }) => done.get(path)?.prepared ?? []);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

function baseOf(path: string): string {
  return path.replace(/^.*[\\/]/, "");
}

/** One reading of a file, line by line. */
class Pass {
  private readonly file: SourceFile;
  private readonly macros: Macros;
  private readonly include: (name: string) => void;
  private readonly conditions: Conditions;
  private readonly findings: Finding[] = [];
  private readonly constants = new Map<string, string>();
  private readonly lines: string[] = [];
  /** Lines between two directives, which are expanded together. */
  private run: string[] = [];

  constructor(file: SourceFile, macros: Macros, include: (name: string) => void) {
    this.file = file;
    this.macros = macros;
    this.include = include;
    this.conditions = new Conditions(macros);
  }

  prepared(): Prepared {
    const text = this.repaired(this.file.text.replaceAll("\r\n", "\n"));
    const lines = text.split("\n");
    const covered = covering(text).split("\n");
    for (let i = 0; i < lines.length; ) {
      const isDirective = /^[ \t]*#/.test(covered[i] ?? "");
      if (isDirective) i = this.directive(lines, i);
      else this.run.push(this.conditions.isActive ? (lines[i] ?? "") : "");
      if (!isDirective) i++;
    }
    this.flush();
    const { findings, constants } = this;
    const result = withLoops(this.lines.join("\n"));
    const all = [...findings, ...this.conditions.findings];
    return { path: this.file.path, text: result, findings: all, constants };
  }

  /** Slips of the pen that no compiler takes are repaired. */
  private repaired(text: string): string {
    return replaced(text, /![ \t]+=(?!=)/g, (slip, at) => {
      this.note(
        text.slice(0, at).split("\n").length,
        "`! =` is read as `!=`",
        "Nothing is to be done; a C compiler refuses the original.",
      );
      return `${" ".repeat(slip.length - 2)}!=`;
    });
  }

  /** Reads a directive with the lines that continue it; where the next line is. */
  private directive(lines: readonly string[], first: number): number {
    this.flush();
    let next = first;
    while (/\\[ \t]*$/.test(lines[next++] ?? "")) continue;
    const parts = lines.slice(first, next).map((line) => line.replace(/\\[ \t]*$/, ""));
    const [whole, comment] = parted(parts.join(" "));
    const [, name = "", text = ""] = /^[ \t]*#[ \t]*(\w*)[ \t]*([^]*?)[ \t]*$/.exec(whole) ?? [];
    const stays =
      this.conditions.reads(name, text, first + 1) ?? this.plain(name, text, whole, first + 1);
    const end = stays === "" ? "" : comment;
    this.lines.push(`${stays}${end}`, ...parts.slice(1).map(() => ""));
    return next;
  }

  /** What stays of a directive that is none of a condition. */
  private plain(name: string, text: string, whole: string, line: number): string {
    if (!this.conditions.isActive) return "";
    if (name === "include") this.include(/^"([^"]+)"/.exec(text)?.[1] ?? "");
    if (name === "undef") this.macros.undefine(text);
    if (name === "define") return this.defined(this.macros.define(text), line);
    return name === "error" ? whole : "";
  }

  /** A macro that stands for a value is declared; any other goes. */
  private defined({ name, body, value }: Macro, line: number): string {
    if (value === null) {
      if (body !== "") {
        this.note(
          line,
          "a macro is expanded where it is used",
          "Write a function, where that reads better.",
        );
      }
      return "";
    }
    this.constants.set(name, value);
    return `${CONSTANT} ${name} = ${this.macros.expanded(body, line)};`;
  }

  private note(line: number, reason: string, advice: string): void {
    this.findings.push({ line, kind: "note", reason, advice });
  }

  private flush(): void {
    const joined = replaced(this.run.join("\n"), /\\\n/g, () => " \n");
    const text = joined.replace(SILENT, (name) => " ".repeat(name.length));
    if (this.run.length > 0) {
      this.lines.push(...this.macros.expanded(text, this.lines.length + 1).split("\n"));
    }
    this.run = [];
  }
}

function covering(text: string): string {
  return text.replace(OPAQUE, (part) => part.replace(/[^\n]/g, "\0"));
}

/** A directive without its comments, and the comment at its end. */
function parted(text: string): [whole: string, comment: string] {
  const comments: string[] = [];
  const whole = text.replace(OPAQUE, (part) => {
    if (!part.startsWith("/")) return part;
    comments.push(part);
    return " ";
  });
  return [whole, comments.map((comment) => ` ${comment}`).join("")];
}

/** Replaces what is neither in a comment nor in a text. */
function replaced(
  text: string,
  pattern: RegExp,
  by: (found: string, at: number) => string,
): string {
  let result = "";
  let at = 0;
  for (const match of covering(text).matchAll(pattern)) {
    result += `${text.slice(at, match.index)}${by(match[0], match.index)}`;
    at = match.index + match[0].length;
  }
  return result + text.slice(at);
}

/** `aos_list_for_each_entry(T, …) {` becomes `for (aos_list_for_each_entry("T", …);;) {`. */
function withLoops(text: string): string {
  let rest = text;
  let result = "";
  for (let match = LOOP.exec(rest); match !== null; match = LOOP.exec(rest)) {
    const open = rest.indexOf("(", match.index);
    const close = closing(rest, open);
    const [type = "", ...others] = rest.slice(open + 1, close).split(",");
    result += `${rest.slice(0, match.index)}for (${match[0]}("${type.trim()}",${others.join(",")});;)`;
    rest = rest.slice(close + 1);
  }
  return result + rest;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")" && --depth === 0) return i;
  }
  return text.length;
}
