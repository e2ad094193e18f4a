/** The doc comments of what is exported: what a C programmer looks for is in each of them. */

import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { exportsOf, indexFile, programOf } from "../support/compiler.js";

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

interface Name {
  readonly c: string;
  readonly ts: string;
  readonly header: string;
  readonly kind: string;
}

interface Prototype {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly dir: string }[];
}

const { required } = JSON.parse(read("../conformance/required-api.json")) as {
  required: readonly Name[];
};
const { functions } = JSON.parse(read("../types/oss_api.json")) as {
  functions: readonly Prototype[];
};
const cNames = new Map(required.map(({ c, ts: name }) => [c, name]));

/** What a doc comment says. */
interface Comment {
  /** All of it, on one line. */
  readonly text: string;
  /** What it says of each parameter. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What it says of the answer; "" when nothing. */
  readonly returns: string;
  /** The functions that it names for the rest. */
  readonly links: readonly string[];
  /** The parameters of the function; those that only C needs begin with an underscore. */
  readonly names: readonly string[];
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*\*?\s*/g, " ").trim();
}

function commentOf({ declarations: [declaration] = [] }: ts.Symbol): Comment | null {
  if (declaration === undefined || !ts.isFunctionDeclaration(declaration)) return null;
  const tags = ts.getJSDocTags(declaration);
  const said = (tag: ts.JSDocTag | undefined): string =>
    oneLine(tag?.getText().replace(/^@\w+\s*/, "") ?? "");
  const text = oneLine(ts.getJSDocCommentsAndTags(declaration).at(-1)?.getText() ?? "");
  return {
    text,
    parameters: new Map(
      tags.filter(ts.isJSDocParameterTag).map((tag) => [tag.name.getText(), said(tag)]),
    ),
    returns: said(tags.find(ts.isJSDocReturnTag)),
    links: Array.from(text.matchAll(/\{@link (\w+)\}/g), ([, name = ""]) => name),
    names: declaration.parameters.map(({ name }) => name.getText()),
  };
}

const program = programOf(new Map([[indexFile, readFileSync(indexFile, "utf8")]]));
const comments = new Map<string, Comment>();
for (const [name, symbol] of exportsOf(program, indexFile)) {
  const comment = commentOf(symbol);
  if (comment !== null) comments.set(name, comment);
}

/** What the comment of the package says of parameters that mean the same everywhere. */
const common = new Map(
  Array.from(
    read("../../src/index.ts").matchAll(/^ \* - (`.*?`) - (.*(?:\n \* {3}.*)*)/gm),
    ([, names = "", said = ""]) =>
      names.split(", ").map((name) => [name.replaceAll("`", ""), oneLine(said)] as const),
  ).flat(),
);

/** What is said of a parameter by a function, or by one that it names for the rest. */
function saidOf(parameter: string, name: string, asked: readonly string[] = []): string | null {
  const comment = comments.get(name);
  if (comment === undefined || asked.includes(name)) return null;
  const own = comment.parameters.get(parameter);
  if (own !== undefined) return own;
  if (comment.text.includes(`\`${parameter}\``)) return comment.text;
  for (const link of comment.links) {
    const said = saidOf(parameter, link, [...asked, name]);
    if (said !== null) return said;
  }
  return null;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe("every function that is ported", () => {
  const ported = required.filter(({ ts: name }) => comments.has(name));

  test("says of which C function it is the port", () => {
    expect(ported.length).toBeGreaterThan(300);
    const others = ported.filter(
      ({ c, ts: name }) => !new RegExp(`Port of[^.]*\`${c}\``).test(comments.get(name)?.text ?? ""),
    );
    expect(others.map(({ ts: name }) => name)).toEqual([]);
  });

  test("explains its parameters, unless the package does, or only C needs them", () => {
    const silent = ported.flatMap(({ ts: name }) =>
      (comments.get(name)?.names ?? [])
        .filter((parameter) => !parameter.startsWith("_") && !common.has(parameter))
        .filter((parameter) => saidOf(parameter, name) === null)
        .map((parameter) => `${name} ${parameter}`),
    );
    expect(silent).toEqual([]);
  });
});

describe.each(functions)("$name", ({ name, params }) => {
  const own = cNames.get(name) ?? "";

  test("says what it answers", () => {
    const said = comments.get(own)?.returns ?? "";
    expect(said).toMatch(/^2\d\d\b|^as \{@link \w+\}|^the URL|^the status/);
  });

  test("says what is left in what it fills when it fails", () => {
    const filled = params
      .filter(({ dir }) => dir !== "in")
      .map((parameter) => camelCase(parameter.name));
    const silent = filled.filter((parameter) => {
      const said = `${saidOf(parameter, own) ?? ""} ${common.get(parameter) ?? ""}`;
      return !/\b(?:fail|error|whatever)/.test(said);
    });
    expect(silent).toEqual([]);
  });
});
