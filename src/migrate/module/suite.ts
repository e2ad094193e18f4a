/** A suite of CuTest becomes vitest's description of its tests. */

import type { Node } from "../c/grammar.js";
import { argumentsOf, childrenOf, fieldOf, within } from "../c/syntax.js";
import { Expressions } from "../expressions/expression.js";
import { RUNNER } from "../library/cutest.js";
import type { ModuleNeeds } from "../program/scope.js";

/** Whether a function makes a suite. */
export function isSuite(definition: Node): boolean {
  return fieldOf(definition, "type").text === "CuSuite";
}

/** `CuSuite *suite() { … }` becomes the description of its tests. */
export function suiteLines(name: string, body: Node, needs: ModuleNeeds): string[] {
  const lines = childrenOf(body).flatMap((node) => suiteStatement(node, needs));
  const [describe] = [needs.external("vitest", "describe"), needs.external("vitest", "test")];
  return [`${describe}(${JSON.stringify(name)}, () => {`, ...lines, "});"];
}

function suiteStatement(node: Node, needs: ModuleNeeds): string[] {
  if (node.type === "comment") return [`  ${node.text}`];
  if (node.type === "return_statement" || node.text.includes("CuSuiteNew()")) return [];
  const [call] = within(node, "call_expression");
  if (call === undefined) throw RUNNER;
  const [title, test] = addedTest(call);
  needs.translated++;
  return [`  test(${title}, ${new Expressions(needs).named(test).code});`];
}

/** The title and the function of a test that is added to a suite. */
function addedTest(call: Node): [title: string, test: string] {
  const callee = fieldOf(call, "function").text;
  const [, added] = argumentsOf(call);
  if (added === undefined) throw RUNNER;
  if (callee === "SUITE_ADD_TEST") return [JSON.stringify(added.text), added.text];
  if (callee !== "CuSuiteAdd" || added.type !== "call_expression") throw RUNNER;
  const [title, test] = argumentsOf(added);
  if (title === undefined || test === undefined) throw RUNNER;
  return [title.text, test.text];
}
