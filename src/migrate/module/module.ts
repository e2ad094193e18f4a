/** Translates a module: what stands outside of functions, the functions, and the imports. */

import type { Entry } from "../api/api_types.js";
import type { Node } from "../c/grammar.js";
import { CONSTANT } from "../c/preprocess.js";
import {
  childrenOf,
  fieldOf,
  hasWord,
  isPrototype,
  mentionsOf,
  SYNTAX_ADVICE,
  Untranslatable,
} from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { emptyArray, emptyOf } from "../expressions/empty.js";
import { Expressions } from "../expressions/expression.js";
import { hasGaps, initialValue, isZeros } from "../expressions/initializer.js";
import { isWide, withoutNull } from "../expressions/value.js";
import { isTest } from "../library/cutest.js";
import { type Declared, declared } from "../program/ctypes.js";
import {
  globalPlace,
  isAsync,
  type OwnFunction,
  ownFunction,
  ownGlobal,
  type ParsedFile,
  type Program,
  paramType,
  returnType,
} from "../program/program.js";
import { ModuleNeeds, renamed } from "../program/scope.js";
import { listType, writesOf } from "../program/uses.js";
import type { Variable } from "../statements/declaration.js";
import { commentLines, marks, Statements } from "../statements/statement.js";
import type { Translation } from "../translation.js";
import type { Helper } from "./helpers/helper.js";
import { HELPERS } from "./helpers/helpers.js";
import { isSuite, suiteLines } from "./suite.js";
import { typeLines } from "./type_lines.js";

/** A module of a program: its header, if there is one, and its source. */
export function translatedModule(
  module: string,
  files: readonly ParsedFile[],
  program: Program,
): Translation {
  const needs = new ModuleNeeds(module, program);
  const lines = files.flatMap((file) => fileLines(file, needs));
  const own = [...program.functions.values()].find((f) => f.name === "main" && f.module === module);
  if (own !== undefined) lines.push("", `process.exitCode = ${callOfMain(own, program)};`);
  const helpers = helpersOf(needs, lines);
  const [first, last] = [helperLines(helpers, true), helperLines(helpers, false)];
  const code = `${importsOf(needs)}\n${first}${lines.join("\n")}\n${last}`;
  const path = files.find((file) => /\.c$/i.test(file.path))?.path ?? files[0]?.path ?? module;
  const findings = [...needs.findings].sort((a, b) => a.line - b.line);
  return { path, code, findings, translated: needs.translated };
}

/** The helpers that were asked for and are not gone again, with those that they use, in the order of the list. */
function helpersOf(needs: ModuleNeeds, lines: readonly string[]): readonly Helper[] {
  const asked = new Set([...needs.helpers].filter((name) => isWithin(lines, name)));
  for (const name of asked) {
    const { after, node = {}, names = [], types = [] } = HELPERS[name];
    if (after !== undefined) asked.add(after);
    for (const [module, imported] of Object.entries(node)) {
      for (const one of imported) needs.external(module, one);
    }
    for (const one of names) needs.name(one);
    for (const one of types) needs.type(one);
  }
  const entries: [string, Helper][] = Object.entries(HELPERS);
  const used = new Set<string>(asked);
  return entries.filter(([name]) => used.has(name)).map(([, helper]) => helper);
}

function helperLines(helpers: readonly Helper[], atBeginning: boolean): string {
  return helpers
    .filter(({ isFirst = false }) => isFirst === atBeginning)
    .map(({ code }) => code)
    .join("");
}

function callOfMain(own: OwnFunction, program: Program): string {
  const { params, body } = own;
  const isAsked = params.some(({ name }) => isNamed(body, name));
  const values = params.map((param) => paramType(own, param, program));
  // C has a NULL behind the last argument.
  const given = values.includes("(string | null)[]")
    ? "[...process.argv.slice(1), null]"
    : "process.argv.slice(1)";
  const args = isAsked ? `process.argv.length - 1, ${given}` : "";
  return `${isAsync(own, program) ? "await " : ""}main(${args})`;
}

function fileLines({ tree, findings }: ParsedFile, needs: ModuleNeeds): string[] {
  needs.findings.push(...findings);
  const lines: string[] = [];
  let row = 0;
  for (const node of childrenOf(tree.rootNode)) {
    const made = topLines(node, needs);
    const isBeside = node.type === "comment" && node.startPosition.row === row && lines.length > 0;
    if (isBeside) lines.push(`${lines.pop() ?? ""} ${node.text}`);
    else if (made.length > 0 && node.startPosition.row > row + 1) lines.push("", ...made);
    else lines.push(...made);
    row = node.endPosition.row;
  }
  return lines;
}

function topLines(node: Node, needs: ModuleNeeds): string[] {
  try {
    return top(node, needs);
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    return marks(node, error, "", needs);
  }
}

function top(node: Node, needs: ModuleNeeds): string[] {
  switch (node.type) {
    case "comment":
      return commentLines(node, "");
    case ";":
      return [];
    case "declaration":
      return fieldOf(node, "type").text === CONSTANT
        ? constantLines(node, needs)
        : variableLines(node, needs);
    case "type_definition":
    case "struct_specifier":
    case "enum_specifier":
      needs.translated++;
      return typeLines(new Expressions(needs), node);
    case "function_definition":
      return functionLines(node, needs);
    default:
      throw new Untranslatable(
        `a ${node.type.replaceAll("_", " ")} outside of functions`,
        SYNTAX_ADVICE,
      );
  }
}

/** `#define NAME value`. */
function constantLines(node: Node, needs: ModuleNeeds): string[] {
  const declarator = fieldOf(node, "declarator");
  const name = fieldOf(declarator, "declarator").text;
  const global = ownGlobal(needs.program.globals, name, needs.module);
  const mentions = mentionsOf(node.tree.rootNode, name);
  if (global?.exported !== true && mentions.length < 2) {
    needs.note(node, "a constant that only the preprocessor reads goes", "Nothing is to be done.");
    return [];
  }
  const value = new Expressions(needs).translate(fieldOf(declarator, "value"));
  const isLiteral = /^(?:-?[\d.][\w.]*|"(?:\\.|[^"\\])*")$/.test(value.code);
  const type = isLiteral ? "" : `: ${needs.type(global?.ts ?? value.ts)}`;
  needs.translated++;
  if (global?.exported === true) return [`export const ${renamed(name)}${type} = ${value.code};`];
  return [`const ${renamed(name)} = ${value.code};`];
}

function variableLines(node: Node, needs: ModuleNeeds): string[] {
  const scope = new Expressions(needs);
  const types = typeLines(scope, fieldOf(node, "type"));
  const lines = node.childrenForFieldName("declarator").flatMap((declarator) => {
    if (isPrototype(declarator) || hasWord(node, "extern")) return [];
    const { name, type } = declared(fieldOf(node, "type"), declarator);
    const value = declarator.childForFieldName("value");
    const global = ownGlobal(needs.program.globals, name, needs.module);
    if (global === undefined) {
      throw new Untranslatable("a variable of a type that has no counterpart", SYNTAX_ADVICE);
    }
    const isPublic = !hasWord(node, "static");
    if (global.shared === true) {
      const ts = needs.program.learned.typed(global.ts, globalPlace(needs.module, name));
      return [`${isPublic ? "export " : ""}${boxLine(name, ts, value, needs)}`];
    }
    needs.translated++;
    return [variableLine(scope, { name, type, value }, global.ts, isPublic, node)];
  });
  return [...types, ...lines];
}

function variableLine(
  scope: Expressions,
  variable: Variable,
  plain: string,
  isPublic: boolean,
  node: Node,
): string {
  const { needs } = scope;
  const { name } = variable;
  const place = globalPlace(needs.module, name);
  if (variable.value !== null && hasGaps(variable.value))
    needs.program.learned.learn("gaps", place);
  const first = globalValue(scope, variable, needs.program.learned.typed(plain, place), place);
  if (first === "null") needs.program.learned.learn("nullable", place);
  const ts = listType(
    needs.program.learned.typed(plain, place),
    needs.program,
    node.tree.rootNode,
    name,
  );
  const isText = withoutNull(ts) === "string";
  const isLet = writesOf(node.tree.rootNode, name, isText) > 0;
  return `${isPublic ? "export " : ""}${isLet ? "let" : "const"} ${renamed(name)}: ${needs.type(ts)} = ${first};`;
}

/** What a variable outside of functions holds at first; without a value it is 0, as C has it. */
function globalValue(
  scope: Expressions,
  { type, value }: Variable,
  ts: string,
  place: string,
): string {
  if (value !== null && !isZeros(value))
    return initialValue(scope, value, value.text === "NULL" ? `${withoutNull(ts)} | null` : ts, {
      type,
      place,
    }).code;
  const isMany = type.dimensions.length > 0 && !/^(string|AosString)$/.test(ts);
  const empty = isMany ? emptyArray(scope, type, ts) : emptyOf(scope.needs, type, ts);
  if (empty === null) throw new Untranslatable(`nothing makes an empty ${ts}`, SYNTAX_ADVICE);
  return empty;
}

/** A variable that other modules write, or whose address is taken: it is held in a box. */
function boxLine(name: string, ts: string, value: Node | null, needs: ModuleNeeds): string {
  const scope = new Expressions(needs);
  const isNumber = /^(number|bigint|double)$/.test(ts);
  const first = value === null ? null : scope.translate(value);
  const place = globalPlace(needs.module, name);
  if (first !== null && isWide(first)) needs.program.learned.widen(ts, place);
  const given = first === null ? null : adapted(scope, first, `${ts} | null`).code;
  needs.translated++;
  const declared = `const ${renamed(name)}`;
  if (isNumber) {
    const zero = ts === "bigint" ? "0n" : "0";
    return `${declared}: { value: ${needs.type(ts)} } = { value: ${given ?? zero} };`;
  }
  const initial = given === null || given === "null" ? "" : given;
  return `${declared}: ${needs.type(`Out<${ts}>`)} = ${needs.name("out")}(${initial});`;
}

function functionLines(node: Node, needs: ModuleNeeds): string[] {
  const { name } = declared(fieldOf(node, "type"), node.childForFieldName("declarator"));
  if (isSuite(node)) return suiteLines(name, fieldOf(node, "body"), needs);
  const own = ownFunction(needs.program.functions, name, needs.module);
  if (own === undefined || own.returns === null) {
    throw new Untranslatable("a function whose type has no counterpart", SYNTAX_ADVICE);
  }
  const { program } = needs;
  if (own.params.some((param) => isUnknown(own, param, program))) {
    // All of the function is marked, so nothing is said of its parts.
    throw new Untranslatable("a parameter has no counterpart", "Give it a type by hand.");
  }
  const statements = new Statements(needs, own);
  const lines = statements.block(own.body, "  ");
  const params = own.params.flatMap((param) => {
    const ts = isTest(param.type) ? null : paramType(own, param, program);
    if (ts === null) return [];
    const unused = isWithin(lines, renamed(param.name)) ? "" : "_";
    const type = needs.type(listType(ts, program, own.body, param.name));
    return `${unused}${renamed(param.name)}: ${type}`;
  });
  const returns = needs.type(returnType(own, program) ?? own.returns);
  const list = takesNone(own) ? "" : params.join(", ");
  const waits = isAsync(own, program);
  const keyword = `${own.exported && name !== "main" ? "export " : ""}${waits ? "async " : ""}function`;
  const type = waits ? `Promise<${returns}>` : returns;
  const before = statements.kept.length === 0 ? [] : [...statements.kept, ""];
  return [...before, `${keyword} ${renamed(name)}(${list}): ${type} {`, ...lines, "}"];
}

/** Whether a `main` asks for none of its arguments. */
function takesNone({ name, params, body }: OwnFunction): boolean {
  return name === "main" && !params.some((param) => isNamed(body, param.name));
}

function isUnknown(own: OwnFunction, param: Declared, program: Program): boolean {
  return !isTest(param.type) && paramType(own, param, program) === null;
}

/** Whether lines use a name, and not only a field of that name; what C needs it for may have gone. */
function isWithin(lines: readonly string[], name: string): boolean {
  const pattern = new RegExp(`(?<!\\w|(?<!\\.\\.)\\.)${name}\\b(?!:)`);
  return lines.some((line) => !/^\s*(\/[/*]|\*)/.test(line) && pattern.test(line));
}

function isNamed(body: Node, name: string): boolean {
  return mentionsOf(body, name).some(({ parent }) => parent?.type !== "cast_expression");
}

function importsOf(needs: ModuleNeeds): string {
  const entries = new Map<Entry, string[]>();
  for (const [name, entry] of needs.package)
    entries.set(entry, [...(entries.get(entry) ?? []), name]);
  for (const name of needs.types) {
    if (!needs.package.has(name)) entries.set(".", [...(entries.get(".") ?? []), `type ${name}`]);
  }
  const fromPackage = [...entries].map(
    ([entry, names]): Import => [`oss-c-sdk${entry.slice(1)}`, names],
  );
  const others = [...needs.others].map(([module, names]): Import => [`./${module}.js`, names]);
  return [...needs.externals, ...fromPackage, ...others]
    .sort(([a], [b]) => distance(a) - distance(b) || (a < b ? -1 : 1))
    .map(([from, names]) => importOf(names, from))
    .join("");
}

/** Names, and the module that they are of. */
type Import = readonly [from: string, names: Iterable<string>];

/** Modules of Node stand first, those of the program last. */
function distance(from: string): number {
  if (from.startsWith("node:")) return 0;
  return from.startsWith(".") ? 2 : 1;
}

function importOf(names: Iterable<string>, from: string): string {
  const sorted = [...names].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return `import { ${sorted.join(", ")} } from "${from}";\n`;
}

/** Names with the same letters stand together, those in capitals first. */
function order(name: string): string {
  return name
    .replace(/^type /, "")
    .replace(/[A-Za-z]/g, (letter) => `${letter.toLowerCase()}${Number(letter > "Z")}`);
}
