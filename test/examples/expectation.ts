/** What is expected of an example, as `expected/TOPIC.json` says it by the example's name. */

import { readdirSync, readFileSync } from "node:fs";

/** What the independent client gets, and what must be in the answer. */
export interface ServerFact {
  /** The object; without one the bucket is asked. */
  readonly object?: string;
  /** The sub-resource, such as `acl`. */
  readonly subresource?: string;
  /** The status; 200 when it is left out. */
  readonly status?: number;
  /** The header lines that must be there, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole body. */
  readonly body?: string;
  /** A file of the example's directory that the body must be. */
  readonly sameAs?: string;
  /** Texts that the body must hold. */
  readonly holds?: readonly string[];
}

/** What is expected of an example. */
export interface Expectation {
  /**
   * The lines that it prints. `{date}`, `{id}`, `{etag}`, `{number}` and `{url}` stand for what is
   * another one each time, `{progress}` for lines of rising percentages, the last one `%100`.
   */
  readonly prints: readonly string[];
  /** The exit code; 0 when it is left out. */
  readonly exits?: number;
  /** The operations of its requests, in the order in which they came. */
  readonly requests: readonly string[];
  /** Whether requests run side by side, so that their order may be another one. */
  readonly unordered?: boolean;
  /** What is on the server afterwards. */
  readonly server?: readonly ServerFact[];
  /** What is in the directory afterwards, by name: the text, or `null` for a file that is not there. */
  readonly files?: Readonly<Record<string, string | null>>;
}

const folder = new URL("expected/", import.meta.url);

/** The expectations of all examples, by name. */
export function allExpectations(): Map<string, Expectation> {
  const files = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const pages = files.map((text) => JSON.parse(text) as Record<string, Expectation>);
  return new Map(pages.flatMap((page) => Object.entries(page)));
}

const placeholders: Readonly<Record<string, string>> = {
  date: "[-0-9T:.Z]+|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT",
  id: "[0-9A-Fa-f-]{16,}",
  etag: '"?[0-9A-F]{32}(?:-[0-9]+)?"?',
  number: "-?[0-9]+",
  url: "https?://\\S+",
};

/** Whether a printed line is the expected one. */
function isLine(printed: string, expected: string): boolean {
  if (printed === expected) return true;
  const pattern = expected
    .split(/\{([a-z]+)\}/)
    .map((part, i) => (i % 2 === 0 ? escaped(part) : `(?:${placeholders[part] ?? part})`));
  return new RegExp(`^${pattern.join("")}$`).test(printed);
}

/**
 * The lines that were printed, as they were expected where they fit. So a comparison shows only the
 * others.
 */
export function fitted(printed: string, expected: readonly string[]): string[] {
  const lines = withProgress(printed.replace(/\n$/, "").split("\n"));
  return lines.map((line, i) => (isLine(line, expected[i] ?? "") ? (expected[i] ?? "") : line));
}

/** One line in the place of percentages that rise to 100. */
function withProgress(lines: readonly string[]): string[] {
  let last = -1;
  return lines.flatMap((line) => {
    const percent = Number(/^%(\d+)$/.exec(line)?.[1] ?? "-1");
    if (percent <= last) return [line];
    last = percent === 100 ? -1 : percent;
    return percent === 100 ? ["{progress}"] : [];
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
