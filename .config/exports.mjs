/** What the package really exports, read by the TypeScript compiler. */
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = new URL("..", import.meta.url);
const entries = { ".": "src/index.ts", "./aos": "src/aos/index.ts" };

/** Each entry point's exported names with their symbols, and the checker that knows their types. */
export function exportsOfEntries() {
  const files = Object.values(entries).map((file) => fileURLToPath(new URL(file, root)));
  const configFile = fileURLToPath(new URL("tsconfig.json", root));
  const { config } = ts.readConfigFile(configFile, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, fileURLToPath(root));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const tables = files.map((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    return new Map(
      checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolved(checker, symbol)]),
    );
  });
  return { checker, tables: new Map(Object.keys(entries).map((entry, i) => [entry, tables[i]])) };
}

function resolved(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The value of a literal type, which may be marked as one of an enumeration's. */
export function literalValue(type) {
  return (type.isIntersection() ? type.types : [type]).find((part) => part.isLiteral())?.value;
}
