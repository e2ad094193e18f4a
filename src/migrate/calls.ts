/** Translates calls: of the SDK, of the program's own functions, and of C's library. */

import { functionOf } from "./api.js";
import type { ApiFunction } from "./api_types.js";
import { tsTypeOf } from "./ctypes.js";
import { cuTestCall, isTest } from "./cutest.js";
import type { Node } from "./grammar.js";
import { libraryCall } from "./library.js";
import { type OwnFunction, ownFunction } from "./program.js";
import { renamed, type Scope } from "./scope.js";
import { argumentsOf, fieldOf, Untranslatable, within } from "./syntax.js";
import { codeAt, isNullable, LEVEL, primary, type Value, withoutNull } from "./value.js";

export function callOf(scope: Scope, node: Node): Value {
  const name = fieldOf(node, "function").text;
  const args = argumentsOf(node);
  const api = functionOf(name);
  const own = ownFunction(scope.needs.program.functions, name, scope.needs.module);
  if (own !== undefined) return ownCall(scope, own, args);
  if (name === "aos_list_add_tail") return addTail(scope, args);
  if (name === "aos_list_del") return deleted(scope, args);
  if (/^aos_list_get_(first|last)$/.test(name)) return endOfList(scope, name, args);
  const claim = cuTestCall(scope, name, args);
  if (claim !== null) return claim;
  const library = libraryCall(scope, name, args);
  if (library !== null) return library;
  if (api === undefined) return scope.named(name);
  if (api.cParams !== undefined) {
    throw new Untranslatable(
      `${name} is called where a rule for it is missing`,
      "See docs/porting.md.",
    );
  }
  return apiCall(scope, api, args);
}

function apiCall(scope: Scope, api: ApiFunction, args: readonly Node[]): Value {
  const params = api.params.filter(({ c }) => c !== "...");
  if (args.length < params.filter(({ optional }) => optional !== true).length) {
    throw new Untranslatable(`${api.c} is called with too few arguments`, "Look at its prototype.");
  }
  const codes = args.map((arg, i) => {
    const ts = params[i]?.ts ?? "unknown";
    return codeAt(adapted(scope, scope.translate(arg), ts), LEVEL.assign);
  });
  if (params.at(-1)?.optional === true && isLengthOf(args.at(-1), args.at(-2))) codes.pop();
  const call = `${scope.needs.name(api.ts)}(${codes.join(", ")})`;
  return awaited(call, api.tsReturns, api.async === true);
}

/** Whether an argument is the length of the text before it, which TypeScript knows by itself. */
function isLengthOf(length: Node | undefined, text: Node | undefined): boolean {
  if (length === undefined || text === undefined) return false;
  const [call] = within(length, "call_expression");
  return call?.text.replaceAll(" ", "") === `strlen(${text.text})`;
}

function ownCall(scope: Scope, own: OwnFunction, args: readonly Node[]): Value {
  if (own.returns === null || args.length !== own.params.length) throw unknownSignature(own.name);
  const codes = own.params.flatMap(({ type }, i) => {
    if (isTest(type)) return [];
    const ts = tsTypeOf(type, scope.needs.program.types);
    const arg = args[i];
    if (ts === null || arg === undefined) throw unknownSignature(own.name);
    return codeAt(adapted(scope, scope.translate(arg), ts), LEVEL.assign);
  });
  const name = scope.needs.other(own.module, renamed(own.name));
  return awaited(`${name}(${codes.join(", ")})`, own.returns, own.async);
}

function unknownSignature(name: string): Untranslatable {
  return new Untranslatable(
    `${name} has parameters that have no counterpart`,
    "Translate the function by hand first, then its calls.",
  );
}

function awaited(call: string, ts: string, isAsync: boolean): Value {
  return isAsync ? { code: `await ${call}`, ts, level: LEVEL.unary } : primary(call, ts);
}

function addTail(scope: Scope, [node, list]: readonly Node[]): Value {
  if (list === undefined) return scope.named("aos_list_add_tail");
  const entry = entryOfNode(scope, node);
  const call = `${scope.needs.name("aosListAddTail")}(${entry}, ${scope.translate(list).code})`;
  return primary(call, "void");
}

function deleted(scope: Scope, [node]: readonly Node[]): Value {
  return primary(`${scope.needs.name("aosListDel")}(${entryOfNode(scope, node)})`, "void");
}

/** An entry is the structure itself, without its node. */
function entryOfNode(scope: Scope, node: Node | undefined): string {
  const field = node?.type === "pointer_expression" ? fieldOf(node, "argument") : undefined;
  if (field?.type !== "field_expression") {
    throw new Untranslatable(
      "an entry of a list is named by another pointer than its node",
      "Name the structure itself.",
    );
  }
  return scope.followed(scope.translate(fieldOf(field, "argument"))).code;
}

function endOfList(scope: Scope, name: string, [list]: readonly Node[]): Value {
  if (list === undefined) return scope.named(name);
  const value = scope.translate(list);
  const element = /^AosList<(.*)>$/.exec(value.ts)?.[1] ?? "object";
  const ts = name === "aos_list_get_first" ? "aosListGetFirst" : "aosListGetLast";
  return primary(`${scope.needs.name(ts)}(${value.code})`, `${element} | null`);
}

/** A value where another type is wanted, converted as C does without a word. */
export function adapted(scope: Scope, value: Value, ts: string): Value {
  const wanted = withoutNull(ts);
  if (value.ts === "null") {
    if (isNullable(ts) || ts === "unknown") return value;
    throw new Untranslatable(
      "NULL is given where nothing may be missing",
      "Give the type `| null`.",
    );
  }
  if (isNullable(value.ts) && !isNullable(ts)) {
    const text =
      /^(string|AosStringLike|AosBytesLike)$/.test(wanted) && value.ts === "string | null";
    return text
      ? { code: `${codeAt(value, LEVEL.or)} ?? ""`, ts: "string", level: LEVEL.conditional }
      : adapted(scope, scope.followed(value), ts);
  }
  return converted(value, wanted);
}

function converted(value: Value, wanted: string): Value {
  const is = withoutNull(value.ts);
  if (wanted === "number" && (is === "boolean" || is === "AosBool" || is === "bigint")) {
    return primary(`Number(${value.code})`, "number");
  }
  if (wanted === "bigint" && is === "number") {
    return primary(/^\d+$/.test(value.code) ? `${value.code}n` : `BigInt(${value.code})`, "bigint");
  }
  const isTruth = wanted === "boolean" || (wanted === "AosBool" && !/^[01]$/.test(value.code));
  if (isTruth && is === "number") {
    return { code: `${codeAt(value, LEVEL.equality)} !== 0`, ts: "boolean", level: LEVEL.equality };
  }
  return value;
}
