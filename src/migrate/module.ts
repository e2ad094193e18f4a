/** Translates a module: what stands outside of functions, the functions, and the imports. */

import type { Entry } from "./api_types.js";
import { adapted } from "./calls.js";
import { declared, tsTypeOf } from "./ctypes.js";
import { isTest } from "./cutest.js";
import { Expressions } from "./expression.js";
import type { Node } from "./grammar.js";
import { laidOut } from "./layout.js";
import { CONSTANT } from "./preprocess.js";
import {
  type OwnFunction,
  ownFunction,
  ownGlobal,
  type ParsedFile,
  type Program,
} from "./program.js";
import { ModuleNeeds, renamed } from "./scope.js";
import { commentLines, marks, Statements } from "./statement.js";
import { isSuite, suiteLines } from "./suite.js";
import { childrenOf, fieldOf, SYNTAX_ADVICE, Untranslatable, within } from "./syntax.js";
import type { Translation } from "./translation.js";
import { listType } from "./uses.js";

/** What follows a pointer where C would follow any. */
const FOLLOWED = `
/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null): T {
  if (pointer === null) throw new TypeError("NULL is followed");
  return pointer;
}
`;

/** A module of a program: its header, if there is one, and its source. */
export function translatedModule(
  module: string,
  files: readonly ParsedFile[],
  program: Program,
): Translation {
  const needs = new ModuleNeeds(module, program);
  const lines = files.flatMap((file) => fileLines(file, needs));
  const own = [...program.functions.values()].find((f) => f.name === "main" && f.module === module);
  if (own !== undefined) lines.push("", `process.exitCode = ${callOfMain(own)};`);
  const body = laidOut(lines)
    .join("\n")
    .replace(/^\n+/, "")
    .replace(/\n{3,}/g, "\n\n");
  const imports = importsOf(needs);
  const code = `${imports}${imports === "" ? "" : "\n"}${body}\n${needs.follows ? FOLLOWED : ""}`;
  const path = files.find((file) => /\.c$/i.test(file.path))?.path ?? files[0]?.path ?? module;
  const findings = [...needs.findings].sort((a, b) => a.line - b.line);
  return { path, code, findings, translated: needs.translated };
}

function callOfMain({ async, params, body }: OwnFunction): string {
  const isAsked = params.some(({ name }) => isNamed(body, name));
  const args = isAsked ? "process.argv.length - 1, process.argv.slice(1)" : "";
  return `${async ? "await " : ""}main(${args})`;
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
  const value = new Expressions(needs).translate(fieldOf(declarator, "value"));
  const global = ownGlobal(needs.program.globals, name, needs.module);
  const isLiteral = /^(?:-?[\d.][\w.]*|"(?:\\.|[^"\\])*")$/.test(value.code);
  const type = isLiteral ? "" : `: ${needs.type(global?.ts ?? value.ts)}`;
  needs.translated++;
  if (global?.exported === true) return [`export const ${renamed(name)}${type} = ${value.code};`];
  return [`const ${renamed(name)} = ${value.code};`];
}

function variableLines(node: Node, needs: ModuleNeeds): string[] {
  const words = childrenOf(node).map(({ text }) => text);
  return node.childrenForFieldName("declarator").flatMap((declarator) => {
    const isPrototype = within(declarator, "function_declarator").length > 0;
    if (isPrototype || words.includes("extern")) return [];
    const { name, type } = declared(fieldOf(node, "type"), declarator);
    const value = declarator.childForFieldName("value");
    const ts = tsTypeOf(type, needs.program.types);
    const global = ownGlobal(needs.program.globals, name, needs.module);
    if (global?.shared === true) return [boxLine(name, global.ts, value, needs)];
    if (ts === null || value === null || needs.program.types.has(type.base)) {
      throw new Untranslatable("an array or a structure outside of functions", SYNTAX_ADVICE);
    }
    const scope = new Expressions(needs);
    const { code } = adapted(scope, scope.translate(value), ts);
    const keyword = `${words.includes("static") ? "" : "export "}${isWritten(node, name) ? "let" : "const"}`;
    needs.translated++;
    return [`${keyword} ${renamed(name)}: ${needs.type(ts)} = ${code};`];
  });
}

/** A variable that other modules write: it is held in a box, which they import. */
function boxLine(name: string, ts: string, value: Node | null, needs: ModuleNeeds): string {
  const scope = new Expressions(needs);
  const isNumber = /^(number|bigint|double)$/.test(ts);
  const given = value === null ? null : adapted(scope, scope.translate(value), `${ts} | null`).code;
  needs.translated++;
  const declared = `export const ${renamed(name)}`;
  if (isNumber) {
    const zero = ts === "bigint" ? "0n" : "0";
    return `${declared}: { value: ${needs.type(ts)} } = { value: ${given ?? zero} };`;
  }
  const initial = given === null || given === "null" ? "" : given;
  return `${declared}: ${needs.type(`Out<${ts}>`)} = ${needs.name("out")}(${initial});`;
}

/** Whether a variable gets another value anywhere in its file. */
function isWritten(node: Node, name: string): boolean {
  const root = node.tree.rootNode;
  const changes = [...within(root, "assignment_expression"), ...within(root, "update_expression")];
  return changes.some((change) => {
    const target = change.childForFieldName("left") ?? change.childForFieldName("argument");
    return target?.text === name;
  });
}

function functionLines(node: Node, needs: ModuleNeeds): string[] {
  const { name } = declared(fieldOf(node, "type"), node.childForFieldName("declarator"));
  if (isSuite(node)) return suiteLines(name, fieldOf(node, "body"), needs);
  const own = ownFunction(needs.program.functions, name, needs.module);
  if (own === undefined || own.returns === null) {
    throw new Untranslatable("a function whose type has no counterpart", SYNTAX_ADVICE);
  }
  const params = own.params.flatMap((param) => {
    if (isTest(param.type)) return [];
    const ts = tsTypeOf(param.type, needs.program.types);
    if (ts === null || needs.program.types.has(param.type.base)) {
      throw new Untranslatable("a parameter has no counterpart", "Give it a type by hand.");
    }
    return `${isNamed(own.body, param.name) ? "" : "_"}${renamed(param.name)}: ${needs.type(listType(ts, own.body, param.name))}`;
  });
  const returns = needs.type(own.returns);
  const statements = new Statements(needs, own.params, own.body, own.returns);
  const takesNone = name === "main" && !own.params.some((param) => isNamed(own.body, param.name));
  const list = takesNone ? "" : params.join(", ");
  const keyword = `${own.exported && name !== "main" ? "export " : ""}${own.async ? "async " : ""}function`;
  const type = own.async ? `Promise<${returns}>` : returns;
  const lines = statements.block(own.body, "  ");
  return [`${keyword} ${renamed(name)}(${list}): ${type} {`, ...lines, "}"];
}

function isNamed(body: Node, name: string): boolean {
  return within(body, "identifier").some(
    ({ text, parent }) => text === name && parent?.type !== "cast_expression",
  );
}

function importsOf(needs: ModuleNeeds): string {
  const entries = new Map<Entry, string[]>();
  for (const [name, entry] of needs.package)
    entries.set(entry, [...(entries.get(entry) ?? []), name]);
  for (const name of needs.types) {
    if (!needs.package.has(name)) entries.set(".", [...(entries.get(".") ?? []), `type ${name}`]);
  }
  const fromPackage = [...entries].map(([entry, names]) =>
    importOf(names, `oss-c-sdk${entry.slice(1)}`),
  );
  const externals = [...needs.externals].map(([module, names]) => importOf([...names], module));
  const others = [...needs.others].map(([module, names]) => importOf([...names], `./${module}.js`));
  return [...externals.sort(), ...fromPackage, ...others].join("");
}

function importOf(names: readonly string[], from: string): string {
  const sorted = [...names].sort((a, b) => order(a).localeCompare(order(b), "en"));
  const line = `import { ${sorted.join(", ")} } from "${from}";\n`;
  return line.length <= 101
    ? line
    : `import {\n${sorted.map((name) => `  ${name},\n`).join("")}} from "${from}";\n`;
}

function order(name: string): string {
  return name.replace(/^type /, "");
}
