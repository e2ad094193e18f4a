/** `sizeof`, as far as its value is known without C's layout of memory. */

import type { Node } from "../c/grammar.js";
import { fieldOf, Untranslatable } from "../c/syntax.js";
import { type CType, declared } from "../program/ctypes.js";
import { ownGlobal } from "../program/program.js";
import type { Scope } from "../program/scope.js";
import { codeAt, elementOf, LEVEL, type Value } from "./value.js";

/** The bytes of C's numbers on the systems that the SDK runs on. */
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/^(unsigned |signed )?char$|^u?int8_t$|^apr_byte_t$/, 1],
  [/^(unsigned )?short$|^u?int16_t$/, 2],
  [/^(unsigned )?int$|^unsigned$|^float$|^(apr_)?u?int32(_t)?$/, 4],
  [/^(unsigned )?long( long)?$|^double$|^u?int64_t$|^apr_u?int64_t$|^s?size_t$|^off_t$/, 8],
];

/** `sizeof(type)` and `sizeof array`. */
export function sizeOf(scope: Scope, node: Node): Value {
  const size = sizeOfNode(scope, node);
  if (size !== null) {
    return { code: size, ts: "number", level: size.includes("*") ? LEVEL.product : LEVEL.primary };
  }
  throw new Untranslatable("the size of a structure", "Memory has no layout: say what it is for.");
}

function sizeOfNode(scope: Scope, node: Node): string | null {
  const type = node.childForFieldName("type");
  if (type !== null) {
    const asked = declared(fieldOf(type, "type"), type.childForFieldName("declarator")).type;
    // `sizeof(name)` reads like a type.
    return sizeOfType(scope, asked) ?? sizeOfVariable(scope, asked.base);
  }
  const value = node.childForFieldName("value");
  const inner = value?.type === "parenthesized_expression" ? value.namedChildren[0] : value;
  if (inner === null || inner === undefined) return null;
  if (inner.type === "subscript_expression") {
    const { ts } = scope.translate(inner);
    return ts === "char" ? "1" : null;
  }
  if (inner.type === "field_expression") return sizeOfField(scope, inner);
  if (inner.type === "string_literal") return `${inner.text.replace(/\\./g, "x").length - 1}`;
  return inner.type === "identifier" ? sizeOfVariable(scope, inner.text) : null;
}

function sizeOfVariable(scope: Scope, name: string): string | null {
  const { globals } = scope.needs.program;
  const type = scope.locals.get(name)?.type ?? ownGlobal(globals, name, scope.needs.module)?.type;
  if (type === undefined) return null;
  return type.dimensions[0] === null ? sizeOfMany(scope, name, type) : sizeOfType(scope, type);
}

/** The size of an array that has as many elements as it gets at first. */
function sizeOfMany(scope: Scope, name: string, type: CType): string | null {
  const array = scope.named(name);
  const isMany = array.ts === "Buffer" || elementOf(array.ts) !== null;
  const one = sizeOfType(scope, { ...type, dimensions: type.dimensions.slice(1) });
  if (!isMany || one === null) return null;
  return one === "1" ? `${array.code}.length` : `${array.code}.length * ${one}`;
}

function sizeOfField(scope: Scope, node: Node): string | null {
  const { ts } = scope.translate(fieldOf(node, "argument"));
  const { structs } = scope.needs.program.types;
  const field = structs.get(ts.replace(" | null", ""))?.fields;
  const type = field?.find(({ name }) => name === fieldOf(node, "field").text)?.type;
  return type === undefined ? null : sizeOfType(scope, type);
}

function sizeOfType(scope: Scope, { base, pointers, dimensions }: CType): string | null {
  const one = pointers > 0 ? 8 : SIZES.find(([pattern]) => pattern.test(base))?.[1];
  if (one === undefined) return null;
  const factors = dimensions.map((size) =>
    size === null ? "" : codeAt(scope.translate(size), LEVEL.product),
  );
  if (factors.includes("")) return null;
  if (one !== 1 || factors.length === 0) factors.push(`${one}`);
  const numbers = factors.map(Number);
  return numbers.every(Number.isInteger)
    ? `${numbers.reduce((a, b) => a * b, 1)}`
    : factors.join(" * ");
}
