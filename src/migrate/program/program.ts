/** What a program of several files declares, and which of its functions have to wait for something. */

import { functionOf, typeOf } from "../api/api.js";
import type { Node, Tree } from "../c/grammar.js";
import { CONSTANT, type Prepared } from "../c/preprocess.js";
import { childrenOf, fieldOf, hasWord, isPrototype, outermost, within } from "../c/syntax.js";
import {
  type CType,
  type Declared,
  declared,
  type OwnTypes,
  parametersOf,
  resolved,
  tagOf,
  tsTypeOf,
} from "./ctypes.js";
import { Learned } from "./learned.js";
import { enumeratorsOf, ownTypesOf } from "./own_types.js";
import { sharedNames } from "./shared.js";

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
  /** The same as C has it. */
  readonly gives: CType;
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
  /** As it is declared; none of a macro or an enumeration's value. */
  readonly type?: CType;
  /** What a macro or an enumeration's value stands for. */
  readonly value?: Node | number;
}

export interface Program {
  readonly types: OwnTypes;
  /** The module that declares each type. */
  readonly typeModules: ReadonlyMap<string, string>;
  /** The types that a header declares. */
  readonly exportedTypes: ReadonlySet<string>;
  /** By name; those that only their module sees by module and name. */
  readonly functions: ReadonlyMap<string, OwnFunction>;
  /** By name; those that only their module sees by module and name. */
  readonly globals: ReadonlyMap<string, OwnGlobal>;
  readonly learned: Learned;
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

/** A function of the program under a name that any module may give it. */
export function ownFunctionAnywhere({ functions }: Program, name: string): OwnFunction | undefined {
  return functions.get(name) ?? [...functions.values()].find((own) => own.name === name);
}

function keyOf({ name, module, exported }: OwnFunction): string {
  return exported && name !== "main" ? name : `${module}/${name}`;
}

/** A variable, a constant or an enumeration's value that a module sees under a name. */
export function ownGlobal(
  globals: ReadonlyMap<string, OwnGlobal>,
  name: string,
  module: string,
): OwnGlobal | undefined {
  return globals.get(`${module}/${name}`) ?? globals.get(name);
}

/** Where it is learned what a function's parameter is. */
export function paramPlace(
  { module, name }: Pick<OwnFunction, "module" | "name">,
  param: string,
): string {
  return `${module}/${name}:${param}`;
}

/** Where it is learned what a function gives. */
export function returnPlace({ module, name }: OwnFunction): string {
  return `${module}/${name}()`;
}

export function globalPlace(module: string, name: string): string {
  return `${module}:${name}`;
}

/** What a function gives, as far as it is known by now; `null` for what nothing stands for. */
export function returnType(own: OwnFunction, { learned }: Program): string | null {
  return own.returns === null ? null : learned.typed(own.returns, returnPlace(own));
}

/** What a parameter is, as far as it is known by now; `null` for what nothing stands for. */
export function paramType(
  own: OwnFunction,
  { name, type }: Declared,
  { types, learned }: Program,
): string | null {
  const place = paramPlace(own, name);
  // Whoever calls it through a pointer gives what the pointer's type says.
  const isCallback = learned.has("callback", returnPlace(own));
  const isFilled = !isCallback && learned.has("filled", place);
  const ts = isFilled ? outOf(type, types) : tsTypeOf(type, types);
  return ts === null || (ts === "opaque" && isCallback) ? ts : learned.typed(ts, place);
}

/** What stands for a pointer to a pointer that the function fills. */
function outOf(type: CType, types: OwnTypes): string | null {
  const held = tsTypeOf({ ...type, pointers: type.pointers - 1 }, types);
  return held === null || /^(opaque|Out<)/.test(held) ? tsTypeOf(type, types) : `Out<${held}>`;
}

export function isAsync(own: OwnFunction, { learned }: Program): boolean {
  return own.async || learned.has("async", returnPlace(own));
}

export function programOf(files: readonly ParsedFile[]): Program {
  const types = ownTypesOf(files.map(({ tree }) => tree));
  const typeModules = new Map<string, string>();
  const exportedTypes = new Set<string>();
  for (const { path, tree } of files) {
    for (const name of typeNamesIn(tree.rootNode, types)) {
      typeModules.set(name, moduleOf(path));
      if (/\.h$/i.test(path)) exportedTypes.add(name);
    }
  }
  const functions = functionsOf(files, types);
  const globals = globalsOf(files, types);
  return { types, typeModules, exportedTypes, functions, globals, learned: new Learned() };
}

/** The names of the types that become types of TypeScript. */
function typeNamesIn(root: Node, { structs, callbacks }: OwnTypes): string[] {
  const named = within(root, "struct_specifier")
    .filter((node) => node.childForFieldName("body") !== null)
    .map((node) => structs.get(tagOf(node))?.name ?? "");
  const defined = within(root, "type_definition").flatMap((node) =>
    node
      .childrenForFieldName("declarator")
      .map((declarator) => declared(fieldOf(node, "type"), declarator).name),
  );
  return [...named, ...defined.filter((name) => callbacks.has(name))];
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
      const declarator = node.childForFieldName("declarator");
      if (declarator === null || !isPrototype(declarator)) return [];
      const { name, type } = declared(fieldOf(node, "type"), declarator);
      const gives = type.signature?.returns ?? type;
      const returns = tsTypeOf(gives, types);
      const params = type.signature?.params ?? [];
      const module = moduleOf(path);
      return [{ name, module, exported: true, returns, gives, params, body: node, async: true }];
    });
}

function functionIn(node: Node, module: string, types: OwnTypes): OwnFunction | null {
  const [declarator] = within(fieldOf(node, "declarator"), "function_declarator");
  if (declarator === undefined) return null;
  const { name, type } = declared(fieldOf(node, "type"), node.childForFieldName("declarator"));
  const gives = type.signature?.returns ?? type;
  return {
    name,
    module,
    exported: !hasWord(node, "static"),
    returns: tsTypeOf(gives, types),
    gives,
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

function globalsOf(files: readonly ParsedFile[], types: OwnTypes): ReadonlyMap<string, OwnGlobal> {
  const found = new Map<string, OwnGlobal>();
  const shared = sharedNames(files.map(({ path, tree }) => ({ module: moduleOf(path), tree })));
  for (const file of files) {
    const module = moduleOf(file.path);
    const add: AddGlobal = (name, exported, rest) =>
      found.set(exported ? name : `${module}/${name}`, { module, exported, ...rest });
    addConstants(file, add);
    for (const node of outermost(file.tree.rootNode)) {
      const isStatic = hasWord(node, "static");
      for (const { name, type } of variablesIn(node)) {
        const ts = tsTypeOf(type, types);
        const isShared = isStatic
          ? shared.has(`${module}/${name}`) && isNumber(ts, type)
          : shared.has(name) && !isStructure(type, types);
        if (ts !== null) add(name, !isStatic, { ts, type, ...(isShared ? { shared: true } : {}) });
      }
    }
  }
  return found;
}

/** Whether a variable is a number, whose address is a box as that of a function's own number is. */
function isNumber(ts: string | null, { dimensions }: CType): boolean {
  return /^(number|bigint|double)$/.test(ts ?? "") && dimensions.length === 0;
}

/** Whether a variable is a structure itself: whoever has it writes to it without a box. */
function isStructure(type: CType, types: OwnTypes): boolean {
  const { base, pointers } = resolved(type, types);
  const isOfSdk = /^(struct|opaque)$/.test(typeOf(base)?.kind ?? "");
  return pointers === 0 && (isOfSdk || types.structs.has(base));
}

type AddGlobal = (
  name: string,
  exported: boolean,
  rest: Omit<OwnGlobal, "module" | "exported">,
) => void;

/** Macros and values of enumerations. Those of a header are known to the whole program. */
function addConstants({ path, tree, constants }: ParsedFile, add: AddGlobal): void {
  const inHeader = /\.h$/i.test(path);
  for (const node of outermost(tree.rootNode)) {
    const macro = macroIn(node);
    const ts = constants.get(macro?.name ?? "");
    if (macro !== null && ts !== undefined) add(macro.name, inHeader, { ts, value: macro.value });
  }
  for (const node of within(tree.rootNode, "enum_specifier")) {
    for (const { name, value } of enumeratorsOf(node)) {
      const isSum = typeof value !== "number" && value.offset > 0;
      const known = typeof value === "number" ? value : value.from;
      add(name, inHeader, { ts: "number", ...(isSum ? {} : { value: known }) });
    }
  }
}

/** A macro that stands for a value, as the preprocessor has left it. */
function macroIn(node: Node): { name: string; value: Node } | null {
  if (node.type !== "declaration" || fieldOf(node, "type").text !== CONSTANT) return null;
  const declarator = fieldOf(node, "declarator");
  return { name: fieldOf(declarator, "declarator").text, value: fieldOf(declarator, "value") };
}

/** The variables that a declaration makes, and does not only tell of. */
function variablesIn(node: Node): Declared[] {
  if (node.type !== "declaration" || hasWord(node, "extern")) return [];
  if (fieldOf(node, "type").text === CONSTANT) return [];
  return node
    .childrenForFieldName("declarator")
    .filter((declarator) => !isPrototype(declarator))
    .map((declarator) => declared(fieldOf(node, "type"), declarator));
}
