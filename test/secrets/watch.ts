/**
 * Goes before every test file: whatever the library logs, as at AOS_LOG_ALL, and whatever it answers
 * in a status is looked through for secrets after each test. Tests keep their own level and format.
 */

import { afterEach, expect, vi } from "vitest";
import type { AosStatus } from "../../src/aos/status.js";
import { noteSaying, noteSecret, noteStatus, takeLeaks } from "./leaks.js";

/** What is logged, whatever the level is. */
vi.mock("../../src/aos/log.js", async (original) => {
  const own = await original<typeof import("../../src/aos/log.js")>();
  const { aosFormat } = await import("../../src/aos/printf.js");
  let level: number = own.AOS_LOG_WARN;
  let format = own.aosLogFormatDefault;
  own.aosLogSetLevel(own.AOS_LOG_ALL);
  own.aosLogSetFormat((lineLevel, file, line, func, fmt, ...args) => {
    noteSaying(`the log at ${file}:${line}`, aosFormat(fmt, args));
    if (lineLevel <= level) format(lineLevel, file, line, func, fmt, ...args);
  });
  return {
    ...own,
    aosLogSetLevel: (wanted: number) => {
      level = wanted;
    },
    aosLogSetFormat: (wanted: typeof format) => {
      format = wanted;
    },
  };
});

/** What calls answer. */
vi.mock("../../src/aos/status.js", async (original) => {
  const own = await original<typeof import("../../src/aos/status.js")>();
  function watched<A extends unknown[]>(
    make: (...args: A) => AosStatus,
  ): (...args: A) => AosStatus {
    return (...args) => {
      const status = make(...args);
      noteStatus(status, own.aosStatusToError);
      return status;
    };
  }
  return {
    ...own,
    aosStatusCreate: watched(own.aosStatusCreate),
    aosStatusDup: watched(own.aosStatusDup),
    aosStatusParseFromBody: watched(own.aosStatusParseFromBody),
  };
});

/** The secrets of configurations, also those that they have for a while only. */
vi.mock("../../src/aos/redact.js", async (original) => {
  const own = await original<typeof import("../../src/aos/redact.js")>();
  return {
    ...own,
    secretString: (text?: string) => {
      const secret = own.secretString(text);
      let data = "";
      Object.defineProperty(secret, "data", {
        enumerable: true,
        get: () => data,
        set: (value: string) => {
          data = value;
          noteSecret(value);
        },
      });
      secret.data = text ?? "";
      return secret;
    },
  };
});

/** Signatures, and the keys that are made of secrets on the way to them. */
vi.mock("../../src/aos/util/digest.js", async (original) => {
  const own = await original<typeof import("../../src/aos/util/digest.js")>();
  function note(mac: Buffer): void {
    for (const encoding of ["base64", "hex"] as const) noteSecret(mac.toString(encoding));
  }
  const hmac: typeof own.hmac = (...args) => {
    const mac = own.hmac(...args);
    note(mac);
    return mac;
  };
  class HmacKey extends own.HmacKey {
    override sign(text: string): string {
      const signature = super.sign(text);
      note(Buffer.from(signature, "hex"));
      return signature;
    }
  }
  return { ...own, hmac, HmacKey };
});

afterEach(() => {
  expect(takeLeaks(), "what others may read").toEqual([]);
});
