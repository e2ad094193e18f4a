/** Translates C expressions. */

import { excludedOf, structOf } from "./api.js";
import { adapted, callOf } from "./calls.js";
import type { Node } from "./grammar.js";
import { type Local, type ModuleNeeds, valueOfName } from "./scope.js";
import { childrenOf, fieldOf, SYNTAX_ADVICE, Untranslatable } from "./syntax.js";
import { codeAt, isNullable, LEVEL, primary, type Value, withoutNull } from "./value.js";

const OPERATORS: Readonly<Record<string, readonly [ts: string, level: number]>> = {
  "||": ["||", LEVEL.or],
  "&&": ["&&", LEVEL.and],
  "|": ["|", LEVEL.bitOr],
  "^": ["^", LEVEL.bitXor],
  "&": ["&", LEVEL.bitAnd],
  "==": ["===", LEVEL.equality],
  "!=": ["!==", LEVEL.equality],
  "<": ["<", LEVEL.relation],
  ">": [">", LEVEL.relation],
  "<=": ["<=", LEVEL.relation],
  ">=": [">=", LEVEL.relation],
  "<<": ["<<", LEVEL.shift],
  ">>": [">>", LEVEL.shift],
  "+": ["+", LEVEL.sum],
  "-": ["-", LEVEL.sum],
  "*": ["*", LEVEL.product],
  "/": ["/", LEVEL.product],
  "%": ["%", LEVEL.product],
};

/** The expressions of one function, or of a module's top. */
export class Expressions {
  readonly locals: Map<string, Local>;
  readonly needs: ModuleNeeds;

  constructor(needs: ModuleNeeds, locals: Map<string, Local> = new Map<string, Local>()) {
    this.needs = needs;
    this.locals = locals;
  }

  translate(node: Node): Value {
    switch (node.type) {
      case "parenthesized_expression":
        return this.inner(node);
      case "identifier":
        return this.named(node.text);
      case "call_expression":
        return callOf(this, node);
      case "field_expression":
        return this.field(node);
      case "pointer_expression":
        return this.pointer(node);
      case "binary_expression":
        return this.binary(node);
      case "unary_expression":
        return this.unary(node);
      case "conditional_expression":
        return this.conditional(node);
      case "subscript_expression":
        return this.subscript(node);
      default:
        return literalOf(node) ?? this.other(node);
    }
  }

  private other(node: Node): Value {
    if (node.type === "initializer_list") return this.list(node);
    if (node.type === "cast_expression") return this.translate(fieldOf(node, "value"));
    return this.change(node);
  }

  /** A condition: numbers are true unless 0, pointers unless NULL. */
  condition(node: Node): Value {
    const value = this.translate(node);
    return this.isPointer(value)
      ? { code: `${codeAt(value, LEVEL.equality)} !== null`, ts: "boolean", level: LEVEL.equality }
      : value;
  }

  private inner(node: Node): Value {
    const [child] = childrenOf(node).filter(({ type }) => type !== "comment");
    if (child === undefined)
      throw new Untranslatable("the syntax is not understood", SYNTAX_ADVICE);
    return this.translate(child);
  }

  named(name: string): Value {
    const value = valueOfName(name, this.locals, this.needs);
    if (value !== null) return value;
    const why = excludedOf(name)?.why;
    throw new Untranslatable(
      `${name} has no counterpart${why === undefined ? "" : ` (${why})`}`,
      "Write what the program wants of it by hand; docs/porting.md has the port of most idioms.",
    );
  }

  /** What a pointer leads to. One that may be NULL is followed with a check, where C would crash. */
  followed(value: Value): Value {
    if (!isNullable(value.ts)) return value;
    this.needs.follows = true;
    return primary(`followed(${value.code})`, withoutNull(value.ts));
  }

  adapted(value: Value, ts: string): Value {
    return adapted(this, value, ts);
  }

  private field(node: Node): Value {
    const owner = this.followed(this.translate(fieldOf(node, "argument")));
    const name = fieldOf(node, "field").text;
    const field = structOf(owner.ts)?.fields.find(({ c }) => c === name);
    if (field !== undefined && field.ts !== null) {
      return primary(`${codeAt(owner, LEVEL.primary)}.${field.ts}`, field.tsType);
    }
    throw new Untranslatable(
      `the field ${name} has no counterpart, or it is not known of what it is`,
      "Look at the structure in the package's types.",
    );
  }

  /** The address of a structure is the structure; `*p` is what an out-parameter holds. */
  private pointer(node: Node): Value {
    const argument = fieldOf(node, "argument");
    if (fieldOf(node, "operator").text === "*") {
      const value = this.translate(argument);
      const held = /^Out<(.*)>( \| null)?$/.exec(value.ts)?.[1];
      if (held === undefined)
        throw new Untranslatable("a pointer is followed that is no out-parameter", POINTERS);
      return primary(`${this.followed(value).code}.value`, `${held} | null`);
    }
    if (argument.type === "identifier") {
      const local = this.locals.get(argument.text);
      if (local?.boxed === true)
        return primary(this.named(argument.text).code.replace(/\.value$/, ""), `Out<${local.ts}>`);
    }
    const value = this.translate(argument);
    if (/^(Aos|Oss|Apr)/.test(value.ts)) return value;
    throw new Untranslatable("an address is taken that has no counterpart", POINTERS);
  }

  private binary(node: Node): Value {
    const elements = this.elementCount(node);
    if (elements !== null) return elements;
    const operator = fieldOf(node, "operator").text;
    const [ts, level] = OPERATORS[operator] ?? ["", 0];
    const isLogical = operator === "&&" || operator === "||";
    const sides = [fieldOf(node, "left"), fieldOf(node, "right")] as const;
    const [left, right] = alike(...this.sides(sides, isLogical));
    const isTruth = isLogical || level === LEVEL.equality || level === LEVEL.relation;
    if (level === LEVEL.relation || !isTruth) this.refuseText(left, right);
    const code = `${codeAt(left, level)} ${ts} ${codeAt(right, level + 1)}`;
    if (isTruth) return { code, ts: "boolean", level };
    return operator === "/" && left.ts === "number"
      ? primary(`Math.trunc(${code})`, "number")
      : { code, ts: left.ts === "bigint" ? "bigint" : "number", level };
  }

  /** `sizeof(array) / sizeof(array[0])` is the length of an array. */
  private elementCount(node: Node): Value | null {
    const array = /^sizeof\s*\(?(\w+)\)?\s*\/\s*sizeof\s*\(?(?:\1\[0\]|\*\1)\)?$/.exec(
      node.text,
    )?.[1];
    if (array === undefined) return null;
    const value = this.named(array);
    return value.ts.endsWith("[]") ? primary(`${value.code}.length`, "number") : null;
  }

  private sides([left, right]: readonly [Node, Node], isLogical: boolean): [Value, Value] {
    return isLogical
      ? [this.condition(left), this.condition(right)]
      : [this.translate(left), this.translate(right)];
  }

  /** Arithmetic with pointers has no counterpart. */
  private refuseText(...values: readonly Value[]): void {
    if (
      values.some(({ ts }) => ts !== "number" && ts !== "bigint" && !/^(Aos|Oss|Http)\w+$/.test(ts))
    ) {
      throw new Untranslatable("arithmetic with pointers or characters", POINTERS);
    }
  }

  private unary(node: Node): Value {
    const operator = fieldOf(node, "operator").text;
    const value = this.translate(fieldOf(node, "argument"));
    if (operator === "!" && this.isPointer(value)) {
      return {
        code: `${codeAt(value, LEVEL.equality)} === null`,
        ts: "boolean",
        level: LEVEL.equality,
      };
    }
    const ts = operator === "!" ? "boolean" : value.ts;
    return { code: `${operator}${codeAt(value, LEVEL.unary)}`, ts, level: LEVEL.unary };
  }

  isPointer({ ts }: Value): boolean {
    return !/^(number|bigint|boolean|AosBool|null)$/.test(withoutNull(ts)) && ts !== "unknown";
  }

  private conditional(node: Node): Value {
    const condition = this.condition(fieldOf(node, "condition"));
    const yes = this.translate(fieldOf(node, "consequence"));
    const no = this.translate(fieldOf(node, "alternative"));
    const code = [codeAt(condition, LEVEL.or), codeAt(yes, LEVEL.assign), codeAt(no, LEVEL.assign)];
    const ts = yes.ts === "null" ? `${withoutNull(no.ts)} | null` : yes.ts;
    return {
      code: `${code[0] ?? ""} ? ${code[1] ?? ""} : ${code[2] ?? ""}`,
      ts,
      level: LEVEL.conditional,
    };
  }

  private list(node: Node): Value {
    const items = childrenOf(node).map((item) => codeAt(this.translate(item), LEVEL.assign));
    return primary(`[${items.join(", ")}]`, "unknown");
  }

  private subscript(node: Node): Value {
    const array = this.translate(fieldOf(node, "argument"));
    const index = this.translate(fieldOf(node, "index"));
    if (array.ts === "string[]")
      return { code: `${array.code}[${index.code}] ?? ""`, ts: "string", level: LEVEL.conditional };
    if (array.ts === "number[]")
      return { code: `${array.code}[${index.code}] ?? 0`, ts: "number", level: LEVEL.conditional };
    throw new Untranslatable(
      "an element is read of what is no array of numbers or texts",
      POINTERS,
    );
  }

  /** Assignments within expressions, `i++`, `sizeof`: only where a statement has nothing else. */
  private change(node: Node): Value {
    if (node.type === "update_expression") {
      const value = this.translate(fieldOf(node, "argument"));
      if (value.ts === "number")
        return primary(node.text.replace(fieldOf(node, "argument").text, value.code), "number");
    }
    throw new Untranslatable(
      `${node.type.replaceAll("_", " ")} is not translated here`,
      SYNTAX_ADVICE,
    );
  }
}

const POINTERS =
  "Texts are strings here and memory is a Buffer: use slice, subarray, indexOf and the like.";

/** Numbers of a kind: C converts, TypeScript does not mix them. */
function alike(left: Value, right: Value): [Value, Value] {
  if (left.ts === "bigint" && right.ts === "number") return [left, big(right)];
  if (right.ts === "bigint" && left.ts === "number") return [big(left), right];
  return [left, right];
}

function big(value: Value): Value {
  const literal = /^\d+$/.test(value.code);
  return primary(literal ? `${value.code}n` : `BigInt(${value.code})`, "bigint");
}

function literalOf(node: Node): Value | null {
  const { text } = node;
  switch (node.type) {
    case "null":
      return primary("null", "null");
    case "number_literal":
      return primary(text.replace(/(?<!x.*)[uUlLfF]+$|[uUlL]+$/, ""), "number");
    case "string_literal":
      return primary(stringLiteral(text), "string");
    case "concatenated_string":
      return primary(stringLiteral(childrenOf(node).map(pieceOf).join("")), "string");
    default:
      return null;
  }
}

function pieceOf(node: Node): string {
  if (node.type === "string_literal") return node.text;
  if (/^APR_\w+_FMT$/.test(node.text)) return '"d"';
  throw new Untranslatable(`the text of ${node.text} is not known`, SYNTAX_ADVICE);
}

/** A string literal of C, adjacent ones made one, in the escapes of TypeScript. */
function stringLiteral(text: string): string {
  const joined = text.replace(/(?<!\\)""/g, (pair, at: number) =>
    at > 0 && at < text.length - 2 ? "" : pair,
  );
  return joined.replace(/\\([0-7]{1,3}|a|\?)/g, (_, escape: string) => {
    if (escape === "a") return "\\x07";
    if (escape === "?") return "?";
    return `\\x${Number.parseInt(escape, 8).toString(16).padStart(2, "0")}`;
  });
}
