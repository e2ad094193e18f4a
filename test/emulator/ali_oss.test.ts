/** An independent client against the emulator. */

import { Buffer } from "node:buffer";
import OSS from "ali-oss";
import { describe, expect, test } from "vitest";
import type { OssEmulator } from "../../src/emulator/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";

function client(emulator: OssEmulator, authorizationV4: boolean, more: object = {}): OSS {
  return new OSS({
    accessKeyId: testAccount.accessKeyId,
    accessKeySecret: testAccount.accessKeySecret,
    bucket: testAccount.bucket,
    region: "oss-cn-hangzhou",
    endpoint: emulator.endpoint,
    authorizationV4,
    ...more,
  });
}

describe.each([
  ["V1", false],
  ["V4", true],
])("ali-oss with signatures of %s", (_version, v4) => {
  const emulator = useEmulator();

  test("puts, gets and heads an object", async () => {
    const oss = client(emulator(), v4);
    await oss.put("dir/ein ä+&%.txt", Buffer.from("hello"), { meta: { uid: 1, pid: 2 } });
    const got = await oss.get("dir/ein ä+&%.txt");
    expect(String(got.content)).toBe("hello");
    const head = await oss.head("dir/ein ä+&%.txt");
    expect(head.meta).toEqual({ uid: "1", pid: "2" });
  });

  test("lists", async () => {
    const oss = client(emulator(), v4);
    for (const name of ["a/1", "a/2", "b", "c"]) await oss.put(name, Buffer.from(name));
    const page = await oss.list({ "max-keys": 2, delimiter: "/" }, {});
    expect(page.prefixes).toEqual(["a/"]);
    expect(page.objects.map(({ name }) => name)).toEqual(["b"]);
    expect(page.nextMarker).toBe("b");
  });
});
