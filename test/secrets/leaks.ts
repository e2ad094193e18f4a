/** What the library says, the secrets that it knows, and which of them it tells. */

import { inspect } from "node:util";
import type { AosError, AosStatus } from "../../src/aos/status.js";
import { secretsIn } from "../support/secrets.js";

/** A text that others may read, and where it comes from. */
interface Saying {
  readonly place: string;
  readonly text: string;
}

/** Shorter ones, as tests of signing have, are in harmless words too. */
const SHORTEST_SECRET = 12;

/** What was said since it was last looked at. */
let sayings: Saying[] = [];

/** The statuses since then: they are filled after they are made. */
let statuses: { readonly status: AosStatus; readonly asError: (s: AosStatus) => AosError }[] = [];

/** All secrets since the test file began: who made one early may tell it late. */
const secrets = new Set<string>();

/** Takes note of what others may read. */
export function noteSaying(place: string, text: string): void {
  sayings.push({ place, text });
}

/** Takes note of a status, and of how it becomes an error. */
export function noteStatus(status: AosStatus, asError: (s: AosStatus) => AosError): void {
  statuses.push({ status, asError });
}

/** Takes note of a secret, which nothing may say from now on or has said since the last look. */
export function noteSecret(secret: string): void {
  if (secret.length >= SHORTEST_SECRET) secrets.add(secret);
}

/** The places where a secret was told since the last look, and what sort of secret; never itself. */
export function takeLeaks(): string[] {
  const said = [...sayings, ...statusSayings()];
  sayings = [];
  statuses = [];
  const whole = said.map(({ text }) => text).join("\n");
  const known = [...secrets].filter((secret) => whole.includes(secret));
  return said.flatMap(({ place, text }) => {
    const isKnown = known.some((secret) => text.includes(secret));
    return [...secretsIn(text), ...(isKnown ? ["a known secret"] : [])].map(
      (what) => `${place} tells ${what}`,
    );
  });
}

/** What programs print that print a status, or the error that is made of it. */
function statusSayings(): Saying[] {
  const errors = new Map(statuses.map(({ status, asError }) => [inspect(status), asError(status)]));
  return [...errors].map(([text, error]) => ({
    place: `a status ${error.code} ${error.errorCode}`,
    text: [text, inspect(error), JSON.stringify(error), error.stack].join("\n"),
  }));
}
