/** Calls of C's library, and of APR where the package has no function for it. */

import type { Node } from "../c/grammar.js";
import { Untranslatable } from "../c/syntax.js";
import { counted } from "../expressions/arithmetic.js";
import { LEVEL, orNull, primary, type Value } from "../expressions/value.js";
import { lookup } from "../lookup.js";
import type { Scope } from "../program/scope.js";
import { APR } from "./apr.js";
import { FILES } from "./files.js";
import { MEMORY } from "./memory.js";
import { given, type Rule, textGiven } from "./rules.js";
import { SCANF } from "./scanf.js";
import { filledIn, formattedText, TEXTS } from "./texts.js";
import { XML } from "./xml.js";

const OUTPUT: Readonly<Record<string, Rule>> = {
  printf: (scope, args) => written(formattedText(scope, args)),
  puts: (scope, [text]) => written(filledIn(scope, "%s\n", [textGiven(scope, text)])),
  putchar: (scope, [character]) => {
    const value = given(scope, character);
    const text = value.ts === "char" ? value.code : `String.fromCharCode(${counted(value).code})`;
    return written(text);
  },
  fflush: (scope, [stream]) =>
    standard(stream, () => primary("", "nothing")) ?? scope.named("fflush"),
};

const NUMBERS: Readonly<Record<string, Rule>> = {
  atoi: integer,
  atol: integer,
  atoll: integer,
  strtol: parsed,
  strtoll: parsed,
  strtoul: parsed,
  apr_atoi64: integer,
  atof: (scope, [text]) => {
    const { code } = textGiven(scope, text);
    return { code: `Number.parseFloat(${code}) || 0`, ts: "double", level: LEVEL.or };
  },
  INT64_C: wide,
  UINT64_C: wide,
  abs: absolute,
  labs: absolute,
  aos_abs: absolute,
  aos_min: extreme("min"),
  aos_max: extreme("max"),
  rand: () => primary("Math.floor(Math.random() * 2147483648)", "number"),
  srand: (scope, [seed]) => {
    if (seed !== undefined) {
      scope.needs.note(seed, "numbers at random begin with no seed", "Math.random has none.");
    }
    return primary("", "nothing");
  },
};

/** `UINT64_C(1)` is a literal of 64 bits. */
function wide(scope: Scope, args: readonly Node[]): Value {
  return scope.adapted(given(scope, args[0]), "bigint");
}

const SYSTEM: Readonly<Record<string, Rule>> = {
  getenv: (scope, [name]) => orNull(`process.env[${textGiven(scope, name).code}]`),
  exit: (scope, [code]) => primary(`process.exit(${given(scope, code).code})`, "void"),
  abort: () => primary("process.abort()", "void"),
  system: (scope, [command]) => {
    const spawn = scope.needs.external("node:child_process", "spawnSync");
    const options = `{ shell: true, stdio: "inherit" }`;
    const effect = `${spawn}(${textGiven(scope, command).code}, ${options})`;
    return { code: `${effect}.status ?? -1`, ts: "number", level: LEVEL.conditional, effect };
  },
  assert: (scope, [condition]) => {
    const assert = scope.needs
      .external("node:assert", "strict as assert")
      .replace("strict as ", "");
    return condition === undefined
      ? scope.named("assert")
      : primary(`${assert}(${scope.condition(condition).code})`, "void");
  },
  time: () => primary("Math.floor(Date.now() / 1000)", "number"),
};

const RULES: Readonly<Record<string, Rule>> = {
  ...OUTPUT,
  ...NUMBERS,
  ...SYSTEM,
  ...TEXTS,
  ...MEMORY,
  ...SCANF,
  ...FILES,
  ...APR,
  ...XML,
};

/** What a call of C's library becomes; `null` for a function that is not C's library's. */
export function libraryCall(scope: Scope, name: string, args: readonly Node[]): Value | null {
  return lookup(RULES, name)?.(scope, args) ?? null;
}

function standard(stream: Node | undefined, make: () => Value): Value | null {
  return /^std(out|err)$/.test(stream?.text ?? "") ? make() : null;
}

function integer(scope: Scope, [text]: readonly Node[]): Value {
  const { code } = textGiven(scope, text);
  return primary(`Number(${scope.needs.name("aosAtoi64")}(${code}))`, "number");
}

/** `strtol`, where nobody asks for the end and it counts by tens. */
function parsed(scope: Scope, [text, end, base]: readonly Node[]): Value {
  if (end?.type !== "null" || base === undefined) {
    throw new Untranslatable("the end of a number is asked for", "Use a regular expression.");
  }
  if (base.text === "10") return integer(scope, text === undefined ? [] : [text]);
  const { code } = textGiven(scope, text);
  return {
    code: `Number.parseInt(${code}, ${scope.translate(base).code}) || 0`,
    ts: "number",
    level: LEVEL.or,
  };
}

function absolute(scope: Scope, [number]: readonly Node[]): Value {
  return primary(`Math.abs(${counted(given(scope, number)).code})`, "number");
}

function extreme(which: "min" | "max"): Rule {
  return (scope, args) => {
    const numbers = args.map((arg) => counted(scope.translate(arg)));
    const ts = numbers.some((value) => value.ts === "double") ? "double" : "number";
    return primary(`Math.${which}(${numbers.map(({ code }) => code).join(", ")})`, ts);
  };
}

function written(text: string): Value {
  return primary(`process.stdout.write(${text})`, "void");
}
