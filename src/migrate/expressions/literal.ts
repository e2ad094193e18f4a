/** Literals of C: numbers, texts, characters. */

import type { Node } from "../c/grammar.js";
import { childrenOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import { primary, type Value } from "./value.js";

export function literalOf(node: Node): Value | null {
  const { text } = node;
  switch (node.type) {
    case "null":
      return primary("null", "null");
    case "true":
    case "false":
      return primary(text, "boolean");
    case "number_literal":
      return numberLiteral(text);
    case "char_literal":
      return charLiteral(text);
    case "string_literal":
      return primary(stringLiteral(text), "string");
    case "concatenated_string":
      return primary(stringLiteral(childrenOf(node).map(pieceOf).join("")), "string");
    default:
      return null;
  }
}

function numberLiteral(text: string): Value {
  const isHex = /^-?0[xX]/.test(text);
  const code = text.replace(isHex ? /[uUlL]+$/ : /[uUlLfF]+$/, "");
  const isDouble = !isHex && /[.eE]/.test(code);
  const digits = code.replace(/^(-?)0+(?=[0-7]+$)/, "$10o");
  if (isDouble) return primary(digits, "double");
  // A number that 53 bits can't hold, or one that is counted with in 64 bits without a sign.
  const isBig = /u?llu?$/i.test(text) && /u/i.test(text);
  const isWide = Number(digits.replace("-", "")) > Number.MAX_SAFE_INTEGER;
  return isWide || isBig ? primary(`${digits}n`, "bigint") : primary(digits, "number");
}

/** A character is a text of one; its number is what the machine counts with. */
function charLiteral(text: string): Value {
  const code = stringLiteral(`"${text.replace(/^L?'|'$/g, "").replace(/^"$/, '\\"')}"`).replace(
    "\\'",
    "'",
  );
  const charCode = /^"\\x00"$/.test(code) ? "0" : `${code}.charCodeAt(0)`;
  return { ...primary(code.replace("\\x00", "\\0"), "char"), charCode };
}

function pieceOf(node: Node): string {
  if (node.type === "string_literal") return node.text;
  if (/^(APR_\w+_FMT|PRI[diu]\w+)$/.test(node.text)) return '"d"';
  if (/^PRI[xX]\w+$/.test(node.text)) return `"${node.text.charAt(3)}"`;
  throw new Untranslatable(`the text of ${node.text} is not known`, SYNTAX_ADVICE);
}

/** A string literal of C, adjacent ones made one, in the escapes of TypeScript. */
function stringLiteral(text: string): string {
  const joined = text.replace(/(?<!\\)""/g, (pair, at: number) =>
    at > 0 && at < text.length - 2 ? "" : pair,
  );
  return joined.replace(/\\(\\|[0-7]{1,3}|x[\da-fA-F]+|a|e|\?|\n)/g, (whole, escape: string) => {
    if (escape === "\\") return whole;
    if (escape === "\n") return "";
    if (escape === "a") return "\\x07";
    if (escape === "e") return "\\x1b";
    if (escape === "?") return "?";
    const code = escape.startsWith("x")
      ? Number.parseInt(escape.slice(1), 16)
      : Number.parseInt(escape, 8);
    return `\\x${(code & 0xff).toString(16).padStart(2, "0")}`;
  });
}
