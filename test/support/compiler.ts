/** The TypeScript compiler over this package, with modules that are in no file. */

import ts from "typescript";

/** Where the package is. */
export const root: string = new URL("../../", import.meta.url).pathname;

/** What the package exports. */
export const indexFile: string = new URL("../../src/index.ts", import.meta.url).pathname;

/**
 * A program of modules, with the project's own options.
 *
 * @param modules - their texts by file name, which need not be there
 * @param overrides - options that are to be otherwise than in the project
 */
export function programOf(
  modules: ReadonlyMap<string, string>,
  overrides: ts.CompilerOptions = {},
): ts.Program {
  const configFile = `${root}tsconfig.json`;
  const parsed = ts.parseJsonConfigFileContent(configOf(configFile), ts.sys, root, {}, configFile);
  const options = { ...parsed.options, ...overrides };
  const host = ts.createCompilerHost(options);
  host.readFile = (name) => modules.get(name) ?? ts.sys.readFile(name);
  host.fileExists = (name) => modules.has(name) || ts.sys.fileExists(name);
  return ts.createProgram([...modules.keys()], options, host);
}

/** What the compiler says of the modules that a program was made of. */
export function diagnosticsOf(program: ts.Program): readonly ts.Diagnostic[] {
  return program.getRootFileNames().flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
}

/** What a module of a program exports, by name; a name that it passes on stands for what it names. */
export function exportsOf(program: ts.Program, fileName: string): ReadonlyMap<string, ts.Symbol> {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(fileName);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${fileName} is no module of the program`);
  const isAlias = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return new Map(
    checker
      .getExportsOfModule(module)
      .map((s) => [s.name, isAlias(s) ? checker.getAliasedSymbol(s) : s]),
  );
}

function configOf(file: string): unknown {
  const read: { config?: unknown } = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  return read.config;
}
