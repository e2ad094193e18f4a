/** Translates the declarations of a function's variables. */

import { isEnumeration, structOf } from "../api/api.js";
import type { Node } from "../c/grammar.js";
import { fieldOf, hasWord, isPrototype, mentionsOf, Untranslatable, within } from "../c/syntax.js";
import { isPointerToOther } from "../expressions/aliases.js";
import { inMemory, inMemoryWithNul } from "../expressions/bytes.js";
import { copied } from "../expressions/copies.js";
import { emptyArray, emptyOf } from "../expressions/empty.js";
import type { Expressions } from "../expressions/expression.js";
import { hasGaps, initialValue, isZero, isZeros, itemsOf } from "../expressions/initializer.js";
import { elementOf, isNullable, primary, withoutNull } from "../expressions/value.js";
import { type CType, declared, tsTypeOf } from "../program/ctypes.js";
import { paramPlace } from "../program/program.js";
import { type Local, renamed } from "../program/scope.js";
import { isOnlyEntry, listType, writesOf } from "../program/uses.js";
import { isFirstAssigned, isRoomFor, roomOf } from "./first_value.js";
import { isJumpedOver } from "./goto.js";
import { isWalker } from "./walk.js";

/** A variable that is declared, with its first value. */
export interface Variable {
  readonly name: string;
  readonly type: CType;
  readonly value: Node | null;
}

/** The declarations within one function. */
export class Declarations {
  private readonly expressions: Expressions;
  private readonly body: Node;
  /** Assignments of room for a text, which becomes one where it is written. */
  readonly rooms: Set<number> = new Set<number>();
  /** The variables of the declaration that is being translated. */
  private readonly begun: Set<string> = new Set<string>();
  /** Declarations that stand before the function: of variables that live on between its calls. */
  readonly kept: string[] = [];

  constructor(expressions: Expressions, body: Node) {
    this.expressions = expressions;
    this.body = body;
  }

  /** The lines of a declaration. One whose first value comes later has none. */
  lines(node: Node, indent: string): string[] {
    this.begun.clear();
    return node.childrenForFieldName("declarator").flatMap((declarator) => {
      const { name, type } = declared(fieldOf(node, "type"), declarator);
      if (isPrototype(declarator) || isOnlyFreed(this.body, declarator, name)) return [];
      const value = declarator.childForFieldName("value");
      if (isJumpedOver(node, name)) throw JUMPED;
      if (hasWord(node, "static")) return this.keep({ name, type, value });
      return this.variable({ name, type, value }).map((line) => `${indent}${line};`);
    });
  }

  /** A `static` variable stands before the function, under a name that no other function has. */
  private keep(variable: Variable): [] {
    const { name } = variable;
    const { locals, name: owner } = this.expressions;
    const made = this.variable(variable);
    const local = locals.get(name);
    if (local === undefined) return [];
    const lines = made.length > 0 ? made : [this.empty({ ...local, pending: null }, variable)];
    const code = `${owner}_${name}`;
    const isOneLiteral = this.expressions.known.has(`${renamed(name)} ===`);
    if (isOneLiteral) this.expressions.known.add(`${code} ===`);
    const declared = new RegExp(`^(let|const) ${renamed(name)}\\b`);
    this.kept.push(...lines.map((line) => `${line.replace(declared, `$1 ${code}`)};`));
    locals.set(name, { ...(locals.get(name) ?? local), pending: null, code });
    return [];
  }

  private variable(variable: Variable): string[] {
    const { name, type } = variable;
    const local = this.localOf(variable);
    this.expressions.locals.set(name, local);
    this.begun.add(name);
    this.expressions.forget(renamed(name));
    if (local.boxed) return [this.box(local, variable)];
    if (/^(string|AosString|Buffer)$/.test(withoutNull(local.ts)) && type.dimensions.length > 0) {
      return this.characters(local, variable);
    }
    return type.dimensions.length > 0 ? this.array(local, variable) : this.one(local, variable);
  }

  /** A variable that is no array. */
  private one(local: Local, variable: Variable): string[] {
    const { name, type, value } = variable;
    const isGiven = value !== null && value.text !== "NULL";
    const isRoom = isGiven && isPlainText(local) && isRoomFor(this.body, name, value);
    if (isGiven && !isRoom) return this.first(local, variable, value);
    // The loop declares its element itself.
    if (value === null && type.pointers > 0 && isWalker(this.body, name)) return [];
    return this.isObject(local, type) ? this.object(local, variable) : this.later(local, variable);
  }

  private localOf({ name, type, value }: Variable): Local {
    const { needs, name: owner } = this.expressions;
    const { program, module } = needs;
    const place = paramPlace({ module, name: owner }, name);
    const plain = tsTypeOf(type, program.types);
    if (plain === null) throw NO_COUNTERPART;
    if (type.base === "float") needs.note(this.body, FLOATS, "Math.fround rounds as C does.");
    const ts = listType(program.learned.typed(plain, place), program, this.body, name);
    const role = type.dimensions.length === 0 && this.isAlias(name, value) ? "alias" : "variable";
    const isBoxed =
      !this.isObject({ ts }, type) && this.isAddressed(name) && !ts.startsWith("Out<");
    return { ts, boxed: isBoxed && type.dimensions.length === 0, pending: null, place, role, type };
  }

  /** Whether a variable is a structure itself, and no pointer to one. */
  private isObject({ ts }: Pick<Local, "ts">, { pointers }: CType): boolean {
    const { program } = this.expressions.needs;
    if (pointers > 0) return false;
    return program.types.structs.has(ts) || ts === "Out<Stats>" || isStructure(ts);
  }

  /** Whether a pointer leads to what another variable leads to. */
  private isAlias(name: string, value: Node | null): boolean {
    const given = within(this.body, "assignment_expression")
      .filter((node) => fieldOf(node, "left").text === name)
      .map((node) => fieldOf(node, "right"));
    return [...given, ...(value === null ? [] : [value])].some(isPointerToOther);
  }

  /** Whether the address of a variable is handed on, other than to have a pool made. */
  private isAddressed(name: string): boolean {
    return within(this.body, "pointer_expression").some((node) => {
      const { text, parent } = node;
      const call = parent?.parent;
      const callee = call?.childForFieldName("function")?.text ?? "";
      return text.replaceAll(" ", "") === `&${name}` && !/^(aos_pool_create|memset)$/.test(callee);
    });
  }

  private box({ ts }: Local, { name, type, value }: Variable): string {
    const { needs } = this.expressions;
    const held = withoutNull(ts);
    const scalar = /^(number|double|bigint|AosBool)$/.test(held);
    const given =
      value === null ? null : initialValue(this.expressions, value, `${held} | null`, { type });
    const code = given?.code ?? (scalar ? (emptyOf(needs, type, held) ?? "") : "");
    const list = code === "null" ? "" : code;
    return `const ${renamed(name)} = ${needs.name("out")}<${needs.type(held)}>(${list})`;
  }

  /** An array of characters: a text, one that is written to by others, or memory. */
  private characters(local: Local, { name, type, value }: Variable): string[] {
    const { needs } = this.expressions;
    const held = withoutNull(local.ts);
    if (held === "AosString") {
      const text = value === null || isZero(value) ? "" : this.expressions.translate(value).code;
      return [`const ${renamed(name)} = ${needs.name("aosString")}(${text})`];
    }
    if (held === "Buffer") return [`const ${renamed(name)} = ${this.memory(type, value)}`];
    if (value === null || (isZeros(value) && isFirstAssigned(this.body, name))) {
      const text = { ...local, ts: held };
      this.expressions.locals.set(name, text);
      return this.later(text, { name, type, value });
    }
    const first = initialValue(this.expressions, value, "string");
    const keyword = this.keyword(name, "string");
    this.expressions.heldOnly(primary(renamed(name), "string"), first, keyword === "const");
    return [`${keyword} ${renamed(name)} = ${first.code}`];
  }

  private memory(type: CType, value: Node | null): string {
    const empty = emptyArray(this.expressions, type, "Buffer");
    if (value === null || isZero(value) || isZeros(value)) {
      if (empty === null) throw NO_COUNTERPART;
      return empty;
    }
    const first = initialValue(this.expressions, value, null);
    const isList = value.type === "initializer_list";
    const [size = null] = type.dimensions;
    if (size === null) return (isList ? inMemory(first) : inMemoryWithNul(first)).code;
    const { code: count } = this.expressions.translate(size);
    const { code } = inMemory(first);
    const isFull = isList && `${itemsOf(value).length}` === count;
    // What is left over is 0.
    return isFull ? code : `Buffer.concat([${code}], ${count})`;
  }

  private array(local: Local, { name, type, value }: Variable): string[] {
    const { needs } = this.expressions;
    const isGappy = value !== null && hasGaps(value);
    const ts = local.ts === "string[]" && isGappy ? "(string | null)[]" : local.ts;
    this.expressions.locals.set(name, { ...local, ts });
    const empty = value === null || isZeros(value) ? emptyArray(this.expressions, type, ts) : null;
    if (empty !== null) return [`const ${renamed(name)} = ${empty}`];
    if (value === null) throw NO_COUNTERPART;
    const { code } = initialValue(this.expressions, value, ts);
    const isPlain = /^(string|number|double)(\[\])+$/.test(ts);
    return [`const ${renamed(name)}${isPlain ? "" : `: ${needs.type(ts)}`} = ${code}`];
  }

  private first(local: Local, variable: Variable, value: Node): string[] {
    return this.isObject(local, variable.type)
      ? this.whole(local, variable, value)
      : this.given(local, variable, value);
  }

  /** A structure with its first values. */
  private whole({ ts }: Local, { name }: Variable, value: Node): string[] {
    const first = initialValue(this.expressions, value, ts);
    const type = first.code.startsWith("{") ? `: ${this.expressions.needs.type(ts)}` : "";
    return [`const ${renamed(name)}${type} = ${copied(this.expressions, value, first).code}`];
  }

  private given(local: Local, { name, type }: Variable, value: Node): string[] {
    const isPointer = type.pointers > 0;
    if (isPointer) this.learnMany(local, value);
    const wanted = isPointer && !isNullable(local.ts) ? `${local.ts} | null` : local.ts;
    const first = initialValue(this.expressions, value, wanted, { type, place: local.place });
    const keyword = this.keyword(name, local.ts);
    const { code } = first;
    const ts = /^(unknown|fresh)$/.test(first.ts) ? local.ts : first.ts;
    const held = keyword === "const" || !isNullable(ts) ? ts : wanted;
    const isReset = keyword === "let" && isPointer && this.getsNull(local);
    const declaredTs = kept(isReset ? `${withoutNull(held)} | null` : held, local.ts);
    this.expressions.locals.set(name, { ...local, ts: declaredTs });
    if (!isNullable(first.ts) && isNullable(declaredTs)) this.expressions.known.add(renamed(name));
    this.expressions.heldOnly(primary(renamed(name), local.ts), first, keyword === "const");
    const annotation = this.annotation(keyword, declaredTs, first.ts, code);
    return [`${keyword} ${renamed(name)}${annotation} = ${code}`];
  }

  /** A pointer that begins at an array leads to many. */
  private learnMany({ place }: Local, value: Node): void {
    if (value.type !== "identifier") return;
    const element = elementOf(withoutNull(this.expressions.translate(value).ts));
    if (element !== null) this.expressions.needs.program.learned.learn("array", place);
  }

  /** The type of a variable that will hold what its first value does not tell. */
  private annotation(keyword: string, ts: string, first: string, code: string): string {
    if (keyword === "let" && isEnumeration(ts)) return `: ${this.expressions.needs.type(ts)}`;
    const isLiteral = code.startsWith("{");
    const isTold = ts === first || (isNullable(ts) === isNullable(first) && !isLiteral);
    if (isTold || (keyword === "const" && !isLiteral)) return "";
    return `: ${this.expressions.needs.type(ts)}`;
  }

  private getsNull({ place }: Local): boolean {
    return this.expressions.needs.program.learned.has("nullable", place);
  }

  private object({ ts }: Local, { name, type }: Variable): string[] {
    const { needs } = this.expressions;
    const empty = ts.startsWith("Out<")
      ? `${needs.name("out")}<${needs.type(ts.slice(4, -1))}>()`
      : emptyOf(needs, type, ts);
    if (empty === null) {
      throw new Untranslatable(
        `nothing makes an empty ${type.base}`,
        "Write an object literal with its fields.",
      );
    }
    const told = empty.startsWith("{") ? `: ${needs.type(ts)}` : "";
    return [`const ${renamed(name)}${told} = ${empty}`];
  }

  /** A variable without a value: it is declared where it gets its first one, if that is plain to see. */
  private later(local: Local, variable: Variable): string[] {
    const { name, type } = variable;
    if (type.pointers > 0 && isOnlyEntry(this.body, name)) {
      this.expressions.locals.set(name, { ...local, role: "entry" });
      return [];
    }
    const isText = isPlainText(local);
    const room = isText ? roomOf(this.body, name) : null;
    if (room !== null) this.rooms.add(room.id);
    const writers = writesOf(this.body, name, isText) - (room === null ? 0 : 1);
    if (room !== null || isFirstAssigned(this.body, name)) {
      local.pending = writers > 1 ? "let" : "const";
      return [];
    }
    return [this.empty(local, variable)];
  }

  /** A variable whose first value comes in a branch or a loop. */
  private empty(local: Local, { name, type, value }: Variable): string {
    const { needs } = this.expressions;
    const isPointer = type.pointers > 0;
    const keyword = this.keyword(name, local.ts);
    const code = isPointer ? "null" : emptyOf(needs, type, local.ts);
    if (code === null) throw NO_COUNTERPART;
    if (isPointer && isPlainText(local) && value === null && !this.getsNull(local)) {
      return `${keyword} ${renamed(name)} = ""`;
    }
    if (code !== "null") return `${keyword} ${renamed(name)} = ${code}`;
    const ts = `${withoutNull(local.ts)} | null`;
    this.expressions.locals.set(name, { ...local, ts });
    return `${keyword} ${renamed(name)}: ${needs.type(ts)} = null`;
  }

  /** The variables that are declared where they get their first value, which is still to come. */
  awaited(): readonly string[] {
    const { locals } = this.expressions;
    return [...locals.keys()].filter((name) => this.expressions.isPending(name));
  }

  /** Declares those of some variables whose first value a statement would give, which is left to a hand. */
  withoutValue(names: readonly string[], statement: Node): string[] {
    const { locals, needs } = this.expressions;
    const mentioned = new Set(within(statement, "identifier").map(({ text }) => text));
    return names.flatMap((name) => {
      const local = locals.get(name);
      if (local === undefined || !mentioned.has(name)) return [];
      locals.set(name, { ...local, pending: null });
      return [`let ${renamed(name)}!: ${needs.type(local.ts)};`];
    });
  }

  /** Declares the variables of the declaration that was begun last, when it is marked itself. */
  left(): string[] {
    const { locals, needs } = this.expressions;
    return [...this.begun].flatMap((name) => {
      const local = locals.get(name);
      if (local?.pending !== null || local.role === "entry") return [];
      const type = local.boxed ? `Out<${withoutNull(local.ts)}>` : local.ts;
      return [`let ${renamed(name)}!: ${needs.type(type)};`];
    });
  }

  private keyword(name: string, ts: string): "let" | "const" {
    return writesOf(this.body, name, withoutNull(ts) === "string") > 0 ? "let" : "const";
  }
}

const FLOATS = "a float counts with all the digits of a double";

const JUMPED: Untranslatable = new Untranslatable(
  "a variable is declared where goto jumps over it, and asked for behind the label",
  "Declare it before the first goto.",
);

const NO_COUNTERPART: Untranslatable = new Untranslatable(
  "a variable of a type that has no counterpart",
  "Texts are strings, memory is a Buffer, structures are classes.",
);

function isPlainText({ ts }: Local): boolean {
  return withoutNull(ts) === "string";
}

/** Whether a type is a structure of the SDK: all but its numbers, and what is only known by pointers. */
function isStructure(ts: string): boolean {
  return structOf(ts.replace(/<.*>$/, "")) !== undefined;
}

/** What is known of a value's type, unless it is none of the variable's. */
function kept(ts: string, local: string): string {
  return withoutNull(ts) === withoutNull(local) ||
    !/^(number|double|bigint|string|char)$/.test(withoutNull(local))
    ? ts
    : isNullable(ts)
      ? `${withoutNull(local)} | null`
      : local;
}

/** Whether a pointer that has another one's value is only there to free what it leads to. */
function isOnlyFreed(body: Node, declarator: Node, name: string): boolean {
  if (!/^(identifier|field_expression)$/.test(declarator.childForFieldName("value")?.type ?? ""))
    return false;
  const [, ...others] = mentionsOf(body, name);
  return others.length > 0 && others.every((one) => one.parent?.parent?.text === `free(${name})`);
}
