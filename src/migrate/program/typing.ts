/** The C type of an expression, as far as it is known. */

import { constantOf, functionOf, structOf, typeOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf } from "../c/syntax.js";
import { lookup } from "../lookup.js";
import { type CType, declared, resolved } from "./ctypes.js";
import { common, INT, type Integer, integerNamed, promoted, typeOfInteger } from "./integers.js";
import { ownFunction, ownGlobal } from "./program.js";
import type { Scope } from "./scope.js";

/** What C's library gives that is no `int`. */
const RETURNS: Readonly<Record<string, string>> = {
  strlen: "size_t",
  fread: "size_t",
  fwrite: "size_t",
  atol: "long",
  atoll: "long long",
  strtol: "long",
  strtoll: "long long",
  strtoul: "unsigned long",
  strtoull: "unsigned long long",
  labs: "long",
  ftell: "long",
  time: "time_t",
};

export function ctypeOf(scope: Scope, node: Node): CType | null {
  const type = typed(scope, node);
  return type === null ? null : resolved(type, scope.needs.program.types);
}

/** Which integer an expression is; `null` for what is none, or is not known. */
export function integerOf(scope: Scope, node: Node): Integer | null {
  const type = ctypeOf(scope, node);
  if (type === null) return null;
  const isEnumeration =
    type.pointers === 0 &&
    (scope.needs.program.types.enums.has(type.base) || typeOf(type.base)?.kind === "enum");
  return isEnumeration ? INT : integerNamed(type);
}

function typed(scope: Scope, node: Node): CType | null {
  switch (node.type) {
    case "identifier":
      return typeOfName(scope, node.text);
    case "field_expression":
      return typeOfField(scope, node);
    case "subscript_expression":
      return pointedTo(ctypeOf(scope, fieldOf(node, "argument")));
    case "pointer_expression":
      return typeOfPointer(scope, node);
    case "call_expression":
      return typeOfCall(scope, fieldOf(node, "function"));
    case "compound_literal_expression":
    case "cast_expression": {
      const type = fieldOf(node, "type");
      return declared(fieldOf(type, "type"), type.childForFieldName("declarator")).type;
    }
    default:
      return counted(scope, node);
  }
}

function counted(scope: Scope, node: Node): CType | null {
  switch (node.type) {
    case "number_literal":
      return typeOfLiteral(node.text);
    case "char_literal":
    case "true":
    case "false":
      return typeOfInteger(INT);
    case "sizeof_expression":
      return plain("size_t");
    case "string_literal":
    case "concatenated_string":
      return { ...plain("char"), pointers: 1 };
    case "binary_expression":
      return typeOfBinary(scope, node);
    case "unary_expression":
      return typeOfUnary(scope, node);
    default:
      return typeOfPart(scope, node);
  }
}

/** Of what has the type of one of its parts. */
function typeOfPart(scope: Scope, node: Node): CType | null {
  switch (node.type) {
    case "assignment_expression":
      return ctypeOf(scope, fieldOf(node, "left"));
    case "update_expression":
      return ctypeOf(scope, fieldOf(node, "argument"));
    case "comma_expression":
      return ctypeOf(scope, fieldOf(node, "right"));
    case "conditional_expression":
      return either(scope, fieldOf(node, "consequence"), fieldOf(node, "alternative"));
    case "parenthesized_expression": {
      const [inner] = childrenOf(node).filter(({ type }) => type !== "comment");
      return inner === undefined ? null : ctypeOf(scope, inner);
    }
    default:
      return null;
  }
}

function typeOfName(scope: Scope, name: string): CType | null {
  const { locals, needs } = scope;
  const local = locals.get(name);
  if (local !== undefined) return local.type;
  const global = ownGlobal(needs.program.globals, name, needs.module);
  if (typeof global?.value === "object") return ctypeOf(scope, global.value);
  if (global !== undefined) return global.type ?? (global.ts === "number" ? plain("int") : null);
  return constantOf(name) === undefined ? null : plain("int");
}

function typeOfField(scope: Scope, node: Node): CType | null {
  const base = ctypeOf(scope, fieldOf(node, "argument"))?.base ?? "";
  const name = fieldOf(node, "field").text;
  const own = scope.needs.program.types.structs.get(base)?.fields.find((f) => f.name === name);
  if (own !== undefined) return own.type;
  const field = structOf(typeOf(base)?.ts ?? "")?.fields.find(({ c }) => c === name);
  return field === undefined ? null : written(field.type);
}

function typeOfPointer(scope: Scope, node: Node): CType | null {
  const type = ctypeOf(scope, fieldOf(node, "argument"));
  if (type === null || fieldOf(node, "operator").text === "*") return pointedTo(type);
  return { ...type, pointers: type.pointers + 1 };
}

function pointedTo(type: CType | null): CType | null {
  if (type === null) return null;
  if (type.dimensions.length > 0) return { ...type, dimensions: type.dimensions.slice(1) };
  return type.pointers > 0 ? { ...type, pointers: type.pointers - 1 } : null;
}

function typeOfCall({ needs }: Scope, callee: Node): CType | null {
  const name = callee.text;
  const own = ownFunction(needs.program.functions, name, needs.module);
  if (own !== undefined) return own.gives;
  const given = lookup(RETURNS, name) ?? functionOf(name)?.returns;
  return given === undefined || given === "" ? null : written(given);
}

/** A type as it is written in a header: `const char *`. */
function written(text: string): CType {
  const base = text.replace(/\b(const|struct|enum)\b|\*/g, "").trim();
  return { ...plain(base), pointers: text.split("*").length - 1 };
}

function plain(base: string): CType {
  return { base, pointers: 0, dimensions: [], signature: null };
}

function typeOfLiteral(text: string): CType | null {
  const isHex = /^0[xX]/.test(text);
  if (!isHex && /[.eEfF]/.test(text)) return null;
  const isUnsigned = /u/i.test(text);
  const value = Number.parseInt(text.replace(/^0(?=[0-7])/, ""), isHex ? 16 : octal(text));
  const isSmall = value < 2 ** (isUnsigned || isHex ? 32 : 31);
  if (isSmall && !/l/i.test(text)) {
    return typeOfInteger({ bits: 32, signed: !isUnsigned && value < 2 ** 31 });
  }
  return typeOfInteger({ bits: 64, signed: !isUnsigned && value < 2 ** 63 });
}

function octal(text: string): number {
  return /^0[0-7]/.test(text) ? 8 : 10;
}

function typeOfBinary(scope: Scope, node: Node): CType | null {
  const operator = fieldOf(node, "operator").text;
  const [left, right] = [fieldOf(node, "left"), fieldOf(node, "right")];
  if (/^(<|>|<=|>=|==|!=|&&|\|\|)$/.test(operator)) return typeOfInteger(INT);
  const shifted = operator === "<<" || operator === ">>" ? integerOf(scope, left) : null;
  if (shifted !== null) return typeOfInteger(promoted(shifted));
  return either(scope, left, right);
}

function typeOfUnary(scope: Scope, node: Node): CType | null {
  if (fieldOf(node, "operator").text === "!") return typeOfInteger(INT);
  const integer = integerOf(scope, fieldOf(node, "argument"));
  return integer === null ? null : typeOfInteger(promoted(integer));
}

/** What two numbers are counted as; what is a pointer stays one. */
function either(scope: Scope, left: Node, right: Node): CType | null {
  const [a, b] = [integerOf(scope, left), integerOf(scope, right)];
  if (a !== null && b !== null) return typeOfInteger(common(a, b));
  const types = [ctypeOf(scope, left), ctypeOf(scope, right)];
  return types.find((type) => type !== null && type.pointers + type.dimensions.length > 0) ?? null;
}
