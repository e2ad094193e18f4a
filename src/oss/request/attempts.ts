/**
 * Making a call again that failed: single calls when they ask for it, and the requests of transfers in
 * parts. What may be repeated is in `retry_table.ts`.
 *
 * @packageDocumentation
 */

import { setTimeout } from "node:timers/promises";
import { aosWarnLog } from "../../aos/log.js";
import { aosPoolCreate, aosPoolDestroy } from "../../aos/pool.js";
import { type AosStatus, aosStatusIsOk } from "../../aos/status.js";
import { tellProgress } from "../../aos/transport/progress.js";
import type { OssProgressCallback } from "../../aos/transport.js";
import { ossAdoptServiceTime, ossClockOffset, ossServiceTime } from "../auth/clock.js";
import type { OssConfig, OssRequestOptions, OssRetryPolicy } from "../define.js";
import { ossHeaderOf } from "./answer_headers.js";
import { OSS_HARMLESS, type OssRepetition, ossEffectOf, ossMayRepeat } from "./retry_table.js";
import { ossEndOf } from "./scope.js";

/** How often a call is made when the policy does not say. */
export const OSS_MAX_ATTEMPTS = 3;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 20_000;
/** A service that asks for a longer pause is not waited for unless there is a budget, in milliseconds. */
const PATIENCE = 60_000;
/** A timer that is set to more than this goes off at once. */
const LONGEST_TIMER = 0x7fffffff;

/** Marks the options of an attempt: what is called with them makes no attempts of its own. */
const ONE_ATTEMPT: OssRetryPolicy = Object.freeze({ maxAttempts: 1 });

/** Whether a call with these options is one request and no more, as in C. */
export function ossIsSingle({ retry, signal, config }: OssRequestOptions): boolean {
  if (retry === ONE_ATTEMPT) return true;
  return retry === undefined && signal === undefined && config.credentialsProvider === undefined;
}

/**
 * Makes a call, and again after a pause of random length when it failed and may succeed yet, as often
 * as `options.retry` allows; once without it.
 *
 * Beyond that it is made once more, at once, when the service refused the credentials and a provider
 * may have better ones, or the time of the signature, which its answer corrects.
 *
 * @param send - makes the call once, with options whose pool ends with the attempt
 * @param repetition - how the call bears being made twice
 * @returns the last status, or an earlier one that says more; `AOSE_ABORT_CALLBACK` once a pool of the
 *   options was destroyed
 */
export async function ossAttempt(
  options: OssRequestOptions,
  send: (options: OssRequestOptions) => Promise<AosStatus>,
  repetition: OssRepetition = OSS_HARMLESS,
): Promise<AosStatus> {
  const course = new Course(options, repetition);
  for (;;) {
    const s = await attempt(options, send);
    if (aosStatusIsOk(s)) return s;
    const next = course.after(s);
    if (typeof next !== "number") return next;
    if (next === 0) continue;
    // The end of the pool ends the pause, and the next attempt tells of it.
    await setTimeout(next, undefined, { signal: options.pool.signal }).catch(() => undefined);
  }
}

async function attempt(
  options: OssRequestOptions,
  send: (options: OssRequestOptions) => Promise<AosStatus>,
): Promise<AosStatus> {
  const ended = ossEndOf(options);
  if (ended !== null) return ended;
  const { config, ctl, pool } = options;
  const own = aosPoolCreate(pool);
  try {
    return await send({ config, ctl, pool: own, retry: ONE_ATTEMPT });
  } finally {
    aosPoolDestroy(own);
  }
}

/** What became of the attempts so far, and whether there is another one. */
class Course {
  readonly #config: OssConfig;
  readonly #policy: Required<OssRetryPolicy>;
  readonly #repetition: OssRepetition;
  readonly #began = performance.now();
  #areCredentialsMended = false;
  /** How the clock was set when the call began; `null` once it was set anew. */
  #clockOffset: number | null;
  #attempts = 0;
  #doubtful: AosStatus | null = null;

  constructor({ config, retry }: OssRequestOptions, repetition: OssRepetition) {
    this.#config = config;
    this.#policy = completed(retry ?? ONE_ATTEMPT);
    this.#repetition = repetition;
    this.#clockOffset = ossClockOffset(config);
  }

  /** How long to wait for the next attempt, in milliseconds; or what is answered as there is none. */
  after(s: AosStatus): number | AosStatus {
    if (this.#isMended(s)) return 0;
    const { maxAttempts } = this.#policy;
    this.#attempts++;
    const { code, errorCode, errorMsg } = s;
    aosWarnLog(
      "Attempt %d of %s: %d %s %s",
      this.#attempts,
      String(maxAttempts),
      code,
      errorCode,
      errorMsg,
    );
    if (this.#doubtful !== null && errorCode === this.#repetition.echo) return this.#doubtful;
    if (ossEffectOf(s) === "unknown") this.#doubtful = s;
    if (this.#attempts >= maxAttempts || !ossMayRepeat(s, this.#repetition)) return s;
    return this.#pause(s) ?? s;
  }

  /** What was refused for a reason that is gone goes out again at once, but only once for each. */
  #isMended(s: AosStatus): boolean {
    if (ossAreCredentialsRefused(s)) return this.#mendCredentials();
    return s.errorCode === "RequestTimeTooSkewed" && this.#mendClock(s);
  }

  /** They were forgotten when they were refused. */
  #mendCredentials(): boolean {
    const mayMend = this.#config.credentialsProvider !== undefined && !this.#areCredentialsMended;
    this.#areCredentialsMended ||= mayMend;
    return mayMend;
  }

  #mendClock(s: AosStatus): boolean {
    const isAllowed = this.#policy.maxAttempts > 1 && this.#clockOffset !== null;
    if (!isAllowed) return false;
    ossAdoptServiceTime(this.#config, ossHeaderOf(s, "Date"));
    // A request beside this one may have mended it already.
    const isMended = ossClockOffset(this.#config) !== this.#clockOffset;
    this.#clockOffset = null;
    return isMended;
  }

  /** `null` when it would be too long. */
  #pause(s: AosStatus): number | null {
    const { firstPause, longestPause, timeBudget } = this.#policy;
    const longest = Math.min(firstPause * 2 ** (this.#attempts - 1), longestPause);
    const wanted = retryAfter(s, this.#config);
    const pause = Math.max(Math.random() * longest, wanted);
    const left = timeBudget - (performance.now() - this.#began);
    const patience = left === Number.POSITIVE_INFINITY ? PATIENCE : left;
    return pause > left || wanted > patience ? null : Math.min(pause, LONGEST_TIMER);
  }
}

/** Values that are no numbers count as absent ones. */
function completed(policy: OssRetryPolicy): Required<OssRetryPolicy> {
  const { maxAttempts, firstPause, longestPause, timeBudget } = policy;
  return {
    maxAttempts: Math.max(numberOr(maxAttempts, OSS_MAX_ATTEMPTS), 1),
    firstPause: Math.max(numberOr(firstPause, FIRST_PAUSE), 0),
    longestPause: Math.max(numberOr(longestPause, LONGEST_PAUSE), 0),
    timeBudget: numberOr(timeBudget, Number.POSITIVE_INFINITY),
  };
}

function numberOr(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

/** For how long the service does not want to be asked, in milliseconds: seconds or a date. */
function retryAfter(s: AosStatus, config: OssConfig): number {
  const text = ossHeaderOf(s, "Retry-After").trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse finds dates in much that is none.
  const date = text.endsWith(" GMT") ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? 0 : Math.max(date - ossServiceTime(config) / 1000, 0);
}

const CREDENTIALS_REFUSED: ReadonlySet<string> = new Set([
  "InvalidAccessKeyId",
  "InvalidSecurityToken",
  "SecurityTokenExpired",
]);

/** Whether the service wants other credentials. */
export function ossAreCredentialsRefused(s: AosStatus): boolean {
  return CREDENTIALS_REFUSED.has(s.errorCode);
}

/** A progress callback that is never told less than before, also when something is sent again. */
export function ossSteadyProgress(progress: OssProgressCallback | null): OssProgressCallback {
  // An empty body is told as 0.
  let furthest = -1;
  return (consumed, total) => {
    if (consumed <= furthest) return;
    furthest = consumed;
    tellProgress(progress, consumed, total);
  };
}
