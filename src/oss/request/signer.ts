/**
 * Who signs a request: the configuration, or what its provider gives.
 *
 * @packageDocumentation
 */

import { AOSE_INVALID_ARGUMENT } from "../../aos/define.js";
import {
  AOS_CLIENT_ERROR_CODE,
  type AosStatus,
  aosStatusCreate,
  aosStatusSet,
} from "../../aos/status.js";
import { untilAborted } from "../../aos/util/until_aborted.js";
import { OssCredentialsError, type OssSigner, ossCurrentSigner } from "../auth/credentials.js";
import type { OssRequestOptions } from "../define.js";
import { ossEndOf, ossScoped } from "./scope.js";

/** Who signs the requests of a configuration with a provider, or why there is nobody. */
export async function ossFindSigner(options: OssRequestOptions): Promise<OssSigner | AosStatus> {
  try {
    return await untilAborted(options.pool.signal, ossCurrentSigner(options.config));
  } catch (error) {
    return ossEndOf(options) ?? credentialsError(error);
  }
}

function credentialsError(error: unknown): AosStatus {
  const s = aosStatusCreate(null);
  // What a foreign error says may be a secret.
  const reason = error instanceof OssCredentialsError ? error.message : "there are no credentials";
  aosStatusSet(s, AOSE_INVALID_ARGUMENT, AOS_CLIENT_ERROR_CODE, reason);
  return s;
}

/**
 * Asks the provider of the configuration for credentials, if that is due. An extra of this library: the
 * functions that make signed URLs are not asynchronous, as in C, and can't ask; they sign with what the
 * provider gave last.
 *
 * @returns a status of code 200 when there are credentials that have not expired, or no provider is
 *   needed; `AOSE_INVALID_ARGUMENT` when the provider has none, `AOSE_ABORT_CALLBACK` when the call was
 *   ended
 */
export async function ossUpdateCredentials(options: OssRequestOptions): Promise<AosStatus> {
  return ossScoped(options, async (own) => {
    const signer = await ossFindSigner(own);
    if (!("config" in signer)) return signer;
    const s = aosStatusCreate(null);
    aosStatusSet(s, 200, "", "");
    return s;
  });
}
