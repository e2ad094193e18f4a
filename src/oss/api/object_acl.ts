/**
 * `oss_object.c`: who may read and write an object.
 *
 * @packageDocumentation
 */

import { AOSE_INVALID_ARGUMENT, HTTP_GET, HTTP_PUT } from "../../aos/define.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import type { AosString, AosStringLike } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import {
  OSS_ACL,
  OSS_CANNONICALIZED_HEADER_OBJECT_ACL,
  type OssAcl,
  type OssRequestOptions,
} from "../define.js";
import { ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossClientError } from "../request.js";
import { getOssAclStr } from "../util/enums.js";
import { ossAclParseFromBody } from "../xml/bucket.js";

/**
 * Sets who may read and write an object; `OSS_ACL_DEFAULT` leaves it to the bucket's own setting.
 *
 * Unlike C, which sends no ACL at all then, a value that is none of the `OSS_ACL_*` answers
 * `AOSE_INVALID_ARGUMENT`. Port of `oss_put_object_acl`.
 *
 * @param ossAcl - one of the `OSS_ACL_*`; `OSS_ACL_DEFAULT` for that of the bucket
 * @returns 200; 404 `NoSuchKey`
 */
export async function ossPutObjectAcl(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  ossAcl: OssAcl,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const acl = getOssAclStr(ossAcl);
  if (acl === "") return ossClientError(AOSE_INVALID_ARGUMENT, "ossAcl is none of OSS_ACL_*.");
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    object,
    headers: ossTableWith(null, [OSS_CANNONICALIZED_HEADER_OBJECT_ACL, acl]),
    queryParams: ossTableWith(null, [OSS_ACL, ""]),
    respHeaders,
  });
}

/**
 * Asks who may read and write an object.
 *
 * Port of `oss_get_object_acl`.
 *
 * @param ossAcl - becomes `private`, `public-read`, `public-read-write` or `default`; on failure it
 *   is left as it is
 * @returns 200; 404 `NoSuchKey`
 */
export async function ossGetObjectAcl(
  options: OssRequestOptions,
  bucket: AosStringLike,
  object: AosStringLike,
  ossAcl: AosString,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    object,
    queryParams: ossTableWith(null, [OSS_ACL, ""]),
    respHeaders,
    document: {
      root: "AccessControlPolicy",
      read: (body) => ossAclParseFromBody(options.pool, body, ossAcl),
    },
  });
}
