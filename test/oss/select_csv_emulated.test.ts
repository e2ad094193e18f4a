/** The options of a select through the API, one by one, in a service that runs the expression. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  AOSE_OPEN_FILE_ERROR,
  type AosStatus,
  type AosTable,
  aosPoolCreate,
  aosStrSet,
  type OssRequestOptions,
  type OssSelectObjectMetaParams,
  type OssSelectObjectParams,
  ossCreateSelectObjectMeta,
  ossCreateSelectObjectMetaParams,
  ossCreateSelectObjectParams,
  ossHeadObject,
  ossPutObjectFromBuffer,
  ossSelectObjectToBuffer,
  ossSelectObjectToFile,
  out,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions, textOf } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";
import { useTempDir } from "../support/temp_dir.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const path = useTempDir();
const pool = aosPoolCreate(null);
const NAMES = "name,job\nabc,def\n";

/** 300 cities of which some have no name. */
const CITIES = [
  "Year,StateAbbr,StateDesc,CityName,PopulationCount",
  ...Array.from(
    { length: 300 },
    (_, i) => `2013,S${i},State,${i % 3 === 0 ? "" : `City ${i}`},${i}`,
  ),
  "",
].join("\n");

type Change = (params: OssSelectObjectParams) => void;

async function put(options: OssRequestOptions, content: string | Uint8Array): Promise<void> {
  await succeeds(ossPutObjectFromBuffer(options, bucket, "x.csv", buffers(content), null, null));
}

function paramsFor(change: Change): OssSelectObjectParams {
  const params = ossCreateSelectObjectParams(pool);
  change(params);
  return params;
}

async function select(
  options: OssRequestOptions,
  sql: string,
  change: Change,
): Promise<[number, string]> {
  const content = buffers();
  const headers = out<AosTable>();
  const args = [options, bucket, "x.csv", sql, paramsFor(change), content, headers] as const;
  const { code } = await ossSelectObjectToBuffer(...args);
  expect(headers.value).not.toBeNull();
  return [code, textOf(content)];
}

async function selectToFile(
  options: OssRequestOptions,
  sql: string,
  change: Change,
  file: string,
): Promise<AosStatus> {
  return ossSelectObjectToFile(options, bucket, "x.csv", sql, paramsFor(change), file, null);
}

async function count(
  options: OssRequestOptions,
  change: (params: OssSelectObjectMetaParams) => void,
): Promise<(number | bigint)[]> {
  const params = ossCreateSelectObjectMetaParams(pool);
  change(params);
  const { code } = await ossCreateSelectObjectMeta(options, bucket, "x.csv", params, null);
  return [code, params.splitsCount, params.rowsCount, params.columnsCount];
}

const none: Change = () => undefined;
const useHeader: Change = ({ inputParam }) => {
  aosStrSet(inputParam.fileHeaderInfo, "USE");
};
const checked: Change = (params) => {
  useHeader(params);
  params.outputParam.enablePayloadCrc = true;
};
const unzipped: Change = ({ inputParam }) => {
  aosStrSet(inputParam.fileHeaderInfo, "None");
  aosStrSet(inputParam.recordDelimiter, "\n");
  aosStrSet(inputParam.fieldDelimiter, ",");
  aosStrSet(inputParam.quoteCharacter, '"');
  aosStrSet(inputParam.compressionType, "GZIP");
};

const cases: readonly (readonly [string, string, string, Change, number, string])[] = [
  [
    "the names of columns",
    NAMES,
    "select name from ossobject",
    (params) => {
      useHeader(params);
      params.outputParam.outputHeader = true;
    },
    200,
    "name\nabc\n",
  ],
  ["no names of columns", NAMES, "select name from ossobject", useHeader, 200, "abc\n"],
  [
    "empty columns for those that were not asked for",
    "abc,def,ghi,jkl\n",
    "select _1, _4 from ossobject",
    ({ outputParam }) => {
      outputParam.keepAllColumns = true;
    },
    200,
    "abc,,,jkl\n",
  ],
  [
    "only the columns that were asked for",
    "abc,def,ghi,jkl\n",
    "select _1, _4 from ossobject",
    ({ outputParam }) => {
      outputParam.keepAllColumns = false;
    },
    200,
    "abc,jkl\n",
  ],
  [
    "raw data",
    "abc,def\n",
    "select _1 from ossobject",
    ({ outputParam }) => {
      outputParam.outputRawdata = true;
    },
    206,
    "abc\n",
  ],
  [
    "data in frames",
    "abc,def\n",
    "select _1 from ossobject",
    ({ outputParam }) => {
      outputParam.outputRawdata = false;
    },
    200,
    "abc\n",
  ],
  [
    "empty columns where a row has none",
    "abc,def\nefg\nhij,klm\n123,456\n",
    "select _1, _2 from ossobject",
    ({ optionParam }) => {
      optionParam.skipPartialDataRecord = false;
    },
    200,
    "abc,def\nefg,\nhij,klm\n123,456\n",
  ],
  [
    "checksums",
    "abc,def\n",
    "select _1, _2 from ossobject",
    ({ outputParam }) => {
      outputParam.enablePayloadCrc = true;
    },
    200,
    "abc,def\n",
  ],
  [
    "no checksums",
    "abc,def\n",
    "select _1, _2 from ossobject",
    ({ outputParam }) => {
      outputParam.enablePayloadCrc = false;
    },
    200,
    "abc,def\n",
  ],
  [
    "other delimiters",
    "abc,def\n",
    "select _1,_2 from ossobject",
    ({ outputParam }) => {
      aosStrSet(outputParam.recordDelimiter, "\r\n");
      aosStrSet(outputParam.fieldDelimiter, "|");
    },
    200,
    "abc|def\r\n",
  ],
  [
    "no rows that are comments",
    "abc,def\n`123,456\n#ghi,jkl\n",
    "select _1 from ossobject",
    ({ inputParam }) => {
      aosStrSet(inputParam.commentCharacter, "`");
    },
    200,
    "abc\n#ghi\n",
  ],
  [
    "apostrophes as they are",
    "'abc','def\n123','456'\n",
    "select _2 from ossobject",
    none,
    200,
    "'def\n'456'\n",
  ],
  [
    "apostrophes as quotes",
    "'abc','def\n123','456'\n",
    "select _2 from ossobject",
    ({ inputParam }) => {
      aosStrSet(inputParam.quoteCharacter, "'");
    },
    200,
    "'def\n123'\n",
  ],
  [
    "rows and columns that are delimited otherwise",
    "abc,def|123,456|7891334\n\n777,888|999,222|012345\n\n",
    "select _2,_3 from ossobject",
    ({ inputParam }) => {
      aosStrSet(inputParam.recordDelimiter, "\n\n");
      aosStrSet(inputParam.fieldDelimiter, "|");
    },
    200,
    "123,456|7891334\n\n999,222|012345\n\n",
  ],
];

describe.each([1, 4])("signed with version %i, select answers", (version) => {
  const optionsFor = (): OssRequestOptions => signedOptions(pool, emulator().endpoint, version);

  test.each(cases)("%s", async (_, content, sql, change, code, expected) => {
    const options = optionsFor();
    await put(options, content);
    expect(await select(options, sql, change)).toEqual([code, expected]);
  });

  test("the first 20 cities that have a name, of an object that was counted", async () => {
    const options = optionsFor();
    await put(options, CITIES);
    expect(await count(options, () => undefined)).toEqual([200, 1, 301n, 5]);
    const headers = out<AosTable>();
    await succeeds(ossHeadObject(options, bucket, "x.csv", null, headers), 200);
    expect(headers.value?.get("Content-Length")).toBe(String(CITIES.length));
    const sql =
      "select Year, StateAbbr, CityName, PopulationCount from ossobject where CityName != '' limit 20";
    const [code, text] = await select(options, sql, checked);
    const rows = text.trimEnd().split("\n");
    expect([code, rows.length]).toEqual([200, 20]);
    expect(rows.map((row) => row.split(",")[2])).not.toContain("");
    expect(rows[0]).toBe("2013,S1,City 1,1");
  });

  test("as many rows as the limit says, to memory and to a file", async () => {
    const options = optionsFor();
    await put(options, CITIES);
    const sql = "select Year, StateAbbr,StateDesc from ossobject limit 200";
    const [code, text] = await select(options, sql, checked);
    expect([code, text.trimEnd().split("\n").length]).toEqual([200, 200]);
    await succeeds(selectToFile(options, sql, checked, path("rows")), 200);
    expect(readFileSync(path("rows"), "utf8")).toBe(text);
  });

  test("what was compressed: in frames to memory, raw to a file, and nothing to no place", async () => {
    const options = optionsFor();
    await put(options, gzipSync(CITIES));
    const sql = "select * from ossobject";
    const framed: Change = (params) => {
      unzipped(params);
      params.outputParam.outputRawdata = false;
    };
    expect(await select(options, sql, framed)).toEqual([200, CITIES]);
    await succeeds(selectToFile(options, sql, unzipped, path("all")), 206);
    expect(readFileSync(path("all"), "utf8")).toBe(CITIES);
    const nowhere = path("g:/invalid-path");
    await fails(selectToFile(options, sql, unzipped, nowhere), AOSE_OPEN_FILE_ERROR);
  });

  test.each([
    ["none", "select _2,_3 from ossobject where"],
    ["longer than the service takes, by spaces", "select name from ossobject".padEnd(2499)],
  ])("400 for an expression that is %s", async (_, sql) => {
    const options = optionsFor();
    await put(options, NAMES);
    expect((await select(options, sql, useHeader))[0]).toBe(400);
  });

  test("400 for a row that is partial, when such rows are skipped", async () => {
    const options = optionsFor();
    await put(options, "abc,def\nefg\nhij,klm\n");
    const [code] = await select(options, "select _1, _2 from ossobject", ({ optionParam }) => {
      optionParam.skipPartialDataRecord = true;
    });
    expect(code).toBe(400);
  });
});

describe.each([1, 4])("signed with version %i, rows and columns are counted", (version) => {
  const optionsFor = (): OssRequestOptions => signedOptions(pool, emulator().endpoint, version);

  test("once for an object, unless its counts are to be replaced", async () => {
    const options = optionsFor();
    await put(options, "abc,def123,456|7891334\n777,888|999,222012345\n\n");
    const delimited =
      (field: string, row: string, over: boolean) => (p: OssSelectObjectMetaParams) => {
        aosStrSet(p.fieldDelimiter, field);
        aosStrSet(p.recordDelimiter, row);
        if (over) p.overWriteIfExisting = true;
      };
    expect(await count(options, delimited(",", "\n", false))).toEqual([200, 1, 3n, 3]);
    expect(await count(options, delimited("|", "\n\n", false))).toEqual([200, 1, 3n, 3]);
    expect(await count(options, delimited("|", "\n\n", true))).toEqual([200, 1, 1n, 3]);
    await put(options, "abc,def123,456|7891334\n777,888|999,222012345\n\n");
    expect(await count(options, delimited("|", "\n\n", true))).toEqual([200, 1, 1n, 3]);
  });

  test.each([
    ["'", [200, 1, 1n, 3]],
    ['"', [200, 1, 2n, 2]],
  ])("by the quotes %s", async (quote, expected) => {
    const options = optionsFor();
    await put(options, "'abc','def\n123','456'\n");
    const counted = await count(options, ({ quoteCharacter }) => {
      aosStrSet(quoteCharacter, quote);
    });
    expect(counted).toEqual(expected);
  });

  test("by no quotes of several characters: 400", async () => {
    const options = optionsFor();
    await put(options, "'abc','def\n123','456'\n");
    const [code] = await count(options, ({ quoteCharacter }) => {
      aosStrSet(quoteCharacter, "adbc");
    });
    expect(code).toBe(400);
  });
});
