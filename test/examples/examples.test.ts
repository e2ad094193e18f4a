/**
 * Every example runs against an emulator of its own, as a process of its own, and is held to what it
 * prints, to the requests that it sends, and to what is on the server and on disk afterwards.
 */

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { allExamples, type Example } from "../../examples/run/catalogue.js";
import { startExample } from "../../examples/run/child.js";
import { type Stage, setStage } from "../../examples/run/stage.js";
import { noteSaying, noteSecret } from "../secrets/leaks.js";
import { allExpectations, type Expectation, fitted, type ServerFact } from "./expectation.js";
import { ask } from "./server_fact.js";

const examples = allExamples();
const expectations = allExpectations();

const logAll = import.meta.resolve("../secrets/log_all.mjs");

/** Plays an example; what it prints and logs is looked through for secrets. */
async function play(example: Example, stage: Stage): Promise<{ code: number; printed: string }> {
  const { OSS_ACCESS_KEY_SECRET: secret = "", OSS_SESSION_TOKEN: token = "" } = stage.env;
  noteSecret(secret);
  noteSecret(token);
  const env = { ...stage.env, NODE_OPTIONS: `--import ${logAll}` };
  const child = startExample(example, { ...stage, env }, [], "pipe");
  if (child.stdout === null || child.stderr === null) throw new Error("Its output is not piped.");
  const whole = [text(child.stdout), text(child.stderr), once(child, "close")] as const;
  const [printed, logged, closed] = await Promise.all(whole);
  // Some are there to print signed URLs.
  noteSaying(`${example.name}, as it prints,`, printed.replace(/https?:\/\/\S+/g, "a URL"));
  noteSaying(`${example.name}, as it logs,`, logged);
  return { code: Number(closed[0]), printed };
}

function operationsOf(stage: Stage, { unordered = false }: Expectation): string[] {
  const operations = stage.emulator.requests.map(({ operation, status }) =>
    status < 400 ? operation : `${operation} ${status}`,
  );
  return unordered ? operations.sort() : operations;
}

async function checkFact(stage: Stage, fact: ServerFact): Promise<void> {
  const answer = await ask(stage.client, fact);
  expect(answer.status, answer.body.toString()).toBe(fact.status ?? 200);
  expect(answer.headers).toMatchObject(fact.headers ?? {});
  if (fact.body !== undefined) expect(answer.body.toString()).toBe(fact.body);
  for (const part of fact.holds ?? []) expect(answer.body.toString()).toContain(part);
  if (fact.sameAs !== undefined) {
    const file = await readFile(join(stage.directory, fact.sameAs));
    expect(answer.body.equals(file)).toBe(true);
  }
}

async function checkFiles(stage: Stage, { files = {} }: Expectation): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const found = await readFile(join(stage.directory, name), "utf8").catch(() => null);
    expect([name, found]).toEqual([name, content]);
  }
}

describe("an example", () => {
  test.concurrent.each(examples)("does what its page shows: $name", async (example) => {
    const expected = expectations.get(example.name);
    if (expected === undefined) throw new Error(`Nothing is expected of ${example.name}.`);
    const stage = await setStage(example.name);
    try {
      const { code, printed } = await play(example, stage);
      expect(fitted(printed, expected.prints)).toEqual(expected.prints);
      expect(code).toBe(expected.exits ?? 0);
      const requests = operationsOf(stage, expected);
      const inOrder = [...expected.requests];
      expect(requests).toEqual(expected.unordered === true ? inOrder.sort() : inOrder);
      for (const fact of expected.server ?? []) await checkFact(stage, fact);
      await checkFiles(stage, expected);
    } finally {
      await stage.strike();
    }
  });

  test("has a name of its own, and there is none that nothing is expected of", () => {
    const names = examples.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect([...expectations.keys()].sort()).toEqual(names.sort());
  });
});

afterAll(() => {
  process.stdout.write(`${examples.length} examples\n`);
});
