/**
 * `oss_define.h`: the structures of selecting from objects.
 *
 * @packageDocumentation
 */

import type { AosBool } from "../../aos/define.js";
import type { AosString } from "../../aos/string.js";

/** An option that is not set: the service's own default holds. */
export const OSS_INVALID_VALUE = -1;

/** How the object is to be read. Port of `oss_select_object_input_param_t`. */
export interface OssSelectObjectInputParam {
  /** `None` or `GZIP`; "" for the service's default, none. */
  readonly compressionType: AosString;
  /** What the first line is: `None`, `Ignore` or `Use`; "" for the service's default. */
  readonly fileHeaderInfo: AosString;
  /** What stands between records; "" for the service's default, a line feed. */
  readonly recordDelimiter: AosString;
  /** What stands between fields; "" for the service's default, a comma. */
  readonly fieldDelimiter: AosString;
  /** What stands round a field; "" for the service's default, a double quote. */
  readonly quoteCharacter: AosString;
  /** What a line that is a comment begins with; "" for the service's default, `#`. */
  readonly commentCharacter: AosString;
  /** Which part of the object: `line-range=0-9` or `split-range=0-9`; "" for all. */
  readonly range: AosString;
}

/** How the result is to be written. Port of `oss_select_object_output_param_t`. */
export interface OssSelectObjectOutputParam {
  /** What stands between records; "" for the service's default, a line feed. */
  readonly recordDelimiter: AosString;
  /** What stands between fields; "" for the service's default, a comma. */
  readonly fieldDelimiter: AosString;
  /** Whether all columns are written, those not selected empty. */
  keepAllColumns: AosBool | typeof OSS_INVALID_VALUE;
  /** Whether the answer has no frames, and so no check of its own. */
  outputRawdata: AosBool | typeof OSS_INVALID_VALUE;
  /** Whether each frame has the CRC-32 of its data. */
  enablePayloadCrc: AosBool | typeof OSS_INVALID_VALUE;
  /** Whether the names of the columns are written first. */
  outputHeader: AosBool;
}

/** What is done with damaged records. Port of `oss_select_object_option_param_t`. */
export interface OssSelectObjectOptionParam {
  /** Whether a record in which a column is missing is left out; else the column is null. */
  skipPartialDataRecord: AosBool;
}

/** Everything but the SQL expression. Port of `oss_select_object_params_t`. */
export interface OssSelectObjectParams {
  /** How the object is to be read. */
  readonly inputParam: OssSelectObjectInputParam;
  /** How the result is to be written. */
  readonly outputParam: OssSelectObjectOutputParam;
  /** What is done with damaged records. */
  readonly optionParam: OssSelectObjectOptionParam;
}

/** How an object is counted, and the counts. Port of `oss_select_object_meta_params_t`. */
export interface OssSelectObjectMetaParams {
  /** The compression; as in C it is not sent, since the service counts plain objects only. */
  readonly compressionType: AosString;
  /** What stands between records; "" for the service's default, a line feed. */
  readonly recordDelimiter: AosString;
  /** What stands between fields; "" for the service's default, a comma. */
  readonly fieldDelimiter: AosString;
  /** What stands round a field; "" for the service's default, a double quote. */
  readonly quoteCharacter: AosString;
  /** Whether an object that was counted is counted again. */
  overWriteIfExisting: AosBool | typeof OSS_INVALID_VALUE;
  /** Filled: number of splits. */
  splitsCount: number;
  /** Filled: number of rows. */
  rowsCount: bigint;
  /** Filled: number of columns. */
  columnsCount: number;
}
