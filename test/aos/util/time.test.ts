import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { AOSE_OK } from "../../../src/aos/define.js";
import { aosString } from "../../../src/aos/string.js";
import {
  aosGetGmtStrTime,
  aosGetGmtTimeDate,
  aosGetIso8601StrTime,
  aosGetIso8601StrTimeEx,
} from "../../../src/aos/util/time.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const second = fc.integer({ min: 0, max: 253_402_300_799 });

test("times are those of Date, until the year 9999", () => {
  const now = vi.spyOn(Date, "now");
  fc.assert(
    fc.property(second, (seconds) => {
      const date = new Date(seconds * 1000);
      now.mockReturnValue(seconds * 1000 + 999);
      const [gmt, iso, day] = [aosString(), aosString(), aosString()];
      expect([aosGetGmtStrTime(gmt), aosGetIso8601StrTime(iso)]).toEqual([AOSE_OK, AOSE_OK]);
      expect(gmt.data).toBe(date.toUTCString());
      expect(iso.data).toBe(date.toISOString().replace(/[-:]|\.\d+/g, ""));
      aosGetGmtTimeDate(gmt, day);
      expect(day.data).toBe(iso.data.slice(0, 8));
    }),
  );
});

test("fractions of a second are dropped, before 1970 too", () => {
  const text = aosString();
  aosGetIso8601StrTimeEx(text, 1_999_999);
  expect(text.data).toBe("19700101T000001Z");
  aosGetIso8601StrTimeEx(text, -1_999_999);
  expect(text.data).toBe("19691231T235959Z");
});

test("the time zone does not count", () => {
  vi.spyOn(Date, "now").mockReturnValue(0);
  const zone = process.env["TZ"];
  process.env["TZ"] = "Asia/Shanghai";
  const text = aosString();
  aosGetGmtStrTime(text);
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
  expect(text.data).toBe("Thu, 01 Jan 1970 00:00:00 GMT");
});

test.each(["", "garbage", "Sun, 22 Nov", "20251009T085320Z", "Sun, 22 nov 2026 06:07:08 GMT"])(
  "%j has no date",
  (gmt) => {
    const day = aosString("before");
    expect(aosGetGmtTimeDate(gmt, day)).toBe(0);
    expect(day.data).toBe("");
  },
);
