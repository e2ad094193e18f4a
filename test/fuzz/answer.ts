/**
 * The answers of the service as shapes: what elements a reader looks for, and what it makes of them.
 * From a shape come hostile documents, and, of libxml2's tree, the values that must be read.
 */

import { unescape } from "node:querystring";
import fc from "fast-check";
import type { AosBuf } from "../../src/aos/buf.js";
import type { AosList } from "../../src/aos/list.js";
import { xmlWords } from "./xml_inputs.js";
import type { XmlTree } from "./xml_oracle.js";

/**
 * What an element's text is: `key` is URL-encoded when the answer says so; `days` is an `int` that is
 * 2^31 - 1 when missing; `truth` is a word, `start` begins with it.
 */
export type Leaf = "text" | "key" | "int" | "days" | "long" | "uint64" | "truth" | "start";
/** Elements by name; in brackets those that may come many times, all of them or the filled ones. */
export type Shape = Leaf | Many | { readonly [name: string]: Shape };
type Many = readonly [Shape] | readonly [Shape, "filled"];
/** What is read: `null` where there is nothing. */
export type Value = string | number | bigint | boolean | null | readonly Value[] | Values;
/** What is read of an element's elements. */
export interface Values {
  readonly [name: string]: Value;
}

const isLeaf = (shape: Shape): shape is Leaf => typeof shape === "string";
const isMany = (shape: Shape): shape is Many => Array.isArray(shape);

const numbers = fc.oneof(
  fc.nat(100_000).map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.constantFrom(
    "NaN",
    "Infinity",
    "-0",
    "1e5",
    "0x10",
    "010",
    "1.5",
    " 7",
    "+7",
    "--7",
    "７",
    "7x",
  ),
  fc
    .constantFrom(2n ** 53n + 1n, 2n ** 31n, -(2n ** 31n) - 1n, 2n ** 63n, 2n ** 64n - 1n)
    .map(String),
);
const words = fc.oneof(
  numbers,
  fc.constantFrom(
    "true",
    "false",
    "TRUE",
    " true ",
    "truer",
    "url",
    "URL",
    "a%2Fb",
    "%E4%B8%AD+x",
    "%",
  ),
  fc.array(xmlWords, { maxLength: 3 }).map((all) => all.join("")),
);

/** The content of an element of that shape, with some that is of no use, too much, or missing. */
export function contentOf(shape: Shape): fc.Arbitrary<string> {
  if (isLeaf(shape)) return fc.oneof({ weight: 12, arbitrary: words }, fc.constant("<x>1</x>2"));
  if (isMany(shape)) return contentOf(shape[0]);
  const elements = Object.entries(shape).map(([name, inner]) =>
    contentOf(inner).map((content) => `<${name}>${content}</${name}>`),
  );
  const noise = fc.oneof(xmlWords, fc.constantFrom("<EncodingType>url</EncodingType>", "<Key/>"));
  const element = fc.oneof(...elements.map((arbitrary) => ({ weight: 3, arbitrary })), noise);
  return fc.array(element, { maxLength: 10 }).map((all) => all.join(""));
}

/** What must be read of an element of that shape. */
export function valueOf(tree: XmlTree | undefined, shape: Shape, isEncoded: boolean): Value {
  if (isLeaf(shape)) return leafOf(tree?.text ?? "", shape, isEncoded);
  if (isMany(shape)) throw new Error("only elements of an element can be many");
  const values = Object.entries(shape).map(([name, inner]) => {
    const found = tree?.children.filter((child) => child.name === name) ?? [];
    const value = isMany(inner)
      ? found
          .filter(({ text }) => inner[1] === undefined || text !== "")
          .map((child) => valueOf(child, inner[0], isEncoded))
      : valueOf(found[0], inner, isEncoded);
    return [name, value] as const;
  });
  return Object.fromEntries(values);
}

/** A reader of answers, with what it must read. */
export interface AnswerReader {
  /** The name of the root. */
  readonly root: string;
  readonly shape: Shape;
  /** Reads a body: the code, and the values in the order of the shape. */
  readonly read: (body: AosList<AosBuf>) => { readonly code: number; readonly value: Value };
}

/** What stands in a number before it is read: when it is still there, nothing was. */
export const UNREAD = 987_654_321;

/** A number that was read, `null` when none was. */
export function readNumber<T extends number | bigint>(value: T): T | null {
  return value === UNREAD || value === BigInt(UNREAD) ? null : value;
}

/** Whether the answer says that its keys are URL-encoded. */
export function saysEncoded(tree: XmlTree): boolean {
  const said = tree.children.find(({ name }) => name === "EncodingType")?.text ?? "";
  return said.trim().toLowerCase() === "url";
}

function leafOf(text: string, leaf: Leaf, isEncoded: boolean): Value {
  if (leaf === "truth") return text.trim().toLowerCase() === "true";
  if (leaf === "start") return text.startsWith("true");
  if (leaf === "days" && text === "") return 2 ** 31 - 1;
  if (text === "") return leaf === "text" || leaf === "key" ? "" : null;
  if (leaf === "text") return text;
  if (leaf === "key") return isEncoded ? decoded(text) : text;
  return numberOf(text, leaf);
}

/** Decoded by Node's own decoder; what is no encoding stays. */
function decoded(text: string): string {
  if (/%(?![0-9a-f]{2})/i.test(text)) return text;
  const ascii = text.replaceAll("+", " ").replace(/[^\0-\x7f]+/gu, encodeURIComponent);
  return unescape(ascii);
}

/** What C's functions make of a text: the number in front, in 32 or 64 bits, or what is safe. */
function numberOf(text: string, leaf: Leaf): number | bigint {
  const [, sign = "", digits = "0"] = /^[ \t\n\v\f\r]*([+-]?)(\d+)/.exec(text) ?? [];
  const value = sign === "-" ? -BigInt(digits) : BigInt(digits);
  if (leaf === "uint64") {
    return BigInt(digits) >= 2n ** 64n ? 2n ** 64n - 1n : BigInt.asUintN(64, value);
  }
  const long = clamp(value, -(2n ** 63n), 2n ** 63n - 1n);
  if (leaf === "long") return Number(clamp(long, 1n - 2n ** 53n, 2n ** 53n - 1n));
  return Number(BigInt.asIntN(32, long));
}

function clamp(value: bigint, least: bigint, most: bigint): bigint {
  if (value < least) return least;
  return value > most ? most : value;
}
