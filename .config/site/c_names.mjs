/**
 * A plugin of typedoc: public names are grouped by the C header of their original and found by its
 * name, and each API function shows the examples that call it. The headers come from the data behind
 * docs/parity.md, the examples from what they say at their heads.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CommentTag,
  Converter,
  DocumentReflection,
  IndexEvent,
  ReflectionKind,
} from "typedoc";
import { allExamples } from "../../examples/run/catalogue.js";

const { required } = JSON.parse(
  readFileSync(new URL("../../test/conformance/required-api.json", import.meta.url), "utf8"),
);
/** The C names that a public name stands for. */
const originals = new Map(required.map(({ ts }) => [ts, required.filter((name) => name.ts === ts)]));
const examples = allExamples();
/** The page under which the examples stand. */
const examplesPage = fileURLToPath(new URL("../../docs/examples.md", import.meta.url));

/** The heading of names that have no C original. */
const beyondC = "Beyond C";
/** The entry points by the names of their folders, and what programs import. */
const entries = new Map([
  ["index", "oss-c-sdk"],
  ["aos", "oss-c-sdk/aos"],
  ["emulator", "oss-c-sdk/emulator"],
]);
/** Entry points that hold C names. */
const ported = [entries.get("index"), entries.get("aos")];
/** The pages of the examples, by their files. */
const pages = new Map();

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const path = document.project.files.getReflectionPath(document);
    document.name = basename(path, ".md");
    if (path === examplesPage) addExamples(document);
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      module.name = entries.get(module.name) ?? module.name;
    }
    for (const reflection of project.getReflectionsByKind(ReflectionKind.SomeExport)) {
      if (isPorted(reflection)) annotate(reflection);
    }
  });
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    event.searchFieldWeights.c = 20;
    event.searchResults.forEach((reflection, i) => {
      if (isPorted(reflection)) event.searchFields[i].c = cNamesOf(reflection).join(" ");
    });
  });
}

function isPorted({ parent }) {
  return parent?.kindOf(ReflectionKind.Module) && ported.includes(parent.name);
}

function cNamesOf({ name }) {
  return (originals.get(name) ?? []).map(({ c }) => c);
}

function annotate(reflection) {
  reflection.relevanceBoost = relevanceOf(reflection);
  const header = originals.get(reflection.name)?.[0].header ?? beyondC;
  const shown = exampleTags(reflection);
  for (const comment of commentsOf(reflection)) {
    comment.blockTags.push(new CommentTag("@category", [{ kind: "text", text: header }]), ...shown);
  }
}

/**
 * The search looks for what holds the text: the shorter a name, the nearer it is to the text. The power
 * outweighs that long names are rarer in the guides.
 */
function relevanceOf(reflection) {
  const [name = reflection.name] = cNamesOf(reflection);
  return (100 / name.length) ** 4;
}

function commentsOf({ comment, signatures = [] }) {
  return [comment, ...signatures.map((signature) => signature.comment)].filter(Boolean);
}

/** The example that shows a function best, and links to all. */
function exampleTags(reflection) {
  const names = cNamesOf(reflection);
  const own = examples
    .filter(({ functions }) => functions.some((c) => names.includes(c)))
    .map((example) => ({ ...example, source: readFileSync(example.file, "utf8") }))
    .sort((a, b) => costOf(a) - costOf(b));
  if (own.length === 0) return [];
  const [{ name, about, source }] = own;
  const tag = new CommentTag("@example", [
    { kind: "text", text: `${about} \`npm run example -- ${name}\` runs it.\n\n` },
    { kind: "code", text: asCode(source) },
    { kind: "text", text: "\n\nAll examples with it: " },
    ...own.flatMap((example, i) => [{ kind: "text", text: i === 0 ? "" : ", " }, linkTo(example)]),
  ]);
  tag.name = name;
  return [tag];
}

/** A short example is better than a long one, and one that stands alone better than both. */
function costOf({ source }) {
  return source.length + (source.includes('from "../shared/') ? 1_000_000 : 0);
}

function linkTo({ name, file }) {
  return { kind: "inline-tag", tag: "@link", text: name, target: pages.get(file) };
}

function asCode(source) {
  return `\`\`\`ts\n${source}\`\`\``;
}

/** A page of each example, to which links to its file lead. */
function addExamples(parent) {
  for (const { name, file, about, page, sample, address } of examples) {
    const head = `${about}\n\nThe port of "${sample}" of [${page}](${address}). \`npm run example -- ${name}\` runs it.\n\n`;
    const content = [
      { kind: "text", text: head },
      { kind: "code", text: asCode(readFileSync(file, "utf8")) },
    ];
    const document = new DocumentReflection(name, parent, content, {});
    parent.addChild(document);
    parent.project.registerReflection(document, undefined, file);
    pages.set(file, document);
  }
}
