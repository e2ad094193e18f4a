/** What the preprocessor leaves of C: conditions decided, macros expanded, every line where it was. */

import { describe, expect, test } from "vitest";
import { preprocessed } from "../../src/migrate/c/preprocess.js";

function textOf(text: string, headers: Readonly<Record<string, string>> = {}): string {
  const files = [
    { path: "dir/main.c", text },
    ...Object.entries(headers).map(([name, header]) => ({ path: `dir/${name}`, text: header })),
  ];
  return preprocessed(files)[0]?.text ?? "";
}

/** The lines that are not empty. */
function linesOf(text: string, headers?: Readonly<Record<string, string>>): string[] {
  return textOf(text, headers)
    .split("\n")
    .filter((line) => line.trim() !== "");
}

describe("a condition", () => {
  test.each([
    ["#ifdef _WIN32\nwindows\n#else\nhere\n#endif", ["here"]],
    ["#if defined(WIN32) || defined(_MSC_VER)\nwindows\n#endif\nafter", ["after"]],
    [
      "#if !defined(WIN32) && UNKNOWN_NAME\nasked\n#endif",
      ["#if !defined(WIN32) && UNKNOWN_NAME", "asked", "#endif"],
    ],
    ["#if defined(WIN32) && UNKNOWN_NAME\nwindows\n#endif", []],
    ["#ifndef MAIN_H\n#define MAIN_H\nguarded\n#endif", ["guarded"]],
    [
      "#define LEVEL 3\n#if LEVEL >= 2 && !(LEVEL == 4)\nyes\n#else\nno\n#endif",
      ["__constant LEVEL = 3;", "yes"],
    ],
    ["#define TRACE\n#ifdef TRACE\non\n#endif\n#undef TRACE\n#ifdef TRACE\noff\n#endif", ["on"]],
    ["#if 0\n#ifdef INNER\na\n#else\nb\n#endif\n#elif 1\nc\n#else\nd\n#endif", ["c"]],
    ["#if 0\na\n#elif HAVE_THREADS\nb\n#endif", ["#if HAVE_THREADS", "b", "#endif"]],
    ["#ifdef FEATURE\na\n#else\nb\n#endif", ["#ifdef FEATURE", "a", "#else", "b", "#endif"]],
  ])("%j leaves %j", (text, left) => {
    expect(linesOf(text)).toEqual(left);
  });

  test("leaves every line where it was", () => {
    const text = "a\n#ifdef WIN32\nb\n#else\nc\n#endif\nd";
    expect(textOf(text)).toBe("a\n\n\n\nc\n\nd");
  });
});

describe("a macro", () => {
  test.each([
    ["#define SQUARE(x) ((x) * (x))\nn = SQUARE(a + 1);", ["n = ((a + 1) * (a + 1));"]],
    [
      "#define BOTH(a, b) do { a(); b(); } while (0)\nBOTH(one,\n  two);",
      ["do { one(); two(); } while (0)", ";"],
    ],
    [
      '#define LOG(format, ...) printf("%d " format, __LINE__, ##__VA_ARGS__)\nLOG("x");\nLOG("y", 1, f(2, 3));',
      ['printf("%d " "x", 2);', 'printf("%d " "y", 3, 1, f(2, 3));'],
    ],
    [
      '#define NAME(x) #x\n#define JOIN(a, b) a##b\nNAME(some "text") JOIN(on, line)',
      ['"some \\"text\\"" online'],
    ],
    [
      "#define SELF(x) SELF(x)\n#define TWICE(x) ADD(x, x)\n#define ADD(a, b) (a + b)\nSELF(1) TWICE(ADD(1, 2))",
      ["SELF(1) ((1 + 2) + (1 + 2))"],
    ],
    ["#define COUNT(list) size(list)\nint COUNT; f = COUNT;", ["int COUNT; f = COUNT;"]],
    ["#define LIST struct list\n#define EMPTY\nLIST x; EMPTY f();", ["struct list x;  f();"]],
  ])("%j is expanded where it is used", (text, left) => {
    expect(linesOf(text).map((line) => line)).toEqual(left);
  });

  test.each([
    [
      "#define KB 1024\n#define MB (KB * KB) /* much */\nn = MB;",
      ["__constant KB = 1024;", "__constant MB = (KB * KB); /* much */", "n = MB;"],
    ],
    [
      '#define DIR "a"\np = DIR "/b"; q = DIR;',
      ['__constant DIR = "a";', 'p = "a" "/b"; q = DIR;'],
    ],
    [
      "enum kind { SMALL, LARGE };\n#define USUAL LARGE",
      ["enum kind { SMALL, LARGE };", "__constant USUAL = LARGE;"],
    ],
    [
      '#define ACL OSS_ACL_PRIVATE\n/* MB */ "ACL"',
      ["__constant ACL = OSS_ACL_PRIVATE;", '/* MB */ "ACL"'],
    ],
  ])("%j stands for a value", (text, left) => {
    expect(linesOf(text)).toEqual(left);
  });

  test("is called over lines that a backslash joins", () => {
    expect(linesOf("#define F(a, b) f(a, b)\nF(1, \\\n  2);")).toEqual(["f(1, 2)", ";"]);
  });

  test("of a header holds in the files that include it, and is declared there once", () => {
    const headers = { "size.h": "#ifndef SIZE\n#define SIZE 7\n#define DOUBLE(x) (x + x)\n#endif" };
    expect(linesOf('#include "size.h"\nn = DOUBLE(SIZE);', headers)).toEqual([
      "n = (SIZE + SIZE);",
    ]);
    expect(linesOf("n = DOUBLE(SIZE);", headers)).toEqual(["n = DOUBLE(SIZE);"]);
  });
});
