/** What tests of downloads in parts have in common. */

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Scene, TransferWish } from "./transfers.js";

/** Works on the scene of the test that runs. */
export interface Downloads {
  /** The ranges that were asked for, and answered with content. */
  rangesGot: () => (string | undefined)[];
  /** Stores an object of three parts, and downloads two of them to `copy`. */
  interrupted: (wish?: TransferWish) => Promise<Buffer>;
  /** Expects that `copy` holds the content, and that nothing lies beside it. */
  expectCopy: (content: Buffer) => void;
}

/** The helpers, for the scenes of a test file. */
export function downloadsOf(scene: () => Scene): Downloads {
  const rangesGot = (): (string | undefined)[] =>
    scene()
      .emulator.requests.filter(
        ({ operation, status }) => operation === "GetObject" && status < 300,
      )
      .map(({ headers }) => new Map(headers).get("range"));
  const interrupted = async (wish: TransferWish = {}): Promise<Buffer> => {
    const content = randomBytes(250);
    await scene().put("key", content);
    const error = { fault: "error", status: 500, code: "InternalError", message: "oops" } as const;
    scene().emulator.faults.add({ operation: "GetObject", nth: 3, ...error });
    const { s } = await scene().download(scene().path("copy"), wish);
    expect(s).toMatchObject({ code: 500, errorCode: "InternalError", errorMsg: "oops" });
    scene().emulator.faults.clear();
    scene().emulator.requests.length = 0;
    return content;
  };
  const expectCopy = (content: Buffer): void => {
    expect(readFileSync(scene().path("copy"))).toEqual(content);
    expect(scene().files).toEqual(["copy"]);
  };
  return { rangesGot, interrupted, expectCopy };
}
