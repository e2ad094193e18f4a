/** Calls of C's library, and of APR where the package has no function for it. */

import type { Node } from "./grammar.js";
import { formatted } from "./printf.js";
import type { Scope } from "./scope.js";
import { Untranslatable } from "./syntax.js";
import { codeAt, isNullable, LEVEL, primary, type Value } from "./value.js";

type Rule = (scope: Scope, args: readonly Node[]) => Value;

const RULES: Readonly<Record<string, Rule>> = {
  printf: (scope, args) => written(formattedText(scope, args)),
  fprintf: (scope, [stream, ...args]) => {
    const name = stream?.text ?? "";
    if (name !== "stderr" && name !== "stdout") {
      throw new Untranslatable("files are written by fprintf", "Use node:fs/promises.");
    }
    return written(formattedText(scope, args), name);
  },
  puts: (scope, args) => {
    const text = one(scope, args, "puts");
    return written(`\`\${${textOf(text)}}\\n\``);
  },
  apr_psprintf: (scope, [, ...args]) => primary(formattedText(scope, args), "string"),
  strlen: (scope, args) =>
    primary(`Buffer.byteLength(${textOf(one(scope, args, "strlen"))})`, "number"),
  atoi: number,
  atol: number,
  atoll: number,
  getenv: (scope, args) => ({
    code: `process.env[${one(scope, args, "getenv").code}] ?? null`,
    ts: "string | null",
    level: LEVEL.conditional,
  }),
  exit: (scope, args) => primary(`process.exit(${one(scope, args, "exit").code})`, "void"),
};

/** What a call of C's library becomes; `null` for a function that is not C's library's. */
export function libraryCall(scope: Scope, name: string, args: readonly Node[]): Value | null {
  return Object.hasOwn(RULES, name) ? (RULES[name]?.(scope, args) ?? null) : null;
}

function one(scope: Scope, args: readonly Node[], name: string): Value {
  const [arg] = args;
  return arg === undefined ? scope.named(name) : scope.translate(arg);
}

/** Text that may be NULL prints nothing and has no length, where C would crash. */
function textOf(value: Value): string {
  return isNullable(value.ts) ? `${codeAt(value, LEVEL.or)} ?? ""` : value.code;
}

function number(scope: Scope, args: readonly Node[]): Value {
  const text = one(scope, args, "atoi");
  return primary(`Number(${scope.needs.name("aosAtoi64")}(${text.code}))`, "number");
}

/** The format and what fills it in, as one text. */
function formattedText(scope: Scope, [format, ...args]: readonly Node[]): string {
  const text = format === undefined ? undefined : scope.translate(format);
  if (text?.ts !== "string" || !text.code.startsWith('"')) {
    throw new Untranslatable("a format is no literal", "Write a template literal.");
  }
  const values = args.map((arg) => scope.translate(arg));
  const plain: unknown = JSON.parse(jsonOf(text.code));
  return formatted(String(plain), values, () => scope.needs.name("aprPsprintf"));
}

/** The literal in the escapes of JSON. */
function jsonOf(literal: string): string {
  return literal
    .replace(/\\x([0-9a-fA-F]{2})/g, "\\u00$1")
    .replaceAll("\\'", "'")
    .replaceAll("\\v", "\\u000b");
}

function written(text: string, stream = "stdout"): Value {
  return primary(`process.${stream}.write(${text})`, "void");
}
