/** Finds the examples that a reader means who types a page's title or address, or a C name. */

import MiniSearch from "minisearch";
import type { Example } from "./catalogue.js";
import { otherNames } from "./pages.js";

/** What was found. */
export interface Found {
  readonly examples: readonly Example[];
  /** Whether they have all the words; otherwise they come nearest. */
  readonly whole: boolean;
}

/** Words that many titles have, or that each edition of a title has otherwise. */
const idle = new Set(
  "a an and by c for from how in is of on or oss sdk the to using with".split(" "),
);

/**
 * The examples that are meant by a text: the name of an example, of its file, of a C function or of a
 * sample; the title of a page; its address, or the last part of it. Without such a name, those that have
 * all its words, and without these, those that come nearest.
 */
export function find(examples: readonly Example[], text: string): Found {
  const asked = keyOf(text);
  if (asked === "") return { examples, whole: true };
  const named = examples.filter((example) => keysOf(example).includes(asked));
  if (named.length > 0) return { examples: named, whole: true };
  return byWords(examples, text.replace(/object storage service/i, ""));
}

/** All that an example is named by. */
function keysOf({ name, page, sample, address, functions }: Example): string[] {
  const { titles = [], addresses = [] } = otherNames[page] ?? {};
  return [name, page, sample, address, ...functions, ...titles, ...addresses].map(keyOf);
}

/**
 * A name as it is compared: without the beginning and end of an address, without the endings of files
 * and titles, in C's spelling.
 */
function keyOf(text: string): string {
  const [path = ""] = text.trim().split(/[?#]/);
  const last = /^[^ ]*[/\\]([^/\\ ]+)[/\\]?$/.exec(path)?.[1] ?? path;
  return last
    .replace(/\.(?:html?|ts|c)$|\(\)$/i, "")
    .replace(/ *(?:\(C SDK\)|using OSS SDK for C|（C SDK）)$/i, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** The words of a text, those of C names too. */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !idle.has(word));
}

function byWords(examples: readonly Example[], text: string): Found {
  const index = new MiniSearch<Example>({
    idField: "file",
    fields: ["name", "page", "titles", "sample", "topic", "about", "functions", "address"],
    extractField: (example, field) =>
      field === "titles"
        ? (otherNames[example.page]?.titles ?? []).join("\n")
        : String(example[field as keyof Example]),
    tokenize: wordsOf,
    searchOptions: {
      prefix: true,
      // A typing error, or another form of the word.
      fuzzy: (word) => (word.length > 4 ? 0.25 : false),
      boost: { name: 2, page: 2, titles: 2, sample: 2 },
    },
  });
  index.addAll(examples);
  const all = index.search(text, { combineWith: "AND" });
  const results = all.length > 0 ? all : nearest(index.search(text));
  const files = results.map(({ id }) => String(id));
  return { examples: examples.filter(({ file }) => files.includes(file)), whole: all.length > 0 };
}

/** The results whose score is about as good as the best one's; the best one comes first. */
function nearest<T extends { score: number }>(results: readonly T[]): T[] {
  return results.filter(({ score }) => score > 0.6 * (results[0]?.score ?? 0));
}
