/**
 * An OSS-compatible server for this machine, `oss-c-sdk/emulator`.
 *
 * @packageDocumentation
 */

export { startOssEmulator } from "./emulator.js";
export type {
  OssCorruptFault,
  OssCutFault,
  OssDelayFault,
  OssDripFault,
  OssErrorFault,
  OssErrorIn200Fault,
  OssFault,
  OssFaultMatch,
  OssFaultRule,
  OssFaults,
  OssHoldFault,
  OssPlainFault,
} from "./faults.js";
export type { OssEmulatorRequest } from "./log.js";
export type { OssEmulator, OssEmulatorOptions } from "./options.js";
export type { OssOperationName } from "./router.js";
