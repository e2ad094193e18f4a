/**
 * `x-oss-traffic-limit`: accepted when it is in the service's bounds; nothing is slowed down by it.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { OssRequest } from "../wire/request.js";

const NAME = "x-oss-traffic-limit";
const LEAST = 819_200;
const MOST = 838_860_800;

/** Refuses a limit in bits a second, in a header or in the query, that the service refuses. */
export function checkTrafficLimit({ headers, query }: OssRequest): void {
  const limit = headers.get(NAME) ?? (query.has(NAME) ? query.get(NAME) : undefined);
  if (limit === undefined) return;
  if (/^\d+$/.test(limit) && Number(limit) >= LEAST && Number(limit) <= MOST) return;
  throw new OssError("InvalidArgument", {
    message: `The traffic limit must be between ${LEAST} and ${MOST} bit/s.`,
    ec: "0004-00000502",
    elements: { ArgumentName: NAME, ArgumentValue: limit },
  });
}
