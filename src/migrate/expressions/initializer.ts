/** The first values of arrays and structures, and empty ones. */

import type { Node } from "../c/grammar.js";
import { childrenOf, fieldOf, Untranslatable } from "../c/syntax.js";
import { type CType, type Declared, type OwnStruct, resolved } from "../program/ctypes.js";
import { integerNamed } from "../program/integers.js";
import type { Scope } from "../program/scope.js";
import { ownField } from "./access.js";
import { adapted } from "./adapt.js";
import { refuseCopy } from "./aliases.js";
import { fitted } from "./cut.js";
import { codeAt, elementOf, isWide, LEVEL, primary, type Value } from "./value.js";

/** `{ … }`, as a value of a type; `null` for one that nobody says. */
export function initializer(scope: Scope, node: Node, ts: string | null): Value {
  if (ts !== null) {
    const struct = scope.needs.program.types.structs.get(ts);
    if (struct !== undefined) return structure(scope, struct, itemsOf(node));
  }
  const element = ts === null ? null : elementOf(ts);
  const items = itemsOf(node);
  if (ts === "string" && items.every(isZero)) return primary('""', "string");
  if (ts === "Buffer") return primary(`Buffer.from([${listed(scope, items, "number")}])`, "Buffer");
  if (ts !== null && element === null) {
    throw new Untranslatable(`an initialiser of ${ts}`, "Write its fields one by one.");
  }
  return primary(`[${listed(scope, items, element)}]`, ts ?? "unknown");
}

export function itemsOf(node: Node): Node[] {
  return childrenOf(node).filter(({ type }) => type !== "comment");
}

function listed(scope: Scope, items: readonly Node[], element: string | null): string {
  return items.map((item) => codeAt(initialValue(scope, item, element), LEVEL.assign)).join(", ");
}

/** The type of a field, for its first value. */
function typedBy(fields: readonly Declared[], name: string): { readonly type?: CType } {
  const type = fields.find((field) => field.name === name)?.type;
  return type === undefined ? {} : { type };
}

/** A first value, within an initialiser or after `=`, of a variable of a type and its place. */
export function initialValue(
  scope: Scope,
  node: Node,
  ts: string | null,
  { type, place }: { readonly type?: CType; readonly place?: string } = {},
): Value {
  if (node.type === "initializer_list") return initializer(scope, node, ts);
  const { types, learned } = scope.needs.program;
  const to = type === undefined ? null : integerNamed(resolved(type, types));
  const value = fitted(scope, scope.translate(node), node, to);
  if (ts === null) return value;
  refuseCopy(node, value, ts);
  if (isWide(value)) learned.widen(ts, place);
  if (value.ts === "null" && place !== undefined) learned.learn("nullable", place);
  return adapted(scope, value, ts);
}

/** Whether some of the pointers of an array are NULL. */
export function hasGaps(list: Node): boolean {
  return list.type === "initializer_list" && childrenOf(list).some(({ text }) => text === "NULL");
}

export function isZero({ text }: Node): boolean {
  return /^(0|NULL|'\\0'|""|\{0\})$/.test(text);
}

/** `{ 0 }`: whether there is nothing but zeros in a list. */
export function isZeros(value: Node): boolean {
  return value.type === "initializer_list" && childrenOf(value).every(isZero);
}

/** An object with all fields; what is left out is as the class has it. */
function structure(scope: Scope, struct: OwnStruct, items: readonly Node[]): Value {
  const { name, fields } = struct;
  const empty = `new ${scope.needs.type(name)}()`;
  const [first] = items;
  if (first === undefined || (items.length === 1 && isZero(first))) return primary(empty, name);
  const given = items.map((item, i) => {
    const isNamed = item.type === "initializer_pair";
    const field = isNamed ? fieldOf(item, "designator").text.slice(1) : (fields[i]?.name ?? "");
    const wanted = ownField(scope, name, field);
    if (wanted === null) throw new Untranslatable(`an initialiser of ${name}`, "Name its fields.");
    const value = initialValue(scope, isNamed ? fieldOf(item, "value") : item, wanted.ts, {
      ...typedBy(fields, field),
      place: wanted.place,
    });
    return value.code === field ? field : `${field}: ${codeAt(value, LEVEL.assign)}`;
  });
  const object = `{ ${given.join(", ")} }`;
  return given.length === fields.length
    ? primary(object, name)
    : primary(`Object.assign(${empty}, ${object})`, name);
}
