import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  AOS_LOG_ALL,
  AOS_LOG_ERROR,
  AOS_LOG_OFF,
  AOS_LOG_WARN,
  aosDebugLog,
  aosErrorLog,
  aosInfoLog,
  aosLogFormatDefault,
  aosLogPrintDefault,
  aosLogSetFormat,
  aosLogSetLevel,
  aosLogSetOutput,
  aosLogSetPrint,
  aosWarnLog,
} from "../../src/aos/log.js";

// The log itself, and not as the search for secrets listens to it.
vi.unmock("../../src/aos/log.js");

let printed: { message: string; len: number }[] = [];

beforeEach(() => {
  printed = [];
  aosLogSetPrint((message, len) => printed.push({ message, len }));
});

afterEach(() => {
  aosLogSetPrint(aosLogPrintDefault);
  aosLogSetFormat(aosLogFormatDefault);
  aosLogSetOutput(null);
  aosLogSetLevel(AOS_LOG_WARN);
  vi.restoreAllMocks();
});

describe("the line", () => {
  test("has the local time, the thread, the place of the call and the message", () => {
    vi.spyOn(Date, "now").mockReturnValue(new Date(2025, 9, 9, 8, 53, 20, 7).getTime());
    aosErrorLog("part %d of %s failed\n\n", 3, "a.bin");
    expect(printed[0]?.message).toMatch(
      /^\[2025-10-09 08:53:20\.007\] \d+ log\.test\.ts:\d+ part 3 of a\.bin failed\n$/,
    );
  });

  test("names the line that logs", () => {
    aosWarnLog("one");
    aosWarnLog("two");
    const [first, second] = printed.map(({ message }) => Number(/ts:(\d+)/.exec(message)?.[1]));
    expect(second).toBe((first ?? 0) + 1);
  });

  test("is told with its length in bytes", () => {
    aosErrorLog("中文");
    expect(printed[0]?.len).toBe(Buffer.byteLength(printed[0]?.message ?? ""));
  });

  test("is whole however long it is", () => {
    aosErrorLog("%s", "x".repeat(100_000));
    expect(printed[0]?.message).toMatch(/ x{100000}\n$/);
  });
});

describe("levels", () => {
  test("warnings are printed at the start, and what happens is not", () => {
    aosWarnLog("w");
    aosInfoLog("i");
    expect(printed).toHaveLength(1);
  });

  test("nothing is printed when the log is off, all of it when it is all", () => {
    aosLogSetLevel(AOS_LOG_OFF);
    aosErrorLog("e");
    expect(printed).toHaveLength(0);
    aosLogSetLevel(AOS_LOG_ALL);
    aosDebugLog("d");
    expect(printed).toHaveLength(1);
  });

  test("the place of the call is not looked for when nothing is printed", () => {
    const capture = vi.spyOn(Error, "captureStackTrace");
    aosDebugLog("d");
    expect(capture).not.toHaveBeenCalled();
    aosErrorLog("e");
    expect(capture).toHaveBeenCalledOnce();
  });

  test("looking for the place leaves the process's stack traces as they are", () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 25;
    aosErrorLog("e");
    expect(Error.stackTraceLimit).toBe(25);
    Error.stackTraceLimit = limit;
  });
});

describe("hooks", () => {
  test("a format hook gets the level, the place, the format and its arguments", () => {
    const lines: unknown[][] = [];
    aosLogSetFormat((...args) => lines.push(args));
    function uploads(): void {
      aosErrorLog("%s=%d", "a", 1);
    }
    uploads();
    expect(lines).toEqual([
      [AOS_LOG_ERROR, "log.test.ts", expect.any(Number), "uploads", "%s=%d", "a", 1],
    ]);
    expect(printed).toHaveLength(0);
  });

  test("the place is told for calls from methods, arrows and promises", async () => {
    const places: string[] = [];
    aosLogSetFormat((_level, file, _line, func) => places.push(`${file} ${func}`));
    class Client {
      send(): void {
        aosErrorLog("m");
      }
    }
    new Client().send();
    await Promise.resolve().then(() => {
      aosErrorLog("p");
    });
    expect(places).toEqual(["log.test.ts Client.send", "log.test.ts "]);
  });

  test("the default print hook writes to the output that was set, and else to standard error", () => {
    const written: string[] = [];
    aosLogSetPrint(aosLogPrintDefault);
    aosLogSetOutput({ write: (line) => written.push(line) });
    aosErrorLog("to a stream");
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    aosLogSetOutput(null);
    aosErrorLog("to standard error");
    expect(written.join("")).toMatch(/to a stream\n$/);
    expect(stderr).toHaveBeenCalledWith(expect.stringMatching(/to standard error\n$/));
  });
});
