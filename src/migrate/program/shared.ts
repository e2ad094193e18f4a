/** Variables outside of functions that live in a box: an imported variable can't be written. */

import type { Node, Tree } from "../c/grammar.js";
import { childrenOf, fieldOf, hasWord, within } from "../c/syntax.js";
import { declared } from "./ctypes.js";

/** A file of the program, and the module that it becomes. */
export interface ModuleFile {
  readonly module: string;
  readonly tree: Tree;
}

/**
 * The names of the variables that another module writes, or whose address is taken; those that only their
 * module sees by module and name.
 */
export function sharedNames(files: readonly ModuleFile[]): ReadonlySet<string> {
  const owners = new Map(files.flatMap((file) => variablesOf(file)));
  const shared = files.flatMap(({ module, tree }) => [
    ...writtenIn(tree).filter((name) => owners.has(name) && owners.get(name) !== module),
    ...addressedIn(tree).flatMap((name) => (owners.has(name) ? [name] : [`${module}/${name}`])),
  ]);
  return new Set(shared);
}

/** The variables that a file makes and other files see: numbers and pointers. */
function variablesOf({ module, tree }: ModuleFile): [name: string, module: string][] {
  return childrenOf(tree.rootNode).flatMap((node) => {
    const isOwn = node.type === "declaration" && !hasWord(node, "extern");
    if (!isOwn || hasWord(node, "static")) return [];
    return node.childrenForFieldName("declarator").flatMap((declarator) => {
      const { name, type } = declared(fieldOf(node, "type"), declarator);
      const isScalar = type.dimensions.length === 0 && type.signature === null;
      const one: [string, string] = [name, module];
      return isScalar && within(declarator, "function_declarator").length === 0 ? [one] : [];
    });
  });
}

function writtenIn(tree: Tree): string[] {
  const root = tree.rootNode;
  const targets = [
    ...within(root, "assignment_expression").map((node) => fieldOf(node, "left")),
    ...within(root, "update_expression").map((node) => fieldOf(node, "argument")),
  ];
  return targets.filter(isNameOutside).map(({ text }) => text);
}

function addressedIn(tree: Tree): string[] {
  return within(tree.rootNode, "pointer_expression")
    .filter((node) => fieldOf(node, "operator").text === "&")
    .map((node) => fieldOf(node, "argument"))
    .filter(isNameOutside)
    .map(({ text }) => text);
}

/** Whether a node is a name that the function around it does not declare itself. */
function isNameOutside(node: Node): boolean {
  if (node.type !== "identifier") return false;
  let around = node.parent;
  while (around !== null && around.type !== "function_definition") around = around.parent;
  if (around === null) return false;
  const own = [...within(around, "declaration"), ...within(around, "parameter_declaration")];
  return !own.some((one) =>
    one
      .childrenForFieldName("declarator")
      .some((declarator) => declared(fieldOf(one, "type"), declarator).name === node.text),
  );
}
