/** Vectors of aos_status.h and aos_log.h. */

import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { type AosList, aosList, aosListAddTail } from "../../../src/aos/list.js";
import {
  AOS_LOG_WARN,
  aosDebugLog,
  aosErrorLog,
  aosFatalLog,
  aosInfoLog,
  aosLogPrintDefault,
  aosLogSetLevel,
  aosLogSetPrint,
  aosTraceLog,
  aosWarnLog,
} from "../../../src/aos/log.js";
import {
  type AosStatus,
  aosHttpIsOk,
  aosShouldRetry,
  aosStatusCreate,
  aosStatusDup,
  aosStatusIsOk,
  aosStatusParseFromBody,
  aosStatusSet,
} from "../../../src/aos/status.js";
import { isObject, type Json, type JsonObject, toBytes, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { withClock } from "./clock.js";

function toStatus(input: Json | undefined): AosStatus {
  const s = aosStatusCreate(null);
  if (!isObject(input)) return s;
  aosStatusSet(s, Number(input["code"]), toText(input["error_code"]), toText(input["error_msg"]));
  s.reqId = toText(input["req_id"]);
  return s;
}

/** A list of buffers; `false` is NULL. */
function toBuffers(input: Json | undefined): AosList<AosBuf> | null {
  if (!Array.isArray(input)) return null;
  const list = aosList<AosBuf>();
  for (const bytes of input) aosListAddTail(aosBufPack(null, toBytes(bytes)), list);
  return list;
}

function parseFromBody(input: JsonObject): unknown {
  const given = isObject(input["s"]) ? toStatus(input["s"]) : null;
  const code = Number(input["code"]);
  const status = quietly(() => aosStatusParseFromBody(null, toBuffers(input["bc"]), code, given));
  return { status, same_object: status === given };
}

/** What the library would log of a case is not what the case is about. */
function quietly<T>(call: () => T): T {
  return captured(0, call).result;
}

/** Runs `call` at a log level, in the time zone of the oracle; answers also what was printed. */
function captured<T>(level: number, call: () => T): { result: T; lines: string[] } {
  const lines: string[] = [];
  const zone = process.env["TZ"];
  process.env["TZ"] = "UTC";
  aosLogSetLevel(level);
  aosLogSetPrint((message) => {
    lines.push(message);
  });
  try {
    return { result: call(), lines };
  } finally {
    aosLogSetPrint(aosLogPrintDefault);
    aosLogSetLevel(AOS_LOG_WARN);
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
}

function logAdapter(input: JsonObject): unknown {
  const message = toText(input["message"]);
  const { lines } = captured(Number(input["level"]), () => {
    withClock(input, () => {
      aosFatalLog("F %s", message);
      aosErrorLog("E %s", message);
      aosWarnLog("W %s", message);
      aosInfoLog("I %s", message);
      aosDebugLog("D %s", message);
      aosTraceLog("T %s", message);
    });
  });
  return { printed: lines.map(partsOfLine) };
}

/** The time of a line, and what stands behind `THREAD FILE:LINE`. */
function partsOfLine(line: string): unknown {
  const parts = /^(\[[^\]]*\]) \d+ aos_status\.ts:\d+ (.*)$/s.exec(line);
  return { time: parts?.[1], after_location: parts?.[2] };
}

/** Vectors of aos_status.h and aos_log.h. */
export const aosStatusAdapters: Record<string, VectorAdapter> = {
  aos_status_is_ok: (input) => ({
    aos_status_is_ok: aosStatusIsOk(toStatus({ code: input["code"] ?? null })),
    aos_http_is_ok: aosHttpIsOk(Number(input["code"])),
  }),
  aos_should_retry: (input) => ({
    return: aosShouldRetry(input["code"] == null ? null : toStatus({ code: input["code"] })),
  }),
  aos_status_dup: (input) => ({ status: aosStatusDup(null, toStatus(input["src"])) }),
  aos_status_set: (input) => {
    const status = toStatus(input["s"]);
    aosStatusSet(status, Number(input["c"]), toText(input["ec"]), toText(input["es"]));
    return { status };
  },
  aos_status_parse_from_body: parseFromBody,
  aos_log: logAdapter,
};
