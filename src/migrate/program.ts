/** What a program of several files declares, and which of its functions have to wait for something. */

import { functionOf } from "./api.js";
import { type Declared, declared, type OwnTypes, parametersOf, tsTypeOf } from "./ctypes.js";
import type { Node, Tree } from "./grammar.js";
import { CONSTANT, type Prepared } from "./preprocess.js";
import { sharedNames } from "./shared.js";
import { childrenOf, fieldOf, within } from "./syntax.js";

/** A file with its syntax tree. */
export interface ParsedFile extends Prepared {
  readonly tree: Tree;
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
  /** Its value is in a box, since another module writes it. */
  readonly shared?: true;
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
  for (const own of files.flatMap((file) => onlyDeclared(file, types))) {
    if (!found.has(own.name)) found.set(own.name, own);
  }
  return withAwaiting(found);
}

/** What a header tells of functions. Of one that no file of the program defines, it is not known whether it waits. */
function onlyDeclared({ path, tree }: ParsedFile, types: OwnTypes): OwnFunction[] {
  if (!/\.h$/i.test(path)) return [];
  return childrenOf(tree.rootNode)
    .filter(({ type }) => type === "declaration")
    .flatMap((node) => {
      const [declarator] = within(node, "function_declarator");
      if (declarator === undefined) return [];
      const { name, type } = declared(fieldOf(node, "type"), node.childForFieldName("declarator"));
      const returns = tsTypeOf({ ...type, callable: false }, types);
      const params = parametersOf(declarator);
      const module = moduleOf(path);
      return [{ name, module, exported: true, returns, params, body: node, async: true }];
    });
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
  const awaiting = new Set([...functions.values()].filter((own) => own.async));
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

/** A variable or a constant that a module sees under a name. */
export function ownGlobal(
  globals: ReadonlyMap<string, OwnGlobal>,
  name: string,
  module: string,
): OwnGlobal | undefined {
  return globals.get(`${module}/${name}`) ?? globals.get(name);
}

function globalsOf(files: readonly ParsedFile[], types: OwnTypes): ReadonlyMap<string, OwnGlobal> {
  const found = new Map<string, OwnGlobal>();
  const shared = sharedNames(files.map(({ path, tree }) => ({ module: moduleOf(path), tree })));
  for (const { path, tree, constants } of files) {
    const module = moduleOf(path);
    // The constants of a header are known to the whole program.
    const exported = /\.h$/i.test(path);
    for (const [name, ts] of constants) {
      found.set(exported ? name : `${module}/${name}`, { module, exported, ts });
    }
    for (const node of childrenOf(tree.rootNode)) {
      for (const [name, ts] of variablesIn(node, types)) {
        const isStatic = hasWord(node, "static");
        const isShared = shared.has(name) && !isStatic;
        found.set(isStatic ? `${module}/${name}` : name, {
          module,
          exported: !isStatic,
          ts,
          ...(isShared ? { shared: true } : {}),
        });
      }
    }
  }
  return found;
}

function hasWord(declaration: Node, word: string): boolean {
  return childrenOf(declaration).some(({ text }) => text === word);
}

/** The variables that a declaration makes, and does not only tell of, with their types. */
function variablesIn(node: Node, types: OwnTypes): [name: string, ts: string][] {
  if (node.type !== "declaration" || hasWord(node, "extern")) return [];
  if (fieldOf(node, "type").text === CONSTANT) return [];
  return node.childrenForFieldName("declarator").flatMap((declarator) => {
    const { name, type } = declared(fieldOf(node, "type"), declarator);
    const ts = tsTypeOf(type, types);
    const one: [string, string] | null = ts === null ? null : [name, ts];
    return one === null ? [] : [one];
  });
}
