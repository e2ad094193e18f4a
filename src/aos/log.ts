/**
 * `aos_log.h`: the log, its levels and its hooks. Programs and library share one log, as in C.
 *
 * @packageDocumentation
 */

import { threadId } from "node:worker_threads";
import { aprPsprintf, aprTimeNow } from "./apr.js";
import { type AosFormatArg, aosFormat } from "./printf.js";

/** Nothing is printed. */
export const AOS_LOG_OFF = 1;
/** What ends the program. */
export const AOS_LOG_FATAL = 2;
/** What failed. */
export const AOS_LOG_ERROR = 3;
/** What is odd; the level at the start. */
export const AOS_LOG_WARN = 4;
/** What happens. */
export const AOS_LOG_INFO = 5;
/** What helps to find faults. */
export const AOS_LOG_DEBUG = 6;
/** Every step. */
export const AOS_LOG_TRACE = 7;
/** Everything is printed. */
export const AOS_LOG_ALL = 8;
/** How much is printed. Port of `aos_log_level_e`. */
export type AosLogLevel =
  | typeof AOS_LOG_OFF
  | typeof AOS_LOG_FATAL
  | typeof AOS_LOG_ERROR
  | typeof AOS_LOG_WARN
  | typeof AOS_LOG_INFO
  | typeof AOS_LOG_DEBUG
  | typeof AOS_LOG_TRACE
  | typeof AOS_LOG_ALL;

/**
 * Prints a finished line. Port of `aos_log_print_pt`.
 *
 * @param message - the line, with its line feed
 * @param len - its length in bytes
 */
export type AosLogPrint = (message: string, len: number) => void;

/**
 * Makes a line of a message and prints it. Port of `aos_log_format_pt`.
 *
 * @param level - one of {@link AosLogLevel}
 * @param file - name of the file that logs, without its directory
 * @param line - line in that file
 * @param func - the function that logs; "" outside of functions
 * @param fmt - a `printf` format
 * @param args - what the format names
 */
export type AosLogFormat = (
  level: number,
  file: string,
  line: number,
  func: string,
  fmt: string,
  ...args: AosFormatArg[]
) => void;

/** Where the log goes: `process.stdout`, or a stream of `fs.createWriteStream`. */
export interface AosLogOutput {
  /** Takes a line. */
  write(message: string): unknown;
}

let logPrint: AosLogPrint = aosLogPrintDefault;
let logFormat: AosLogFormat = aosLogFormatDefault;
let logLevel: number = AOS_LOG_WARN;
let logOutput: AosLogOutput = process.stderr;

/** Sets what prints a line; {@link aosLogPrintDefault} at the start. Port of `aos_log_set_print`. */
export function aosLogSetPrint(p: AosLogPrint): void {
  logPrint = p;
}

/** Sets what makes a line; {@link aosLogFormatDefault} at the start. Port of `aos_log_set_format`. */
export function aosLogSetFormat(p: AosLogFormat): void {
  logFormat = p;
}

/**
 * Sets how much is printed, `AOS_LOG_WARN` at the start. Port of `aos_log_set_level`.
 *
 * @param level - one of {@link AosLogLevel}; below `AOS_LOG_FATAL` nothing is printed
 */
export function aosLogSetLevel(level: number): void {
  logLevel = level;
}

/**
 * Sets where {@link aosLogPrintDefault} writes. Port of `aos_log_set_output`.
 *
 * @param output - a stream; `null` is standard error, as at the start
 */
export function aosLogSetOutput(output: AosLogOutput | null): void {
  logOutput = output ?? process.stderr;
}

/**
 * Writes a line to the log's output. Port of `aos_log_print_default`.
 *
 * @param message - the line
 */
export function aosLogPrintDefault(message: string, _len: number): void {
  logOutput.write(message);
}

/**
 * Prints `[2025-10-09 08:53:20.123] THREAD FILE:LINE MESSAGE` in local time, with one line feed at
 * the end. Unlike C, a message over 4 KiB is printed whole. Port of `aos_log_format_default`.
 *
 * @param _level - not printed, as in C
 * @param file - name of the file that logs
 * @param line - line in that file
 * @param _func - not printed, as in C
 * @param fmt - a `printf` format
 * @param args - what the format names
 */
export function aosLogFormatDefault(
  _level: number,
  file: string,
  line: number,
  _func: string,
  fmt: string,
  ...args: AosFormatArg[]
): void {
  const message = aosFormat(fmt, args).replace(/\n+$/, "");
  const text = `[${localTime()}] ${threadId} ${file}:${line} ${message}\n`;
  logPrint(text, Buffer.byteLength(text));
}

function localTime(): string {
  const t = new Date(aprTimeNow() / 1000);
  return aprPsprintf(
    null,
    "%04d-%02d-%02d %02d:%02d:%02d.%03d",
    t.getFullYear(),
    t.getMonth() + 1,
    t.getDate(),
    t.getHours(),
    t.getMinutes(),
    t.getSeconds(),
    t.getMilliseconds(),
  );
}

/** Logs what ends the program: a `printf` format and its arguments. Port of `aos_fatal_log`. */
export function aosFatalLog(fmt: string, ...args: AosFormatArg[]): void {
  log(AOS_LOG_FATAL, aosFatalLog, fmt, args);
}

/** Logs a failure: a `printf` format and its arguments. Port of `aos_error_log`. */
export function aosErrorLog(fmt: string, ...args: AosFormatArg[]): void {
  log(AOS_LOG_ERROR, aosErrorLog, fmt, args);
}

/** Logs what is odd: a `printf` format and its arguments. Port of `aos_warn_log`. */
export function aosWarnLog(fmt: string, ...args: AosFormatArg[]): void {
  log(AOS_LOG_WARN, aosWarnLog, fmt, args);
}

/** Logs what happens: a `printf` format and its arguments. Port of `aos_info_log`. */
export function aosInfoLog(fmt: string, ...args: AosFormatArg[]): void {
  log(AOS_LOG_INFO, aosInfoLog, fmt, args);
}

/** Logs what helps to find faults: a `printf` format and its arguments. Port of `aos_debug_log`. */
export function aosDebugLog(fmt: string, ...args: AosFormatArg[]): void {
  log(AOS_LOG_DEBUG, aosDebugLog, fmt, args);
}

/** Logs a step: a `printf` format and its arguments. Port of `aos_trace_log`. */
export function aosTraceLog(fmt: string, ...args: AosFormatArg[]): void {
  log(AOS_LOG_TRACE, aosTraceLog, fmt, args);
}

type LogMacro = (fmt: string, ...args: AosFormatArg[]) => void;

/** Looks for the place of the call only when the line is printed: that costs a stack trace. */
function log(level: AosLogLevel, macro: LogMacro, fmt: string, args: AosFormatArg[]): void {
  if (logLevel < level) return;
  const { file, line, func } = callSite(macro);
  logFormat(level, file, line, func, fmt, ...args);
}

/** `at function (path/file.ts:line:column)`, or `at path/file.ts:line:column` outside functions. */
const FRAME = /at (?:(?:async |new )?(.*) \()?(?:.*[/\\])?(.*?):(\d+):\d+\)?$/;

function callSite(macro: LogMacro): { file: string; line: number; func: string } {
  const trace = { stack: "" };
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(trace, macro);
  Error.stackTraceLimit = limit;
  const [, func = "", file = "", line = "0"] = FRAME.exec(trace.stack) ?? [];
  return { file, line: Number(line), func };
}
