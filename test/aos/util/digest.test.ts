import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { out } from "../../../src/aos/out.js";
import { aosString } from "../../../src/aos/string.js";
import {
  aosBase64Encode,
  aosEncodeHex,
  aosHmacSha256,
  aosMd5,
  aosSha256,
  HmacKey,
  hmac,
  hmacSha1,
} from "../../../src/aos/util/digest.js";

/** RFC 2202 and RFC 4231: key, message, HMAC-SHA-1 and the first half of HMAC-SHA-256. */
describe.each([
  [
    "test case 1",
    Buffer.alloc(20, 0x0b),
    "Hi There",
    "b617318655057264e28bc0b6fb378c8ef146be00",
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  ],
  [
    "test case 2",
    Buffer.from("Jefe"),
    "what do ya want for nothing?",
    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
])("HMAC of %s", (_, key, message, sha1, sha256) => {
  test("is that of the RFC", () => {
    const mac = Buffer.alloc(20);
    hmacSha1(mac, key, key.length, message, message.length);
    expect(mac.toString("hex")).toBe(sha1);
    const mac256 = Buffer.alloc(32);
    aosHmacSha256(mac256, key, key.length, message, message.length);
    expect(mac256.toString("hex")).toBe(sha256);
    expect(new HmacKey(key).sign(message)).toBe(sha256);
  });
});

describe("HMAC of a key over 64 bytes", () => {
  const key = Buffer.alloc(80, 0xaa);
  const message = "Test Using Larger Than Block-Size Key - Hash Key First";

  test("is that of RFC 2202, test case 6", () => {
    expect(hmac("sha1", key, message).toString("hex")).toBe(
      "aa4ae5e15272d00e95705637ce8a3b55ed402112",
    );
  });

  test("is that of RFC 4231, test case 6", () => {
    const long = Buffer.alloc(131, 0xaa);
    const mac = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
    expect(hmac("sha256", long, message).toString("hex")).toBe(mac);
    expect(new HmacKey(long).sign(message)).toBe(mac);
  });
});

test("a key signs any texts, one after the other, as node does", () => {
  const texts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 2 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 65 }), texts, (secret, messages) => {
      const key = new HmacKey(Buffer.from(secret));
      for (const message of messages) {
        expect(key.sign(message)).toBe(createHmac("sha256", secret).update(message).digest("hex"));
      }
    }),
  );
});

test("lengths say how much of the key and of the message counts", () => {
  const mac = Buffer.alloc(32);
  aosHmacSha256(mac, "keykey", 3, "message", 3);
  expect(mac.equals(createHmac("sha256", "key").update("mes").digest())).toBe(true);
});

test("a result that has no room is a TypeError, not a digest cut short", () => {
  expect(() => {
    aosSha256(Buffer.alloc(31), "", 0);
  }).toThrow(new TypeError("the digest needs 32 bytes"));
});

test("a longer result keeps what stands behind the digest", () => {
  const hash = Buffer.alloc(34, 7);
  aosSha256(hash, "abc", 3);
  expect(hash.subarray(30).toString("hex")).toBe("15ad0707");
});

test("MD5 has 16 bytes, and base64 reads no more of it than there is", () => {
  const md5 = aosMd5(null, "hello", 5);
  const base64 = aosString();
  // The sample of C passes 20.
  expect(aosBase64Encode(md5, 20, base64)).toBe(24);
  expect(base64.data).toBe("XUFAKrxLKna5cZ2REBfFkg==");
});

test("base64 is that of RFC 4648 for any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const base64 = aosString();
      expect(aosBase64Encode(bytes, bytes.length, base64)).toBe(base64.len);
      expect(Buffer.from(base64.data, "base64").equals(bytes)).toBe(true);
      expect(base64.data).toMatch(
        /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      );
    }),
  );
});

test("hexadecimal digits go where they are wanted", () => {
  const dest = aosString();
  const len = out<number>();
  expect(aosEncodeHex(dest, Buffer.from([0, 171, 255]), 2, len)).toBe(0);
  expect([dest.data, len.value]).toEqual(["00ab", 5]);
});
