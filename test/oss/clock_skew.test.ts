/** A clock that is off: when a call with attempts sets it by the service's. */

import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ossDeleteObject } from "../../src/oss/api/object.js";
import type { OssRequestOptions, OssRetryPolicy } from "../../src/oss/define.js";
import { type Answer, errorOf, useAnswers } from "../support/answers.js";

vi.mock("node:timers/promises", () => ({ setTimeout: vi.fn(() => Promise.resolve()) }));

const server = useAnswers();
const bucket = "bucket";

beforeEach(() => {
  vi.clearAllMocks();
});

function retrying(retry: OssRetryPolicy = {}): OssRequestOptions {
  return { ...server().options, retry };
}

describe("a clock that is off", () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const skewed = (when: string): Answer => ({
    status: 403,
    body: errorOf("RequestTimeTooSkewed"),
    headers: { Date: when },
  });

  function minutesOff(i: number): number {
    const sent = Date.parse(server().seen[i]?.headers.get("date") ?? "");
    return Math.round(Math.abs(sent - Date.now()) / 60_000);
  }

  test("is set by the service's, without a pause, and stays set for the next call", async () => {
    server().answer(skewed(date), {});
    const options = retrying({ maxAttempts: 2 });
    expect((await ossDeleteObject(options, bucket, "k", null)).code).toBe(200);
    expect((await ossDeleteObject(options, bucket, "k", null)).code).toBe(200);
    expect(pause).not.toHaveBeenCalled();
    expect([minutesOff(0), minutesOff(1), minutesOff(2)]).toEqual([0, 60, 60]);
  });

  test("is set once for calls that come together, and all of them go on", async () => {
    server().answer((request, response) => {
      const isOff = Date.parse(request.headers.get("date") ?? "") < Date.parse(date) - 60_000;
      if (!isOff) response.end();
      else response.writeHead(403, { Date: date }).end(errorOf("RequestTimeTooSkewed"));
    });
    const options = retrying();
    const codes = await Promise.all(
      Array.from({ length: 10 }, () => ossDeleteObject(options, bucket, "k", null)),
    );
    expect(codes.map(({ code }) => code)).toEqual(codes.map(() => 200));
    expect(pause).not.toHaveBeenCalled();
  });

  test("is set once in a call: then the error stands", async () => {
    const later = new Date(Date.now() + 7_200_000).toUTCString();
    server().answer(skewed(date), skewed(later));
    const s = await ossDeleteObject(retrying({ maxAttempts: 9 }), bucket, "k", null);
    expect(s).toMatchObject({ code: 403, errorCode: "RequestTimeTooSkewed" });
    expect(server().seen.length).toBe(2);
  });

  test.each([
    ["of 1970", "Thu, 01 Jan 1970 00:00:00 GMT"],
    ["of a far future", "Thu, 01 Jan 2150 00:00:00 GMT"],
    ["that is none", "yesterday"],
    ["that is ours", new Date().toUTCString()],
  ])("is not set by a date %s", async (_, when) => {
    server().answer(skewed(when));
    expect((await ossDeleteObject(retrying(), bucket, "k", null)).code).toBe(403);
    expect(server().seen.length).toBe(1);
  });

  test("is left alone unless attempts are asked for", async () => {
    server().answer(skewed(date));
    for (const options of [server().options, retrying({ maxAttempts: 1 })]) {
      expect((await ossDeleteObject(options, bucket, "k", null)).code).toBe(403);
    }
    expect([minutesOff(0), minutesOff(1)]).toEqual([0, 0]);
  });
});
