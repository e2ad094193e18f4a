/** Translates C programs that use the OSS SDK for C into TypeScript. */

import { makeParser, type Parser } from "./c/grammar.js";
import { type Prepared, preprocessed } from "./c/preprocess.js";
import { formatted } from "./module/formatted.js";
import { translatedModule } from "./module/module.js";
import { learnFilled } from "./program/filled.js";
import { moduleOf, type ParsedFile, programOf } from "./program/program.js";
import type { SourceFile, Translation } from "./translation.js";

export interface Translator {
  /** Translates the files of one program: a header and its source become one module. */
  translate(files: readonly SourceFile[]): Promise<Translation[]>;
}

export async function makeTranslator(): Promise<Translator> {
  const parser = await makeParser();
  return {
    async translate(files) {
      const parsed = preprocessed(files).map((file) => parsedFile(parser, file));
      const program = programOf(parsed);
      learnFilled(program);
      const modules = [...new Set(parsed.map(({ path }) => moduleOf(path)))];
      const pass = (): Translation[] =>
        modules.map((module) => {
          const own = parsed.filter(({ path }) => moduleOf(path) === module);
          // What a header says comes first.
          const ordered = [...own].sort(
            (a, b) => Number(/\.c$/i.test(a.path)) - Number(/\.c$/i.test(b.path)),
          );
          return translatedModule(module, ordered, program);
        });
      // What a pass learns the next one goes by.
      let made = pass();
      while (program.learned.grew()) made = pass();
      return await Promise.all(made.map(formatted));
    },
  };
}

function parsedFile(parser: Parser, file: Prepared): ParsedFile {
  const tree = parser.parse(file.text);
  if (tree === null) throw new Error(`${file.path}: can't be parsed`);
  return { ...file, tree };
}
