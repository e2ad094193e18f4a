/**
 * The macros of `oss_define.h` that set a status.
 *
 * @packageDocumentation
 */

import {
  AOS_INCONSISTENT_ERROR_CODE,
  AOS_OPEN_FILE_ERROR_CODE,
  AOS_XML_PARSE_ERROR_CODE,
  type AosStatus,
  aosStatusSet,
} from "../../aos/status.js";

/**
 * Sets `s` to say that an answer's XML can't be read. Port of `aos_xml_error_status_set`.
 *
 * @param res - the `AOSE_*` code
 */
export function aosXmlErrorStatusSet(s: AosStatus, res: number): void {
  aosStatusSet(s, res, AOS_XML_PARSE_ERROR_CODE, "");
}

/**
 * Sets `s` to say that a file can't be opened. Port of `aos_file_error_status_set`.
 *
 * @param res - the `AOSE_*` code
 */
export function aosFileErrorStatusSet(s: AosStatus, res: number): void {
  aosStatusSet(s, res, AOS_OPEN_FILE_ERROR_CODE, "");
}

/**
 * Sets `s` to say that what was sent or received is not what the server has. Port of
 * `aos_inconsistent_error_status_set`.
 *
 * @param res - the `AOSE_*` code
 */
export function aosInconsistentErrorStatusSet(s: AosStatus, res: number): void {
  aosStatusSet(s, res, AOS_INCONSISTENT_ERROR_CODE, "");
}
