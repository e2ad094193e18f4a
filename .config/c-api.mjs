/**
 * Writes src/migrate/api/api.generated.ts: what oss-c2ts knows of each name of the C SDK, which is what C's
 * headers declare beside the types that this package really exports. With `--check`, only says whether
 * it is current.
 */
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { exportsOfEntries, literalValue } from "./exports.mjs";

const root = new URL("..", import.meta.url);
const target = new URL("src/migrate/api/api.generated.ts", root);
const { required, excluded } = readJson("test/conformance/required-api.json");
const { declarations } = readJson("test/conformance/c-headers.json");
const declared = new Map(declarations.map((declaration) => [declaration.c, declaration]));
const { checker, tables } = exportsOfEntries();

/** What programs name of APR that the package exports under another rule than camelCase of the C name. */
const APR_TYPES = [
  { c: "apr_pool_t", ts: "AosPool" },
  { c: "apr_table_t", ts: "AosTable" },
  { c: "apr_table_entry_t", ts: "AosTableEntry" },
  { c: "apr_finfo_t", ts: "AprFinfo" },
  { c: "apr_time_exp_t", ts: "AprTimeExp" },
];

function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, root), "utf8"));
}

/** The first entry point that exports a name, and the name's symbol. */
function exported(name) {
  for (const [entry, table] of tables) {
    const symbol = table.get(name);
    if (symbol !== undefined) return { from: entry, symbol };
  }
  throw new Error(`${name} is not exported`);
}

/** A type as its declaration spells it, or as the compiler prints it where it is inferred. */
function typeText(symbol) {
  const written = symbol.valueDeclaration?.type?.getText().replace(/\s+/g, " ");
  return written ?? checker.typeToString(checker.getTypeOfSymbol(symbol));
}

function camelCase(name) {
  return name.replace(/_+(.)/g, (_, letter) => letter.toUpperCase());
}

/** TypeScript's parameter beside C's, which a function has when both count alike. */
function parameter(symbol, c) {
  const { valueDeclaration: node } = symbol;
  const optional = node.questionToken !== undefined || node.initializer !== undefined;
  return {
    name: c?.name ?? symbol.name.replace(/^_/, ""),
    c: c?.type ?? "",
    dir: c?.dir ?? "in",
    ts: typeText(symbol),
    ...(optional && { optional }),
  };
}

/** The parameters of a function, and C's own beside them where they are not the same. */
function parameters(signature, c) {
  const own = signature.parameters;
  const needed = own.filter((symbol) => !parameter(symbol).optional).length;
  const regular = needed <= c.length && c.length <= own.length;
  if (regular) return { params: c.map((param, i) => parameter(own[i], param)) };
  return { params: own.map((symbol) => parameter(symbol)), cParams: c };
}

/** What a function gives, a promise or not. */
function returned(signature) {
  const type = signature.getReturnType();
  const written = signature.declaration.type?.getText() ?? checker.typeToString(type);
  if (type.symbol?.name !== "Promise") return { tsReturns: written };
  return { tsReturns: written.slice("Promise<".length, -1), async: true };
}

function signatureOf({ returns = "", params }, signature) {
  return { returns, ...returned(signature), ...parameters(signature, params) };
}

function functionEntry({ c, ts: name, header }) {
  const { from, symbol } = exported(name);
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
  return { c, ts: name, from, header, ...signatureOf(declared.get(c), signature) };
}

/** The fields of a structure; those that have no counterpart (a list's links) say so. */
function fields(type, c) {
  return c.map(({ name, type: cType }) => {
    const property = type.getProperty(camelCase(name));
    if (property === undefined) return { c: name, type: cType, ts: null, tsType: "" };
    const [declaration] = property.declarations;
    const isReadonly =
      (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0 ||
      (ts.isGetAccessor(declaration) && property.declarations.every(ts.isGetAccessor));
    const text = typeText(property);
    return {
      c: name,
      type: cType,
      ts: property.name,
      tsType: text,
      ...(isReadonly && { readonly: true }),
    };
  });
}

/** Whether a function makes a thing of nothing: it takes no argument, or only a pool that may be null. */
function makesFromNothing(signature) {
  return signature.parameters.every((symbol) => {
    const { ts: type, optional } = parameter(symbol);
    return optional || type === "AosPool | null";
  });
}

/** For each type, the call that makes an empty one. */
function makers() {
  const calls = new Map();
  for (const table of tables.values()) {
    for (const [name, symbol] of table) {
      const [signature, other] = checker.getTypeOfSymbol(symbol).getCallSignatures();
      if (signature === undefined || other !== undefined || !makesFromNothing(signature)) continue;
      const { tsReturns } = returned(signature);
      const needsPool = signature.parameters.some((param) => !parameter(param).optional);
      const made = tsReturns.replace(/<.*/, "");
      const plain = name.toLowerCase() === made.toLowerCase();
      if (!calls.has(made) || plain) calls.set(made, `${name}(${needsPool ? "null" : ""})`);
    }
  }
  return calls;
}

const makerOf = makers();

function typeEntry({ c, ts: name }) {
  const { from, symbol } = exported(name);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const own = declared.get(c);
  const declaration = (own?.kind === "alias" ? declared.get(own.of) : own) ?? { kind: "opaque" };
  const entry = { c, ts: name, from, kind: declaration.kind, make: makerOf.get(name) ?? null };
  const [signature] = type.getCallSignatures();
  if (declaration.kind === "callback") return { ...entry, ...signatureOf(declaration, signature) };
  if (declaration.kind === "struct") return { ...entry, fields: fields(type, declaration.fields) };
  return entry;
}

/** For each value of an enumeration, the enumeration's type. */
const enumerations = new Map(
  required.flatMap(({ c, ts: name }) =>
    (declared.get(c)?.values ?? []).map((value) => [value, name]),
  ),
);

function constantEntry({ c, ts: name }) {
  const { from, symbol } = exported(name);
  const type = checker.getTypeOfSymbol(symbol);
  const value = literalValue(type);
  const base = checker.typeToString(checker.getBaseTypeOfLiteralType(type));
  const plain = typeof value === "number" || typeof value === "string";
  const tsType = enumerations.get(c) ?? (plain ? typeof value : base);
  return { c, ts: name, from, tsType, ...(plain && { value }) };
}

/** The names that only TypeScript has, by which a port says what C has no function for. */
function helperEntries() {
  const known = new Set([...required, ...APR_TYPES].map(({ ts: name }) => name));
  return [...tables].flatMap(([from, table], i) =>
    [...table.keys()]
      .filter((name) => !known.has(name) && (i === 0 || !tables.get(".").has(name)))
      .map((name) => ({ ts: name, from })),
  );
}

function asConstant(name, type, about, entries) {
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)},\n`).join("");
  return `/** ${about} */\nexport const ${name}: readonly ${type}[] = [\n${lines}];\n`;
}

function text() {
  const ofKind = (...kinds) => required.filter(({ kind }) => kinds.includes(kind));
  return [
    "// Generated by `npm run c-api` from the C headers and the real exports; don't edit.\n",
    'import type { ApiConstant, ApiExcluded, ApiFunction, ApiHelper, ApiType } from "./api_types.js";\n',
    asConstant(
      "FUNCTIONS",
      "ApiFunction",
      "Functions, and macros that look like functions.",
      ofKind("function", "macro").map(functionEntry),
    ),
    asConstant(
      "TYPES",
      "ApiType",
      "Structures, enumerations and callbacks.",
      [...ofKind("type"), ...APR_TYPES].map(typeEntry),
    ),
    asConstant(
      "CONSTANTS",
      "ApiConstant",
      "Constants and variables.",
      ofKind("constant").map(constantEntry),
    ),
    asConstant("HELPERS", "ApiHelper", "Names that C has not.", helperEntries()),
    asConstant(
      "EXCLUDED",
      "ApiExcluded",
      "Names of the headers that have no counterpart.",
      excluded.map(({ c, why }) => ({ c, why })),
    ),
  ].join("\n");
}

if (!process.argv.includes("--check")) {
  writeFileSync(target, text());
} else if (readFileSync(target, "utf8") !== text()) {
  process.stderr.write("src/migrate/api/api.generated.ts is stale: run `npm run c-api`\n");
  process.exitCode = 1;
}
