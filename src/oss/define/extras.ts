/**
 * Structures that C has none of: what a program may ask for beyond C.
 *
 * @packageDocumentation
 */

/**
 * How a call that failed is made again. Whatever is left out has its default; which failures are
 * followed by another attempt, and of which calls, is a table in `request/retry_table.ts`.
 */
export interface OssRetryPolicy {
  /** How often a call is made at most, the first time included; 3 by default. */
  maxAttempts?: number;
  /**
   * The first pause lasts up to so many milliseconds, a random share of them; each further one up to
   * twice as many as the one before. 200 by default.
   */
  firstPause?: number;
  /** No pause lasts longer than so many milliseconds, unless the service asks for it; 20000 by default. */
  longestPause?: number;
  /**
   * No attempt begins later than so many milliseconds after the call; by default they count for nothing.
   * An attempt that is under way is not ended: an `AbortSignal` does that.
   */
  timeBudget?: number;
}

/** An access key, as a provider gives it. */
export interface OssCredentials {
  /** The access key id. */
  readonly accessKeyId: string;
  /** The secret of the access key. */
  readonly accessKeySecret: string;
  /** The token of temporary credentials; "" or absent for none. */
  readonly stsToken?: string;
  /**
   * When the credentials expire: a time, or as STS writes it, `2026-11-22T06:07:08Z`. Absent means that
   * they are good until the service refuses them.
   */
  readonly expiration?: Date | string;
}

/**
 * Gets credentials, from STS or wherever they come from. It is asked when they are first needed, ahead
 * of their expiry, and once more when the service refuses them; calls that need them meanwhile wait
 * for the same answer.
 */
export type OssCredentialsProvider = () => OssCredentials | Promise<OssCredentials>;
