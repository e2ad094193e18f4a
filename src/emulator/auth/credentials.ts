/**
 * Whom the emulator knows, and what it holds a signature against.
 *
 * @packageDocumentation
 */

/** The account that may use the emulator. */
interface Credentials {
  /** The access key's id. */
  readonly accessKeyId: string;
  /** The access key's secret. */
  readonly accessKeySecret: string;
  /** The STS token that must come along, "" for a key that needs none. */
  readonly securityToken: string;
  /** When the token expires, in milliseconds since 1970. */
  readonly securityTokenExpires: number;
}

/** What a signature is checked against. */
export interface AuthContext {
  /** The account. */
  readonly credentials: Credentials;
  /** The region that V4 signatures must name. */
  readonly region: string;
  /** The cloud box whose V4 signatures are taken too, "" for none. */
  readonly cloudBoxId: string;
  /** How far a request's clock may be off, in milliseconds. */
  readonly maxSkew: number;
  /** The time, in milliseconds since 1970. */
  readonly now: number;
}
