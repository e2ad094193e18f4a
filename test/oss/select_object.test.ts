import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { AOSE_SELECT_OBJECT_CRC_ERROR } from "../../src/aos/define.js";
import {
  ossCreateSelectObjectMeta,
  ossDoSelectObjectToBuffer,
  ossDoSelectObjectToFile,
  ossSelectObjectToBuffer,
  ossSelectObjectToFile,
} from "../../src/oss/api/select.js";
import {
  ossCreateSelectObjectMetaParams,
  ossCreateSelectObjectParams,
} from "../../src/oss/util/create_params.js";
import { useAnswers } from "../support/answers.js";
import { buffers, table, textOf } from "../support/options.js";
import { continuousFrame, dataFrame, endFrame, metaEndFrame } from "../support/select_frames.js";
import { useTempDir } from "../support/temp_dir.js";

const server = useAnswers();
const path = useTempDir();
const SQL = "select * from ossobject";

function answerFrames(...frames: readonly Buffer[]): void {
  server().answer({ status: 206, body: Buffer.concat(frames) });
}

describe("selecting into memory", () => {
  test("gives the selection without its frames, and the code at its end", async () => {
    const { options, seen } = server();
    answerFrames(dataFrame("1,a\n"), continuousFrame(), dataFrame("2,b\n"), endFrame(200));
    const content = buffers("old");
    const params = ossCreateSelectObjectParams(null);
    const s = await ossSelectObjectToBuffer(options, "bucket", "a.csv", SQL, params, content, null);
    expect(s.code).toBe(200);
    expect(textOf(content)).toBe("1,a\n2,b\n");
    const [request] = seen;
    expect(`${request?.method} ${request?.target}`).toBe(
      "POST /bucket%2Fa.csv?x-oss-process=csv%2Fselect",
    );
    const md5 = createHash("md5")
      .update(request?.body ?? "")
      .digest("base64");
    expect(request?.headers.get("content-md5")).toBe(md5);
    expect(request?.body.toString()).toContain(
      `<Expression>${Buffer.from(SQL).toString("base64")}</Expression>`,
    );
  });

  test("lets the caller's parameters and headers go out in the place of its own", async () => {
    const { options, seen } = server();
    answerFrames(endFrame(200));
    const params = ossCreateSelectObjectParams(null);
    const told: number[] = [];
    await ossDoSelectObjectToBuffer(
      options,
      "bucket",
      "a.csv",
      SQL,
      params,
      table({ "content-type": "text/csv" }),
      table({ "x-oss-process": "csv/other" }),
      null,
      (sent) => told.push(sent),
      null,
    );
    expect(seen[0]?.target).toBe("/bucket%2Fa.csv?x-oss-process=csv%2Fother");
    expect(seen[0]?.headers.get("content-type")).toBe("text/csv");
    expect(seen[0]?.headerNames.filter((name) => name === "content-type").length).toBe(1);
    expect(told.at(-1)).toBe(seen[0]?.body.length);
  });

  test("takes a checksum of 0 for none, unless checksums were asked for", async () => {
    const { options } = server();
    answerFrames(dataFrame("1,a\n", 0), endFrame(200));
    const params = ossCreateSelectObjectParams(null);
    for (const [asked, code] of [
      [-1, 200],
      [0, 200],
      [1, AOSE_SELECT_OBJECT_CRC_ERROR],
    ] as const) {
      params.outputParam.enablePayloadCrc = asked;
      const s = await ossSelectObjectToBuffer(options, "bucket", "a.csv", SQL, params, null, null);
      expect(s.code).toBe(code);
    }
  });
});

describe("selecting into a file", () => {
  test("replaces the file by a whole selection", async () => {
    const { options } = server();
    writeFileSync(path("out.csv"), "something longer that was there before");
    answerFrames(dataFrame("1,a\n"), endFrame(206));
    const params = ossCreateSelectObjectParams(null);
    const target = path("out.csv");
    const s = await ossSelectObjectToFile(options, "bucket", "a.csv", SQL, params, target, null);
    expect(s.code).toBe(206);
    expect(readFileSync(target, "utf8")).toBe("1,a\n");
    expect(readdirSync(dirname(target))).toEqual(["out.csv"]);
  });

  test.each([
    ["no end", [dataFrame("1,a\n")], AOSE_SELECT_OBJECT_CRC_ERROR],
    ["a wrong checksum", [dataFrame("1,a\n", 1), endFrame(200)], AOSE_SELECT_OBJECT_CRC_ERROR],
    ["an error at its end", [dataFrame("1,a\n"), endFrame(400, "InvalidCsv.oops")], 400],
  ])("leaves the file as it was when the selection has %s", async (_, frames, code) => {
    const { options } = server();
    writeFileSync(path("out.csv"), "precious");
    answerFrames(...frames);
    const params = ossCreateSelectObjectParams(null);
    const target = path("out.csv");
    const s = await ossDoSelectObjectToFile(
      options,
      "bucket",
      "a.csv",
      SQL,
      params,
      null,
      null,
      target,
      null,
      null,
    );
    expect(s.code).toBe(code);
    expect(readFileSync(target, "utf8")).toBe("precious");
    expect(readdirSync(dirname(target))).toEqual(["out.csv"]);
  });
});

describe("counting the lines of an object", () => {
  test("fills the counts", async () => {
    const { options, seen } = server();
    answerFrames(metaEndFrame(200, { splits: 2, rows: 2n ** 40n, columns: 3 }));
    const params = ossCreateSelectObjectMetaParams(null);
    const s = await ossCreateSelectObjectMeta(options, "bucket", "a.csv", params, null);
    expect(s.code).toBe(200);
    expect(params).toMatchObject({ splitsCount: 2, rowsCount: 2n ** 40n, columnsCount: 3 });
    expect(seen[0]?.target).toBe("/bucket%2Fa.csv?x-oss-process=csv%2Fmeta");
  });

  test("tells of an error at its end, and leaves the counts", async () => {
    const { options } = server();
    answerFrames(metaEndFrame(400, { splits: 1, rows: 1n, columns: 1 }, "InvalidCsvLine.msg"));
    const params = ossCreateSelectObjectMetaParams(null);
    params.splitsCount = 7;
    const s = await ossCreateSelectObjectMeta(options, "bucket", "a.csv", params, null);
    expect(s).toMatchObject({
      code: 400,
      errorCode: "CreateSelectObjectMetaError",
      errorMsg: "InvalidCsvLine.msg",
    });
    expect(params.splitsCount).toBe(7);
  });
});
