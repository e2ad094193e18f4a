/** Translates C expressions. */

import { excludedOf, isEnumeration } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, lineOf, SYNTAX_ADVICE, Untranslatable } from "../c/syntax.js";
import { tsTypeOf } from "../program/ctypes.js";
import {
  type Local,
  type ModuleNeeds,
  type Scope,
  type Target,
  valueOfName,
} from "../program/scope.js";
import { ctypeOf, integerOf } from "../program/typing.js";
import { fieldValue, pointerOf, subscriptOf } from "./access.js";
import { adapted } from "./adapt.js";
import { assignmentOf, updateOf } from "./assignment.js";
import { callOf } from "./calls.js";
import { castOf } from "./casts.js";
import { isLiteral, oneLiteral } from "./constants.js";
import { initializer } from "./initializer.js";
import { literalOf } from "./literal.js";
import type { Move } from "./moves.js";
import { binaryOf, conditionalOf, truthOf, unaryOf } from "./operators.js";
import { sizeOf } from "./sizes.js";
import { targetOf } from "./target.js";
import { isNullable, isNumber, LEVEL, placeOf, primary, type Value, withoutNull } from "./value.js";

/** The expressions of one function, or of a module's top. */
export class Expressions implements Scope {
  readonly locals: Map<string, Local>;
  readonly needs: ModuleNeeds;
  readonly name: string;
  /** The expressions that are not NULL at this place, though their type says that they may be, and literals. */
  readonly known: Set<string> = new Set<string>();
  moves: Map<number, Node> | null = null;

  constructor(
    needs: ModuleNeeds,
    name = "",
    locals: Map<string, Local> = new Map<string, Local>(),
  ) {
    this.needs = needs;
    this.name = name;
    this.locals = locals;
  }

  /** The whole of the file that a node is in. */
  root(node: Node): Node {
    return node.tree.rootNode;
  }

  translate(node: Node): Value {
    switch (node.type) {
      case "parenthesized_expression":
        return this.inner(node);
      case "identifier":
        return this.narrowed(this.named(node.text, node));
      case "call_expression":
        return callOf(this, node);
      case "field_expression":
        return this.narrowed(fieldValue(this, node));
      case "pointer_expression":
        return this.narrowed(pointerOf(this, node));
      case "binary_expression":
        return binaryOf(this, node);
      case "unary_expression":
        return unaryOf(this, node);
      case "conditional_expression":
        return conditionalOf(this, node);
      case "subscript_expression":
        return subscriptOf(this, node);
      default:
        return this.literalOf(node) ?? this.other(node);
    }
  }

  private other(node: Node): Value {
    switch (node.type) {
      case "initializer_list":
        return initializer(this, node, null);
      case "compound_literal_expression":
        return this.literal(node);
      case "cast_expression":
        return castOf(this, node);
      case "sizeof_expression":
        return sizeOf(this, node);
      case "update_expression":
        return this.update(node);
      case "assignment_expression":
        return this.assignment(node);
      case "comma_expression":
        return this.comma(node);
      default:
        throw new Untranslatable(
          `${node.type.replaceAll("_", " ")} is not translated here`,
          SYNTAX_ADVICE,
        );
    }
  }

  /** A condition: numbers are true unless 0, pointers unless NULL. */
  condition(node: Node): Value {
    return truthOf(this, this.translate(node));
  }

  /** What is made while some expressions are known not to be NULL. */
  knowing<T>(codes: readonly string[], make: () => T): T {
    const added = codes.filter((code) => !this.known.has(code));
    for (const code of added) this.known.add(code);
    const made = make();
    for (const code of added) this.known.delete(code);
    return made;
  }

  /** What is made of a statement, and the pointers that move when it is done. */
  moving<T>(make: () => T): readonly [made: T, moves: readonly Move[]] {
    const moves = new Map<number, Node>();
    this.moves = moves;
    try {
      const made = make();
      const moved = [...moves.values()].map((update) => ({
        name: fieldOf(update, "argument").text,
        code: updateOf(this, update),
      }));
      return [made, moved];
    } finally {
      this.moves = null;
    }
  }

  /** Notes what a target holds from now on. */
  assigned(target: Target, value: Value): void {
    this.forget(target.read);
    if (!isNullable(value.ts) && value.ts !== "unknown") this.known.add(target.read);
    this.heldOnly(primary(target.read, target.ts), value, target.code.startsWith("const "));
  }

  /** Notes that a constant, or a variable whose type is a few literals, holds one. */
  heldOnly(variable: Value, value: Value, isConst: boolean): void {
    if (!isConst && !isEnumeration(withoutNull(variable.ts))) return;
    if (!isLiteral(this, value)) return;
    for (const fact of oneLiteral(variable)) this.known.add(fact);
  }

  /** What is known of an expression, and of what it leads to, is so no longer. */
  forget(code: string): void {
    for (const known of this.known) {
      if (known === code || known === `${code} ===` || known.startsWith(`${code}.`))
        this.known.delete(known);
    }
  }

  /** Of what is known, only that stays which was known elsewhere, too; `all`: that and nothing else is known. */
  knowOnly(codes: ReadonlySet<string>, all = true): void {
    const kept = all ? codes : [...codes].filter((code) => this.known.has(code));
    this.known.clear();
    for (const code of kept) this.known.add(code);
  }

  private narrowed(value: Value): Value {
    if (!this.known.has(value.code) || !isNullable(value.ts)) return value;
    return { ...value, ts: withoutNull(value.ts), isKnown: true };
  }

  private inner(node: Node): Value {
    const [child] = childrenOf(node).filter(({ type }) => type !== "comment");
    if (child === undefined)
      throw new Untranslatable("the syntax is not understood", SYNTAX_ADVICE);
    return this.translate(child);
  }

  named(name: string, node?: Node): Value {
    const value = valueOfName(name, this.locals, this.needs) ?? this.predefined(name, node);
    if (value !== null) return value;
    const why = excludedOf(name)?.why;
    throw new Untranslatable(
      `${name} has no counterpart${why === undefined ? "" : ` (${why})`}`,
      "Write what the program wants of it by hand; docs/porting.md has the port of most idioms.",
    );
  }

  /** What the C compiler puts in: the file, the line, the function. */
  private predefined(name: string, node?: Node): Value | null {
    if (name === "__FILE__") {
      const toPath = this.needs.external("node:url", "fileURLToPath");
      return primary(`${toPath}(import.meta.url)`, "string");
    }
    if (name === "__LINE__" && node !== undefined) return primary(`${lineOf(node)}`, "number");
    return /^__(func|FUNCTION)__$/.test(name) ? primary(JSON.stringify(this.name), "string") : null;
  }

  /** What a pointer leads to. One that may be NULL is followed with a check, where C would crash. */
  followed(value: Value): Value {
    if (!isNullable(value.ts)) return value;
    const held = withoutNull(value.ts);
    const code = `${this.needs.helper("followed")}(${value.loose ?? value.code})`;
    return { ...primary(code, held), ...placeOf(value) };
  }

  adapted(value: Value, ts: string): Value {
    return adapted(this, value, ts);
  }

  /** The program asks whether a pointer is NULL, so whoever hands it on may give NULL. */
  mayBeNull({ ts, place, code, among }: Value): void {
    if (ts === "string" && among !== undefined) this.needs.program.learned.learn("gaps", among);
    const local = this.locals.get(code);
    const isOwn = local === undefined || local.role === "parameter";
    const isText = /^(string|Buffer)$/.test(ts);
    if (isOwn && place !== undefined && (isText || !isNullable(ts)) && !this.known.has(code)) {
      this.needs.program.learned.learn("nullable", place);
    }
  }

  isPending(name: string): boolean {
    return (this.locals.get(name)?.pending ?? null) !== null;
  }

  target(node: Node): Target {
    return targetOf(this, node);
  }

  /** What is assigned is a value, too: `while ((n = next()) > 0)`. */
  private assignment(node: Node): Value {
    const code = assignmentOf(this, node);
    return { code, ts: this.translate(fieldOf(node, "left")).ts, level: LEVEL.assign };
  }

  private literalOf(node: Node): Value | null {
    const value = literalOf(node);
    if (value?.ts === "string" && /[^\x00-\x7f]|\\x[89a-f]/i.test(value.code)) {
      this.needs.note(
        node,
        "a text beyond ASCII: an index into it counts UTF-16 units, where C counts bytes",
        "Where the program counts in it, take the bytes: `Buffer.from(text)`.",
      );
    }
    return value;
  }

  /** `(type){ … }`. */
  private literal(node: Node): Value {
    const { program } = this.needs;
    const type = ctypeOf(this, node);
    const ts = type === null ? null : tsTypeOf(type, program.types);
    return initializer(this, fieldOf(node, "value"), ts);
  }

  private comma(node: Node): Value {
    const [first, last] = [fieldOf(node, "left"), fieldOf(node, "right")].map((part) =>
      this.translate(part),
    );
    if (first === undefined || last === undefined) return this.inner(node);
    return { code: `${first.code}, ${last.code}`, ts: last.ts, level: LEVEL.comma };
  }

  /** `i++`: of numbers. Where its value is asked for, so is it in TypeScript. */
  private update(node: Node): Value {
    const argument = fieldOf(node, "argument");
    const target = this.target(argument);
    if (!isNumber(target.ts) && target.ts !== "bigint") {
      throw new Untranslatable(
        "a pointer moves within an expression",
        "Move it on a line of its own.",
      );
    }
    const isPlain = this.translate(argument).code === target.read && this.isWhole(argument);
    if (!isPlain && !/^(\+\+|--)/.test(node.text)) {
      throw new Untranslatable(
        "what is counted on has to be cut within an expression",
        "Count on a line of its own.",
      );
    }
    const code = isPlain ? node.text.replace(argument.text, target.code) : updateOf(this, node);
    return { code, ts: target.ts, level: isPlain ? LEVEL.unary : LEVEL.assign };
  }

  /** Whether an integer needs not be cut where it is counted on. */
  private isWhole(node: Node): boolean {
    return (integerOf(this, node)?.bits ?? 32) >= 32;
  }
}
