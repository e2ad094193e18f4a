/** C's types, and what stands for them in TypeScript. */

import { typeOf } from "./api.js";
import type { Node } from "./grammar.js";
import { childrenOf, fieldOf } from "./syntax.js";

/** A declared type: a base with so many pointers and array dimensions. */
export interface CType {
  readonly base: string;
  readonly pointers: number;
  /** The sizes of an array, as they are written; "" for one that the initialiser tells. */
  readonly dimensions: readonly string[];
  /** The parameters, where a pointer to a function is declared. */
  readonly callable: boolean;
}

/** A name with its type. */
export interface Declared {
  readonly name: string;
  readonly type: CType;
}

const NUMBERS = new Set(
  (
    "int long short unsigned signed float double size_t ssize_t off_t time_t int8_t int16_t int32_t int64_t " +
    "uint8_t uint16_t uint32_t apr_size_t apr_off_t apr_time_t apr_status_t apr_int64_t apr_int32_t apr_uint32_t"
  ).split(" "),
);

/** The type and the name of a declarator. */
export function declared(typeNode: Node, declarator: Node | null): Declared {
  let node = declarator;
  let pointers = 0;
  let callable = false;
  const dimensions: string[] = [];
  while (node !== null && !/^(field_|type_)?identifier$/.test(node.type)) {
    if (node.type.includes("pointer_declarator")) pointers++;
    if (node.type.includes("array_declarator")) {
      dimensions.unshift(node.childForFieldName("size")?.text ?? "");
    }
    if (node.type.includes("function_declarator")) callable = true;
    node = node.childForFieldName("declarator") ?? childrenOf(node)[0] ?? null;
  }
  const type = { base: baseOf(typeNode), pointers, dimensions, callable };
  return { name: node?.text ?? "", type };
}

function baseOf(node: Node): string {
  if (/^(struct|enum|union)_specifier$/.test(node.type)) {
    return node.childForFieldName("name")?.text ?? "";
  }
  return node.text
    .replace(/\bconst\b/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The parameters of a function's declarator. */
export function parametersOf(functionDeclarator: Node): Declared[] {
  const list = childrenOf(fieldOf(functionDeclarator, "parameters"));
  return list
    .filter(({ type, text }) => type === "parameter_declaration" && text !== "void")
    .map((node) => declared(fieldOf(node, "type"), node.childForFieldName("declarator")));
}

/** Names of types that the program makes itself, and of what kind each is. */
export type OwnTypes = ReadonlyMap<string, "struct" | "enum" | "callback">;

/** What stands for a type in TypeScript; `null` for what nothing stands for. */
export function tsTypeOf(type: CType, own: OwnTypes): string | null {
  const element = scalarOf(type, own);
  if (element === null) return null;
  const { dimensions } = type;
  const isText = element === "char";
  if (!isText) return `${element}${"[]".repeat(dimensions.length)}`;
  const depth = dimensions.length + type.pointers - 1;
  return depth < 0 ? "number" : `string${"[]".repeat(depth)}`;
}

function scalarOf(type: CType, own: OwnTypes): string | null {
  const { base, pointers } = type;
  if (type.callable || /^(signed|unsigned) char$/.test(base)) return null;
  if (base === "char") return "char";
  if (own.has(base)) return pointers > 1 ? null : base;
  const api = typeOf(base);
  if (api !== undefined) return pointers > 1 ? `Out<${nameOf(api.ts)}>` : nameOf(api.ts);
  return base === "void" && pointers === 0 ? "void" : numericOf(type);
}

/** A number, or what a pointer to one is: an out-parameter. */
function numericOf({ base, pointers }: CType): string | null {
  const number = numberOf(base);
  if (number === null || pointers > 1) return null;
  return pointers === 1 ? `Out<${number}>` : number;
}

/** A list that nobody says of what it is holds any entries. */
function nameOf(ts: string): string {
  return ts === "AosList" ? "AosList<object>" : ts;
}

function numberOf(base: string): string | null {
  if (/^(uint64_t|unsigned long long|apr_uint64_t)$/.test(base)) return "bigint";
  return base.split(" ").every((word) => NUMBERS.has(word)) ? "number" : null;
}
