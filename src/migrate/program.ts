/** What a program of several files declares, and which of its functions have to wait for something. */

import { functionOf } from "./api.js";
import { type Declared, declared, type OwnTypes, parametersOf, tsTypeOf } from "./ctypes.js";
import type { Node, Tree } from "./grammar.js";
import { childrenOf, fieldOf, within } from "./syntax.js";

/** A file with its syntax tree. */
export interface ParsedFile {
  readonly path: string;
  readonly tree: Tree;
  /** Lines on which a slip of the pen was repaired. */
  readonly repaired: readonly number[];
}

/** A function of the program. */
export interface OwnFunction {
  readonly name: string;
  readonly module: string;
  readonly exported: boolean;
  readonly returns: string | null;
  readonly params: readonly Declared[];
  readonly body: Node;
  /** It calls what has to be awaited. */
  readonly async: boolean;
}

/** A variable, a constant or an enumeration's value that all functions of a module see. */
export interface OwnGlobal {
  readonly module: string;
  readonly exported: boolean;
  readonly ts: string;
}

export interface Program {
  readonly types: OwnTypes;
  /** The module that declares each type. */
  readonly typeModules: ReadonlyMap<string, string>;
  /** By name; those that only their module sees by module and name. */
  readonly functions: ReadonlyMap<string, OwnFunction>;
  readonly globals: ReadonlyMap<string, OwnGlobal>;
}

/** The module that a file becomes: a header and its source become one. */
export function moduleOf(path: string): string {
  return path.replace(/^.*[\\/]/, "").replace(/\.[ch]$/i, "");
}

/** A function of the program that a module sees under a name. */
export function ownFunction(
  functions: ReadonlyMap<string, OwnFunction>,
  name: string,
  module: string,
): OwnFunction | undefined {
  return functions.get(`${module}/${name}`) ?? functions.get(name);
}

function keyOf({ name, module, exported }: OwnFunction): string {
  return exported && name !== "main" ? name : `${module}/${name}`;
}

export function programOf(files: readonly ParsedFile[]): Program {
  const types = new Map<string, "struct" | "enum" | "callback">();
  const typeModules = new Map<string, string>();
  for (const { path, tree } of files) {
    for (const [name, kind] of typesIn(tree.rootNode)) {
      types.set(name, kind);
      typeModules.set(name, moduleOf(path));
    }
  }
  const functions = functionsOf(files, types);
  return { types, typeModules, functions, globals: globalsOf(files, types) };
}

function typesIn(root: Node): [string, "struct" | "enum"][] {
  const found: [string, "struct" | "enum"][] = [];
  for (const node of [...within(root, "struct_specifier"), ...within(root, "enum_specifier")]) {
    if (node.childForFieldName("body") === null) continue;
    const kind = node.type === "enum_specifier" ? "enum" : "struct";
    const tag = node.childForFieldName("name")?.text;
    if (tag !== undefined) found.push([tag, kind]);
    const { parent } = node;
    if (parent?.type === "type_definition") found.push([fieldOf(parent, "declarator").text, kind]);
  }
  return found;
}

function functionsOf(
  files: readonly ParsedFile[],
  types: OwnTypes,
): ReadonlyMap<string, OwnFunction> {
  const found = new Map<string, OwnFunction>();
  for (const { path, tree } of files) {
    for (const node of within(tree.rootNode, "function_definition")) {
      const own = functionIn(node, moduleOf(path), types);
      if (own !== null) found.set(keyOf(own), own);
    }
  }
  return withAwaiting(found);
}

function functionIn(node: Node, module: string, types: OwnTypes): OwnFunction | null {
  const [declarator] = within(fieldOf(node, "declarator"), "function_declarator");
  if (declarator === undefined) return null;
  const { name, type } = declared(fieldOf(node, "type"), node.childForFieldName("declarator"));
  return {
    name,
    module,
    exported: !childrenOf(node).some(({ text }) => text === "static"),
    returns: tsTypeOf({ ...type, callable: false }, types),
    params: parametersOf(declarator),
    body: fieldOf(node, "body"),
    async: false,
  };
}

/** A function that calls an asynchronous one is one itself. */
function withAwaiting(
  functions: ReadonlyMap<string, OwnFunction>,
): ReadonlyMap<string, OwnFunction> {
  const calls = new Map(
    [...functions.values()].map((own) => [
      own,
      within(own.body, "call_expression").map((call) => fieldOf(call, "function").text),
    ]),
  );
  const awaiting = new Set<OwnFunction>();
  for (let before = -1; before !== awaiting.size; ) {
    before = awaiting.size;
    for (const [own, called] of calls) {
      const waits = called.some((callee) => {
        const other = ownFunction(functions, callee, own.module);
        return other === undefined ? functionOf(callee)?.async === true : awaiting.has(other);
      });
      if (waits) awaiting.add(own);
    }
  }
  return new Map([...functions].map(([key, own]) => [key, { ...own, async: awaiting.has(own) }]));
}

/** The type of a macro that stands for a number or a text; `null` for any other. */
export function constantType(value: string): "number" | "string" | null {
  if (/^"(?:\\.|[^"\\])*"$/.test(value)) return "string";
  return /^\(?[-+*\d\sxa-fA-FUL()]+\)?$/.test(value) && /\d/.test(value) ? "number" : null;
}

function globalsOf(files: readonly ParsedFile[], types: OwnTypes): ReadonlyMap<string, OwnGlobal> {
  const found = new Map<string, OwnGlobal>();
  for (const { path, tree } of files) {
    const module = moduleOf(path);
    const macros = /\.h$/i.test(path) ? within(tree.rootNode, "preproc_def") : [];
    for (const macro of macros) {
      const ts = constantType(macro.childForFieldName("value")?.text.trim() ?? "");
      if (ts !== null) found.set(fieldOf(macro, "name").text, { module, exported: true, ts });
    }
    for (const node of childrenOf(tree.rootNode)) {
      if (node.type !== "declaration") continue;
      const words = childrenOf(node).map(({ text }) => text);
      for (const declarator of node.childrenForFieldName("declarator")) {
        const { name, type } = declared(fieldOf(node, "type"), declarator);
        const ts = tsTypeOf(type, types);
        if (ts === null || words.includes("extern")) continue;
        found.set(name, { module, exported: !words.includes("static"), ts });
      }
    }
  }
  return found;
}
