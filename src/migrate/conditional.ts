/** Conditional compilation: the code for Windows goes, and what a header guards stays. */

import type { Node } from "./grammar.js";
import type { ModuleNeeds } from "./scope.js";
import { childrenOf, fieldOf, lineOf } from "./syntax.js";

/** Nodes in the order of the text, with what is within `#if` as far as it is for this system. */
export function portable(nodes: readonly Node[], needs: ModuleNeeds): Node[] {
  return nodes.flatMap((node) => {
    if (node.type !== "preproc_ifdef") return [node];
    const name = fieldOf(node, "name");
    const otherwise = node.childForFieldName("alternative");
    const inner = childrenOf(node).filter(({ id }) => id !== name.id && id !== otherwise?.id);
    const isForWindows = /^_?WIN(32|64)$/.test(name.text);
    // `#ifndef NAME` guards a header, or says what is for other systems.
    if (node.text.startsWith("#ifndef")) return portable(inner, needs);
    if (!isForWindows && name.text !== "__cplusplus") return [node];
    if (isForWindows) {
      const advice = "Nothing is to be done, unless Windows needs it.";
      needs.findings.push({
        line: lineOf(node),
        kind: "note",
        reason: "code for Windows is left out",
        advice,
      });
    }
    return otherwise === null ? [] : portable(childrenOf(otherwise), needs);
  });
}
