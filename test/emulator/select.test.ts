/** Selecting from CSV: the expression, the reading of the object, and the frames of the answer. */

import { createHash } from "node:crypto";
import { crc32, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawAnswer, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

/** A frame: what it is, and what is in it behind its offset. */
interface Frame {
  readonly type: number;
  readonly content: Buffer;
  readonly crc: number;
  readonly computed: number;
}

function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; ) {
    expect(bytes.readUInt8(at)).toBe(1);
    const end = at + 12 + bytes.readUInt32BE(at + 4);
    frames.push({
      type: bytes.readUIntBE(at + 1, 3),
      content: bytes.subarray(at + 20, end),
      crc: bytes.readUInt32BE(end),
      computed: crc32(bytes.subarray(at + 12, end)),
    });
    at = end + 4;
  }
  return frames;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const encodedElements = (texts: Readonly<Record<string, string>>): string =>
  Object.entries(texts)
    .map(([name, text]) => element(name, base64(text)))
    .join("");

/** What a select asks for besides its expression. */
interface Asked {
  readonly header?: string;
  readonly range?: string;
  readonly compression?: string;
  readonly input?: Readonly<Record<string, string>>;
  readonly output?: Readonly<Record<string, string>>;
  /** Further elements of the output, and of the options. */
  readonly flags?: string;
  readonly options?: string;
}

async function process(what: string, body: string, key = "x"): Promise<RawAnswer> {
  return await send(emulator(), {
    method: "POST",
    target: `${bucket}/${key}?x-oss-process=${encodeURIComponent(what)}`,
    resource: `${bucket}/${key}?x-oss-process=${what}`,
    headers: { "Content-MD5": createHash("md5").update(body).digest("base64") },
    body,
  });
}

async function select(sql: string, asked: Asked = {}, key = "x"): Promise<RawAnswer> {
  const { header, range, compression, input = {}, output = {} } = asked;
  const csv = [
    ...(header === undefined ? [] : [element("FileHeaderInfo", header)]),
    encodedElements(input),
    ...(range === undefined ? [] : [element("Range", range)]),
  ].join("");
  const type = compression === undefined ? "" : element("CompressionType", compression);
  const parts = [
    element("Expression", base64(sql)),
    element("InputSerialization", `${type}${element("CSV", csv)}`),
    element(
      "OutputSerialization",
      `${element("CSV", encodedElements(output))}${asked.flags ?? ""}`,
    ),
    element("Options", asked.options ?? ""),
  ];
  return await process("csv/select", element("SelectRequest", parts.join("")), key);
}

/** The text of the data frames; the last frame must say that all went well. */
function resultOf(answer: RawAnswer): string {
  expect(answer.status).toBe(206);
  const frames = framesOf(answer.body);
  const end = frames.at(-1);
  expect(end?.type).toBe(0x800005);
  expect([end?.content.readUInt32BE(8), end?.content.toString("utf8", 12)]).toEqual([200, ""]);
  return Buffer.concat(
    frames.filter(({ type }) => type === 0x800001).map(({ content }) => content),
  ).toString();
}

const PEOPLE = "name,age,city\nann,30,Rome\nbob,9,\nçem,41,Köln\ndan,x,Rome\n";

async function selectPeople(sql: string): Promise<string> {
  await put(emulator(), "x", PEOPLE);
  return resultOf(await select(sql, { header: "Use" }));
}

describe("an expression", () => {
  test.each([
    ["select name from ossobject", "ann\nbob\nçem\ndan\n"],
    ["SELECT Name, AGE FROM OssObject LIMIT 2;", "ann,30\nbob,9\n"],
    ["select _3, _1 from ossobject limit 1", "Rome,ann\n"],
    ["select s._1, ossobject.age from ossobject as s limit 1", "ann,30\n"],
    ['select s."name", `age` from ossobject s limit 1', "ann,30\n"],
    ["select * from ossobject where age > 10", "ann,30,Rome\nçem,41,Köln\n"],
    ["select 'a''b', 1.5, name from ossobject limit 1", "a'b,1.5,ann\n"],
    ["select name from ossobject limit 0", ""],
    ["select name from ossobject where age >= 9 and age <= 30", "ann\nbob\n"],
    ["select name from ossobject where age between 9 and 30", "ann\nbob\n"],
    ["select name from ossobject where age not between 9 and 30", "çem\n"],
    ["select name from ossobject where age = '9' or city = 'Köln'", "bob\nçem\n"],
    ["select name from ossobject where not city = 'Rome'", "bob\nçem\n"],
    ["select name from ossobject where city != 'Rome' and city <> ''", "çem\n"],
    ["select name from ossobject where (age = 9 or age = 30) and city = ''", "bob\n"],
    ["select name from ossobject where age = 9 or age = 30 and city = 'no'", "bob\n"],
    ["select name from ossobject where name like '%n'", "ann\ndan\n"],
    ["select name from ossobject where city like 'K_ln'", "çem\n"],
    ["select name from ossobject where city not like '_%'", "bob\n"],
    ["select name from ossobject where name like 'a!%n' escape '!'", ""],
    ["select name from ossobject where city like 'R.me'", ""],
    ["select name from ossobject where city in ('Rome', 'Köln')", "ann\nçem\ndan\n"],
    ["select name from ossobject where age not in (9, 30)", "çem\n"],
    ["select name from ossobject where name < 'bo'", "ann\n"],
    ["select name from ossobject where _4 is null and age is not null", "ann\nbob\nçem\ndan\n"],
    ["select name from ossobject where _4 = '' or not _4 = ''", ""],
    ["select name from ossobject where age = null", ""],
    ["select name from ossobject where not (age = 9 or _4 = 1)", ""],
    ["select name from ossobject where not (age = 9 and _4 = 1)", "ann\nçem\n"],
    ["select name from ossobject where age > -1 limit 1", "ann\n"],
    ["select cast(age as int) from ossobject where cast(age as string) = '9'", "9\n"],
    ["select name from ossobject where cast(age as double) >= 30.5", "çem\n"],
    ["select count(*) from ossobject", "4\n"],
    ["select count(_4), count(age) from ossobject", "0,4\n"],
    [
      "select sum(age), avg(age), min(age), max(name) from ossobject where age > 0",
      "80,26.666666666666668,9,çem\n",
    ],
    ["select max(age) from ossobject where name = 'nobody'", "\n"],
    ["select sum(cast(age as int)) from ossobject limit 1", "80\n"],
  ])("%s tells %j", async (sql, expected) => {
    expect(await selectPeople(sql)).toBe(expected);
  });

  test.each([
    "",
    "select",
    "update ossobject",
    "select name",
    "select name from other",
    "select name from ossobject where",
    "select name from ossobject where name",
    "select name from ossobject where name like 1",
    "select name from ossobject where name like 'a' escape 'bc'",
    "select name from ossobject where name in ()",
    "select name from ossobject where name not = 'a'",
    "select name from ossobject where (name = 'a'",
    "select name from ossobject limit x",
    "select name from ossobject limit 1.5",
    "select name from ossobject order by name",
    "select name, count(*) from ossobject",
    "select *, name from ossobject",
    "select where from ossobject",
    "select nothing from ossobject",
    "select name from ossobject where nothing = 1",
    "select count(*) from ossobject where not nothing is null",
    "select count(*) from ossobject where age in (1, nothing)",
    "select sum(nothing) from ossobject",
    "select cast(name as blob) from ossobject",
    "select name + 1 from ossobject",
    "select 'a from ossobject",
    `select name from ossobject${" ".repeat(1024)}`,
  ])("%s is refused", async (sql) => {
    await put(emulator(), "x", PEOPLE);
    const refused = await select(sql, { header: "Use" });
    expect([refused.status, refused.element("Code")]).toEqual([400, "InvalidSqlParameter"]);
  });
});

describe("an object", () => {
  test.each<[string, string, string, Asked, string]>([
    ["the header is no header", "a,b\n1,2\n", "select _1", {}, "a\n1\n"],
    ["the header is ignored", "a,b\n1,2\n", "select _1", { header: "IGNORE" }, "1\n"],
    ["the last row has no end", "a,b\n1,2", "select _2", {}, "b\n2\n"],
    ["a row is empty", "a\n\nb\n", "select _1", {}, "a\n\nb\n"],
    ["a column is missing", "a,b\nc\n", "select _1,_2", {}, "a,b\nc,\n"],
    ["there is a comment", "a\n#b\nc\n", "select _1", {}, "a\nc\n"],
    [
      "a comment begins otherwise",
      "a\n#b\n`c\n",
      "select _1",
      { input: { CommentCharacter: "`" } },
      "a\n#b\n",
    ],
    ["quotes hold delimiters", '"a,\n""b",c\n', "select _2,_1", {}, 'c,"a,\n""b"\n'],
    ["quotes are not compared", '"a"\nb\n', "select _1 from ossobject where _1 = 'a'", {}, '"a"\n'],
    [
      "doubled quotes are one",
      '"a""b"\n',
      "select _1 from ossobject where _1 = 'a\"b'",
      {},
      '"a""b"\n',
    ],
    [
      "quotes are others",
      "'a','b\n1','2'\n",
      "select _2",
      { input: { QuoteCharacter: "'" } },
      "'b\n1'\n",
    ],
    [
      "delimiters are others",
      "a,b|c\n\n1|2\n\n",
      "select _2,_1",
      { input: { RecordDelimiter: "\n\n", FieldDelimiter: "|" } },
      "c|a,b\n\n2|1\n\n",
    ],
    [
      "delimiters of the result are others",
      "a,b\n",
      "select _1,_2",
      { output: { RecordDelimiter: "\r\n", FieldDelimiter: "|" } },
      "a|b\r\n",
    ],
    [
      "the result has a header",
      "a,b\n1,2\n",
      "select b, _1 as c",
      { header: "Use", flags: "<OutputHeader>true</OutputHeader>" },
      "b,c\n2,1\n",
    ],
    [
      "the result keeps all columns",
      "a,b,c\n",
      "select _3, _1",
      { flags: "<KeepAllColumns>true</KeepAllColumns>" },
      "a,,c\n",
    ],
    ["it is empty", "", "select _1", {}, ""],
    ["it is empty and counted", "", "select count(*)", {}, "0\n"],
  ])("is read when %s", async (_when, content, sql, asked, expected) => {
    await put(emulator(), "x", content);
    const whole = sql.includes("from") ? sql : `${sql} from ossobject`;
    expect(resultOf(await select(whole, asked))).toBe(expected);
  });

  test("is read the same wherever its bytes are cut", async () => {
    const row = '"quo""ted, \n",ümlaut,3\r\n';
    const content = row.repeat(9000);
    await put(emulator(), "x", content);
    const input = { RecordDelimiter: "\r\n" };
    expect(resultOf(await select("select * from ossobject", { input }))).toBe(content);
    expect(resultOf(await select("select count(*) from ossobject", { input }))).toBe("9000\r\n");
  });

  test("may be compressed, and is answered raw then unless that is refused", async () => {
    await put(emulator(), "x", gzipSync(PEOPLE));
    const raw = await select("select _1 from ossobject limit 2", { compression: "GZIP" });
    expect(raw.headers["x-oss-select-output-raw"]).toBe("true");
    expect(String(raw.body)).toBe("name\nann\n");
    const flags = "<OutputRawData>false</OutputRawData>";
    const framed = await select("select _1 from ossobject limit 1", { compression: "GZIP", flags });
    expect(resultOf(framed)).toBe("name\n");
  });

  test("that is not compressed although it should be is refused", async () => {
    await put(emulator(), "x", PEOPLE);
    const refused = await select("select _1 from ossobject", { compression: "GZIP" });
    expect([refused.status, refused.element("Code")]).toEqual([400, "BadRequest"]);
  });

  test("must be there, and thawed, and readable for whoever asks", async () => {
    expect((await select("select _1 from ossobject")).element("Code")).toBe("NoSuchKey");
    await put(emulator(), "x", PEOPLE, { "x-oss-storage-class": "Archive" });
    const frozen = await select("select _1 from ossobject");
    expect(frozen.element("Code")).toBe("InvalidObjectState");
  });
});

describe("the answer of a select", () => {
  test("may be raw", async () => {
    await put(emulator(), "x", "a,b\n");
    const flags = "<OutputRawData>true</OutputRawData>";
    const raw = await select("select _2 from ossobject", { flags });
    expect([raw.status, String(raw.body)]).toEqual([206, "b\n"]);
    expect(raw.headers["x-oss-select-output-raw"]).toBe("true");
  });

  test("has checksums on demand", async () => {
    await put(emulator(), "x", "a,b\n");
    const without = await select("select _2 from ossobject");
    expect(without.headers["x-oss-select-output-raw"]).toBe("false");
    expect(framesOf(without.body).map(({ crc }) => crc)).toEqual([0, 0]);
    const flags = "<EnablePayloadCrc>true</EnablePayloadCrc>";
    const frames = framesOf((await select("select _2 from ossobject", { flags })).body);
    expect(frames.map(({ crc }) => crc)).toEqual(frames.map(({ computed }) => computed));
  });

  test("comes in frames of a size, and says that it is at work when there is nothing to say", async () => {
    const row = `${"x".repeat(1023)}\n`;
    await put(emulator(), "x", row.repeat(9 * 1024));
    const silent = framesOf((await select("select _1 from ossobject where _1 = 'a'")).body);
    expect(silent.map(({ type }) => type)).toEqual([0x800004, 0x800004, 0x800005]);
    const found = framesOf((await select("select _1 from ossobject limit 200")).body);
    const sizes = found.slice(0, -1).map(({ content }) => content.length);
    expect(sizes).toEqual([65_536, 65_536, 65_536, 8192]);
  });

  test("tells in its end what went wrong on the way", async () => {
    await put(emulator(), "x", "a,b\nc\nd,e\n");
    const skip = "<SkipPartialDataRecord>true</SkipPartialDataRecord>";
    const refused = await select("select _1, _2 from ossobject", { options: skip });
    const end = framesOf(refused.body).at(-1)?.content;
    expect(end?.readUInt32BE(8)).toBe(400);
    expect(end?.toString("utf8", 12)).toMatch(/^BadRequest\.More rows are partial/);
    const most = "<MaxSkippedRecordsAllowed>1</MaxSkippedRecordsAllowed>";
    const skipped = await select("select _1, _2 from ossobject", { options: `${skip}${most}` });
    expect(resultOf(skipped)).toBe("a,b\nd,e\n");
  });
});

describe("a select", () => {
  test.each<[Asked, number, string]>([
    [{ input: { QuoteCharacter: "abcd" } }, 400, "InvalidInputQuoteCharacter"],
    [{ input: { FieldDelimiter: ",," } }, 400, "InvalidInputFieldDelimiter"],
    [{ input: { RecordDelimiter: "abc" } }, 400, "InvalidInputRecordDelimiter"],
    [{ input: { CommentCharacter: "##" } }, 400, "InvalidInputCommentCharacter"],
    [{ header: "x" }, 400, "InvalidArgument"],
    [{ range: "line-range=2-1" }, 400, "InvalidArgument"],
    [{ range: "bytes=1-2" }, 400, "InvalidArgument"],
    [{ range: "line-range=0-1" }, 400, "InvalidArgument"],
    [{ compression: "BZIP2" }, 400, "InvalidArgument"],
  ])("is refused with %o", async (asked, status, code) => {
    await put(emulator(), "x", PEOPLE);
    const refused = await select("select _1 from ossobject", asked);
    expect([refused.status, refused.element("Code")]).toEqual([status, code]);
  });

  test.each(["c2VsZWN", "c2Vs!ZWN0", "===="])("by the Base64 %s is refused", async (text) => {
    await put(emulator(), "x", PEOPLE);
    const body = element("SelectRequest", element("Expression", text));
    const refused = await process("csv/select", body, "x");
    expect([refused.status, refused.element("Code")]).toEqual([400, "InvalidArgument"]);
  });

  test("of JSON, or in another form, is not implemented", async () => {
    await put(emulator(), "x", PEOPLE);
    const json = "<SelectRequest><InputSerialization><JSON/></InputSerialization></SelectRequest>";
    expect((await process("csv/select", json)).element("Code")).toBe("NotImplemented");
    expect((await process("json/select", json)).element("Code")).toBe("NotImplemented");
    expect((await process("image/resize,w_1|sys/saveas,o_x", "")).status).toBe(501);
    expect((await process("csv/select", "<Other/>")).element("Code")).toBe("MalformedXML");
  });
});

describe("create-meta", () => {
  async function count(
    csv: Readonly<Record<string, string>> = {},
    more = "",
  ): Promise<readonly number[]> {
    const input = element("InputSerialization", element("CSV", encodedElements(csv)));
    const answer = await process("csv/meta", element("CsvMetaRequest", `${input}${more}`));
    expect(answer.status).toBe(206);
    const [frame, ...others] = framesOf(answer.body);
    expect([frame?.type, others.length, frame?.crc]).toEqual([0x800006, 0, frame?.computed]);
    const content = frame?.content ?? Buffer.alloc(0);
    expect([content.readUInt32BE(8), content.length]).toEqual([200, 28]);
    return [
      content.readUInt32BE(12),
      Number(content.readBigUInt64BE(16)),
      content.readUInt32BE(24),
    ];
  }

  test("counts splits, rows and columns once, or again on demand, or when the object is new", async () => {
    const content = "abc,def123,456|7891334\n777,888|999,222012345\n\n";
    const other = { RecordDelimiter: "\n\n", FieldDelimiter: "|" };
    await put(emulator(), "x", content);
    expect(await count()).toEqual([1, 3, 3]);
    expect(await count(other)).toEqual([1, 3, 3]);
    expect(await count(other, "<OverwriteIfExists>true</OverwriteIfExists>")).toEqual([1, 1, 3]);
    await put(emulator(), "x", "a\n");
    expect(await count()).toEqual([1, 1, 1]);
  });

  test("counts again what was appended", async () => {
    const append = async (position: number): Promise<void> => {
      const target = `${bucket}/x?append&position=${position}`;
      expect((await send(emulator(), { method: "POST", target, body: "a\n" })).status).toBe(200);
    };
    await append(0);
    expect(await count()).toEqual([1, 1, 1]);
    await append(2);
    expect(await count()).toEqual([1, 2, 1]);
  });

  test("lets rows and splits be selected", async () => {
    const rows = Array.from({ length: 9 * 1024 }, (_, i) => `${String(i).padEnd(1023)}\n`);
    await put(emulator(), "x", rows.join(""));
    expect(await count()).toEqual([3, 9216, 1]);
    const few = await select("select _1 from ossobject", { range: "line-range=1-2" });
    expect(resultOf(few)).toBe(`${rows[1] ?? ""}${rows[2] ?? ""}`);
    const counted = async (range: string): Promise<string> =>
      resultOf(await select("select count(*) from ossobject", { range }));
    expect(await counted("split-range=0-0")).toBe("4096\n");
    expect(await counted("split-range=1-2")).toBe("5120\n");
    const named = { header: "Use", range: "line-range=0-1" };
    expect(resultOf(await select("select count(*) from ossobject", named))).toBe("1\n");
  });

  test("counts plain objects only", async () => {
    await put(emulator(), "x", PEOPLE);
    const body =
      "<CsvMetaRequest><InputSerialization><CompressionType>GZIP</CompressionType></InputSerialization></CsvMetaRequest>";
    expect((await process("csv/meta", body)).element("Code")).toBe("InvalidArgument");
    expect((await process("csv/meta", "<Other/>")).element("Code")).toBe("MalformedXML");
  });
});
