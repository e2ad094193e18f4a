/**
 * The TypeScript in documents: code blocks, and the code in table columns that are headed TypeScript.
 * All of it is compiled in one program, with the project's own options.
 */

import ts from "typescript";
import { diagnosticsOf, indexFile, programOf, root } from "./compiler.js";

/** A snippet shows how a thing is made, and need not use it, nor be the whole of a function. */
const asSnippets = { noUnusedLocals: false, noUnusedParameters: false, noImplicitReturns: false };

/** A piece of TypeScript in a document. */
export interface Snippet {
  /** Where it stands, for messages: the document's name and a number. */
  readonly title: string;
  /** The line in the document at which it begins, from 1. */
  readonly line: number;
  readonly code: string;
}

/** The TypeScript of a document. Blocks and table cells are numbered apart, in the order of the text. */
export function snippetsOf(document: string, text: string): Snippet[] {
  return [...blocksOf(document, text, "ts"), ...cellsOf(document, text, "TypeScript")];
}

/** The fenced blocks of a language. */
export function blocksOf(document: string, text: string, language: string): Snippet[] {
  const fences = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms");
  return [...text.matchAll(fences)].map((match, i) => ({
    title: `${document}, ${language} block ${i + 1}`,
    line: lineAt(text, match.index) + 1,
    code: match[1] ?? "",
  }));
}

/** The code in the columns with a heading. */
export function cellsOf(document: string, text: string, heading: string): Snippet[] {
  const snippets: Snippet[] = [];
  for (const table of text.matchAll(/^\|.*\n\| ---.*\n(?:\|.*\n)+/gm)) {
    const [head = "", , ...rows] = table[0].trimEnd().split("\n");
    const column = rowCells(head).indexOf(heading);
    for (const [i, row] of rows.entries()) {
      const line = lineAt(text, table.index) + 2 + i;
      for (const code of codeIn(rowCells(row)[column] ?? "")) {
        snippets.push({ title: `${document}, table of line ${line}`, line, code });
      }
    }
  }
  return snippets;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

function rowCells(row: string): string[] {
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The code spans of a line of Markdown. */
export function codeIn(text: string): string[] {
  const spans = text.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g);
  return Array.from(spans, ([, , code = ""]) => code.trim());
}

/** The names that `oss-c-sdk` exports; true for those that are types only. */
export function exportedNames(): ReadonlyMap<string, boolean> {
  const text = ts.sys.readFile(indexFile) ?? "";
  const source = ts.createSourceFile(indexFile, text, ts.ScriptTarget.Latest);
  const lists = source.statements
    .filter(ts.isExportDeclaration)
    .map(({ exportClause }) => exportClause)
    .filter((clause) => clause !== undefined && ts.isNamedExports(clause));
  return new Map(
    lists.flatMap(({ elements }) => elements.map((e) => [e.name.text, e.isTypeOnly] as const)),
  );
}

/**
 * What the compiler says of snippets. One without imports of its own is put into a function and may
 * use whatever the package exports.
 *
 * @param imports - more import declarations for snippets without any
 * @param context - a module that declares, as global, the names that snippets take for granted
 */
export function complaintsAbout(
  snippets: readonly Snippet[],
  imports: string,
  context: string,
): string[] {
  const exported = exportedNames();
  const files = new Map([[`${root}docs/context.ts`, context]]);
  const origins = new Map<string, { snippet: Snippet; offset: number }>();
  for (const [i, snippet] of snippets.entries()) {
    const name = `${root}docs/snippet.${i}.ts`;
    const { code, offset } = moduleOf(snippet.code, imports, exported);
    files.set(name, code);
    origins.set(name, { snippet, offset });
  }
  return diagnosticsOf(programOf(files, asSnippets)).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, " ");
    if (file === undefined) return message;
    const line = file.getLineAndCharacterOfPosition(start ?? 0).line;
    const origin = origins.get(file.fileName);
    if (origin === undefined) return `${file.fileName}:${line + 1}: ${message}`;
    const at = origin.snippet.line + line - origin.offset;
    return `${origin.snippet.title} (line ${at}): ${message}`;
  });
}

/** A snippet as a module, and how many lines stand before it. */
function moduleOf(
  code: string,
  imports: string,
  exported: ReadonlyMap<string, boolean>,
): { code: string; offset: number } {
  if (/^import /m.test(code)) return { code, offset: 0 };
  const used = [...new Set(code.match(/\w+/g))].filter((name) => exported.has(name));
  const names = used.map((name) => (exported.get(name) === true ? `type ${name}` : name));
  const head = [
    imports,
    `import { ${names.join(", ")} } from "oss-c-sdk";`,
    "async function snippet() {",
  ].join("\n");
  return { code: `${head}\n${code}\n}`, offset: head.split("\n").length };
}
