/** Selecting through the API from a service that runs the expression. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  type AosStatus,
  aosPoolCreate,
  aosStrSet,
  type OssRequestOptions,
  type OssSelectObjectParams,
  ossCreateSelectObjectMeta,
  ossCreateSelectObjectMetaParams,
  ossCreateSelectObjectParams,
  ossPutObjectFromBuffer,
  ossSelectObjectToBuffer,
  ossSelectObjectToFile,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, textOf } from "../support/options.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

async function put(options: OssRequestOptions, content: string | Uint8Array): Promise<void> {
  const s = await ossPutObjectFromBuffer(options, bucket, "a b.csv", buffers(content), null, null);
  expect(s).toMatchObject({ code: 200, errorCode: "" });
}

async function select(
  options: OssRequestOptions,
  sql: string,
  change: (params: OssSelectObjectParams) => void = () => undefined,
): Promise<[AosStatus, string]> {
  const params = ossCreateSelectObjectParams(pool);
  change(params);
  const content = buffers();
  const s = await ossSelectObjectToBuffer(options, bucket, "a b.csv", sql, params, content, null);
  return [s, textOf(content)];
}

describe.each([1, 4])("signed with version %i, select", (version) => {
  test("brings the columns of the rows that meet the condition, to a buffer and to a file", async () => {
    const options = optionsFor(version);
    await put(options, "name,city\nann,Köln\nbob,\ncid,Rome\n");
    const sql = "select name, city from ossobject where city != '' limit 20";
    const change = ({ inputParam, outputParam }: OssSelectObjectParams): void => {
      aosStrSet(inputParam.fileHeaderInfo, "USE");
      outputParam.enablePayloadCrc = true;
    };
    const [s, text] = await select(options, sql, change);
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(text).toBe("ann,Köln\ncid,Rome\n");
    const params = ossCreateSelectObjectParams(pool);
    change(params);
    expect(
      await ossSelectObjectToFile(options, bucket, "a b.csv", sql, params, path("out"), null),
    ).toMatchObject({ code: 200 });
    expect(readFileSync(path("out"), "utf8")).toBe(text);
  });

  test("answers raw, or with a header, or with all columns, or with other delimiters", async () => {
    const options = optionsFor(version);
    await put(options, "name,job\nabc,def\n");
    const sql = "select name from ossobject";
    const use = ({ inputParam }: OssSelectObjectParams): void => {
      aosStrSet(inputParam.fileHeaderInfo, "USE");
    };
    const raw = await select(options, sql, (params) => {
      use(params);
      params.outputParam.outputRawdata = true;
    });
    expect([raw[0].code, raw[1]]).toEqual([206, "abc\n"]);
    const headed = await select(options, sql, (params) => {
      use(params);
      params.outputParam.outputHeader = true;
      params.outputParam.keepAllColumns = true;
      aosStrSet(params.outputParam.recordDelimiter, "\r\n");
      aosStrSet(params.outputParam.fieldDelimiter, "|");
    });
    expect([headed[0].code, headed[1]]).toEqual([200, "name\r\nabc|\r\n"]);
  });

  test("reads what is compressed", async () => {
    const options = optionsFor(version);
    const content = "a,b\n".repeat(50_000);
    await put(options, gzipSync(content));
    const [s, text] = await select(options, "select * from ossobject", (params) => {
      aosStrSet(params.inputParam.compressionType, "GZIP");
      params.outputParam.outputRawdata = false;
    });
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(text === content).toBe(true);
  });

  test("by rows needs that the object was counted", async () => {
    const options = optionsFor(version);
    await put(options, "abc,def\n123,456\n789,efg\nhij,klm\n");
    const byRows = (): Promise<[AosStatus, string]> =>
      select(options, "select _1,_2 from ossobject", ({ inputParam }) => {
        aosStrSet(inputParam.range, "line-range=1-2");
      });
    expect((await byRows())[0]).toMatchObject({ code: 400, errorCode: "InvalidArgument" });
    const meta = ossCreateSelectObjectMetaParams(pool);
    const s = await ossCreateSelectObjectMeta(options, bucket, "a b.csv", meta, null);
    expect(s).toMatchObject({ code: 200, errorCode: "" });
    expect(meta).toMatchObject({ splitsCount: 1, rowsCount: 4n, columnsCount: 2 });
    expect((await byRows())[1]).toBe("123,456\n789,efg\n");
  });

  test("tells what is wrong with the expression, and with the rows", async () => {
    const options = optionsFor(version);
    await put(options, "abc,def\nefg\n");
    const [wrong] = await select(options, "select _1 from ossobject where");
    expect(wrong).toMatchObject({ code: 400, errorCode: "InvalidSqlParameter" });
    const [partial] = await select(options, "select _1, _2 from ossobject", ({ optionParam }) => {
      optionParam.skipPartialDataRecord = true;
    });
    expect(partial.code).toBe(400);
    expect(partial.errorCode).toBe("SelectObjectError");
    expect(partial.errorMsg).toContain("More rows are partial");
  });
});
