/** Finds the examples, each of which tells at its head whose port it is. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** An example, and the sample of the documentation that it ports. */
export interface Example {
  /** The file's stem, by which it is run. */
  readonly name: string;
  /** The folder, which is the topic. */
  readonly topic: string;
  /** The path of the file. */
  readonly file: string;
  /** What it does, in one line or more. */
  readonly about: string;
  /** The title of the documentation's page, or the name of the C SDK's sample file. */
  readonly page: string;
  /** The sample's title on the page, or the function's name in the file. */
  readonly sample: string;
  /** Where the page is. */
  readonly address: string;
  /** The C functions that it shows. */
  readonly functions: readonly string[];
}

const folder = fileURLToPath(new URL("..", import.meta.url));

/** Folders that hold no examples: the runner, the demo, and what several examples share. */
const others = ["run", "demo", "shared"];

/** All examples, by topic and name. */
export function allExamples(): Example[] {
  const topics = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
    .map((entry) => entry.name);
  return topics.sort().flatMap((topic) =>
    readdirSync(join(folder, topic))
      .sort()
      .map((file) => readExample(join(folder, topic, file))),
  );
}

/** @throws Error when the comment at the file's head does not say whose port it is */
function readExample(file: string): Example {
  const head = headOf(readFileSync(file, "utf8"));
  const [about = "", facts = ""] = head.split("\n\n", 2);
  return {
    name: basename(file, ".ts"),
    topic: basename(dirname(file)),
    file,
    about: oneLine(about),
    page: fact("Page"),
    sample: fact("Sample"),
    address: fact("Address"),
    functions: fact("C functions").split(", "),
  };

  /** A fact's lines reach to the next fact. */
  function fact(name: string): string {
    const found = new RegExp(`^${name}: (.*(?:\n(?![A-Z][A-Za-z ]*: ).*)*)`, "m").exec(facts);
    if (found?.[1] === undefined) throw new Error(`${file} has no line "${name}: …" at its head`);
    return oneLine(found[1]);
  }
}

/** The text of the comment that a source begins with. */
function headOf(source: string): string {
  const comment = /^\/\*\*(.*?)\*\//s.exec(source)?.[1] ?? "";
  // In such a comment a bare `<` would begin an element.
  return comment
    .replace(/^ \* ?/gm, "")
    .replaceAll("\\<", "<")
    .trim();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
