/** Translates calls: of the SDK, of the program's own functions, and of C's library. */

import { functionOf } from "../api/api.js";
import type { ApiFunction, ApiParam } from "../api/api_types.js";
import type { Node } from "../c/grammar.js";
import { argumentsOf, fieldOf, Untranslatable, within } from "../c/syntax.js";
import { cuTestCall, isTest } from "../library/cutest.js";
import { libraryCall } from "../library/library.js";
import {
  type Declared,
  functionType,
  resolved,
  type Signature,
  tsTypeOf,
} from "../program/ctypes.js";
import { integerNamed } from "../program/integers.js";
import {
  isAsync,
  type OwnFunction,
  ownFunction,
  ownGlobal,
  paramPlace,
  paramType,
  returnPlace,
  returnType,
} from "../program/program.js";
import { isOnlyRead } from "../program/read_only.js";
import { renamed, type Scope } from "../program/scope.js";
import { isWholeOf } from "../program/uses.js";
import { adapted } from "./adapt.js";
import { inMemory } from "./bytes.js";
import { castInDisguise } from "./casts.js";
import { handedOver } from "./copies.js";
import { fitted } from "./cut.js";
import { made } from "./empty.js";
import { codeAt, isNullable, isWide, LEVEL, primary, type Value } from "./value.js";

export function callOf(scope: Scope, node: Node): Value {
  const name = fieldOf(node, "function").text;
  const args = argumentsOf(node);
  const cast = castInDisguise(scope, node);
  if (cast !== null) return cast;
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
  const pointer = pointerCall(scope, node, args);
  if (pointer !== null) return pointer;
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
    const given = apiArgument(scope, api, arg, params[i]);
    if (isMemory(arg, params[i], args[i + 1]) && given.place !== undefined) {
      scope.needs.program.learned.learn("memory", given.place);
    }
    return codeAt(given, LEVEL.assign);
  });
  if (params.at(-1)?.optional === true && isLengthOf(args.at(-1), args.at(-2))) codes.pop();
  const call = `${scope.needs.name(api.ts)}(${codes.join(", ")})`;
  return awaited(scope, call, api.tsReturns, api.async === true);
}

/** An argument of the SDK. Where C takes NULL and looks at other arguments first, what is empty is handed on. */
function apiArgument(scope: Scope, api: ApiFunction, arg: Node, param?: ApiParam): Value {
  const value = scope.translate(arg);
  if (value.ts !== "null" || param === undefined || isNullable(param.ts)) {
    return adapted(scope, value, param === undefined ? "unknown" : takenAs(param));
  }
  const code = emptyArgument(scope, param);
  if (code === null) return adapted(scope, value, param.ts);
  const what = `NULL is given to ${api.c}, whose ${param.name} may not be missing: an empty one is`;
  scope.needs.note(arg, what, "C would crash, unless it refuses the call before.");
  return primary(code, param.ts);
}

/** What an argument has to be: a text that is written to is an AosString where that will do, or memory. */
function takenAs({ dir, ts }: ApiParam): string {
  if (dir === "in") return ts;
  return ts === "Uint8Array" ? "Buffer" : ts.replace(/^AosString \| Uint8Array$/, "AosString");
}

/** What is handed on for NULL; `null` where nothing is empty. */
function emptyArgument(scope: Scope, { c, ts }: ApiParam): string | null {
  if (/^(string|AosStringLike|AosBytesLike)$/.test(ts)) return '""';
  if (ts === "Uint8Array") return "Buffer.alloc(0)";
  if (ts.startsWith("Out<")) return `${scope.needs.name("out")}()`;
  return made(scope.needs, c.replace(/\bconst\b|[\s*]/g, ""), ts);
}

/** Whether bytes are given with all the memory that they are in: no text then, whatever they are. */
function isMemory(arg: Node, param: ApiParam | undefined, size: Node | undefined): boolean {
  return param?.ts.startsWith("AosBytesLike") === true && isWholeOf(arg, size);
}

/** Whether an argument is the length of the text before it, which TypeScript knows by itself. */
function isLengthOf(length: Node | undefined, text: Node | undefined): boolean {
  if (length === undefined || text === undefined) return false;
  const [call] = within(length, "call_expression");
  return call?.text.replaceAll(" ", "") === `strlen(${text.text})`;
}

function ownCall(scope: Scope, own: OwnFunction, args: readonly Node[]): Value {
  const { program } = scope.needs;
  const returns = returnType(own, program);
  if (returns === null || args.length !== own.params.length) throw unknownSignature(own.name);
  const codes = own.params.flatMap((param, i) => {
    if (isTest(param.type)) return [];
    const ts = paramType(own, param, program);
    const arg = args[i];
    if (ts === null || arg === undefined) throw unknownSignature(own.name);
    return codeAt(
      argument(scope, valueGiven(scope, own, param, arg, ts), ts, paramPlace(own, param.name)),
      LEVEL.assign,
    );
  });
  const name = scope.needs.other(own.module, renamed(own.name));
  const call = awaited(scope, `${name}(${codes.join(", ")})`, returns, isAsync(own, program));
  const place = returnPlace(own);
  return { ...call, place, ...(program.learned.has("wide", place) ? { exact: true } : {}) };
}

/** An argument with the bits that the parameter has, or of its own where the function writes to it. */
function valueGiven(scope: Scope, own: OwnFunction, param: Declared, arg: Node, ts: string): Value {
  const { program } = scope.needs;
  const to = integerNamed(resolved(param.type, program.types));
  const value = handedOver(scope, own, param, arg, fitted(scope, scope.translate(arg), arg, to));
  // A text that a function only reads as bytes stays a text.
  return ts === "Buffer" && value.ts === "string" && isOnlyRead(program, own, param.name)
    ? inMemory(value)
    : value;
}

/** An argument of a function of the program: one that takes NULL once, may be given it. */
function argument(scope: Scope, value: Value, ts: string, place: string): Value {
  const { learned } = scope.needs.program;
  if (value.ts === "null" && !isNullable(ts)) learned.learn("nullable", place);
  if (value.ts === "(string | null)[]" && ts === "string[]") learned.learn("gaps", place);
  if (value.ts === "Buffer" && ts === "string") learned.learn("memory", place);
  if (isWide(value)) learned.widen(ts, place);
  const isOwn = scope.needs.program.types.structs.has(ts);
  if (isOwn && isNullable(value.ts)) learned.learn("nullable", place);
  return adapted(scope, value, ts);
}

/** A call through a pointer to a function. */
function pointerCall(scope: Scope, node: Node, args: readonly Node[]): Value | null {
  const callee = fieldOf(node, "function");
  const inner = callee.type === "parenthesized_expression" ? callee.namedChildren[0] : callee;
  const pointed = inner?.type === "pointer_expression" ? fieldOf(inner, "argument") : inner;
  if (pointed === undefined || !isVariable(scope, pointed)) return null;
  const value = scope.followed(scope.translate(pointed));
  const { types, learned } = scope.needs.program;
  const signature = types.callbacks.get(value.ts) ?? signatureOf(scope, pointed);
  if (signature === null) return null;
  const codes = signature.params.map(({ type }, i) => {
    const arg = args[i];
    const ts = tsTypeOf(type, types);
    if (arg === undefined || ts === null) throw unknownSignature(pointed.text);
    return codeAt(adapted(scope, scope.translate(arg), ts), LEVEL.assign);
  });
  const returns = tsTypeOf(signature.returns, types) ?? "void";
  const call = `${codeAt(value, LEVEL.primary)}(${codes.join(", ")})`;
  return awaited(scope, call, returns, learned.has("async", value.ts));
}

/** Whether what is called is no function's name. */
function isVariable({ locals, needs }: Scope, callee: Node): boolean {
  if (callee.type !== "identifier") return true;
  return (
    locals.has(callee.text) ||
    ownGlobal(needs.program.globals, callee.text, needs.module) !== undefined
  );
}

/** The signature of a variable that is declared as a pointer to a function. */
function signatureOf({ locals, needs }: Scope, callee: Node): Signature | null {
  const type = locals.get(callee.text)?.type;
  const signature = type?.signature ?? null;
  if (signature === null || functionType(signature, needs.program.types) === null) return null;
  return signature;
}

function unknownSignature(name: string): Untranslatable {
  return new Untranslatable(
    `${name} has parameters that have no counterpart`,
    "Translate the function by hand first, then its calls.",
  );
}

/** A call that waits: whoever makes it waits as well. */
function awaited(scope: Scope, call: string, ts: string, waits: boolean): Value {
  if (!waits) return primary(call, ts);
  scope.needs.program.learned.learn("async", `${scope.needs.module}/${scope.name}()`);
  return { code: `await ${call}`, ts, level: LEVEL.unary };
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
