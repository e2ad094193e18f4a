import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OracleRecord, parseRecord } from "./record.js";
import { Replayer } from "./replay.js";
import { type ConformanceResult, runRecords, runVectors } from "./run.js";

const records = fileURLToPath(new URL("records", import.meta.url));
const vectors = fileURLToPath(new URL("vectors", import.meta.url));

/** The failures of what is ported, as text; functions that are not ported yet are another matter. */
function failuresOfPorted(results: readonly ConformanceResult[]): string[] {
  return results
    .filter(
      ({ failures }) => failures.length > 0 && !failures.every((f) => f.endsWith("is not ported")),
    )
    .map(({ id, rows, failures }) => `${id} (${rows.join(", ")}): ${failures.join("; ")}`);
}

describe("what the C SDK did", () => {
  test("every record of a ported function passes, or differs as a listed deviation says", async () => {
    const results = await runRecords(records);
    expect(results.length).toBeGreaterThan(600);
    expect(failuresOfPorted(results)).toEqual([]);
  });

  test("every vector of a ported function passes, or differs as a listed deviation says", async () => {
    const results = await runVectors(vectors);
    expect(results.length).toBeGreaterThan(6000);
    expect(failuresOfPorted(results)).toEqual([]);
  });
});

describe("the comparison of records", () => {
  let replayer: Replayer;

  beforeAll(async () => {
    replayer = await Replayer.start();
  });

  afterAll(async () => {
    await replayer.stop();
  });

  /** What replaying a record tells after `spoil` made it say something else. */
  async function failuresOf(
    id: string,
    spoil: (record: OracleRecord) => OracleRecord,
  ): Promise<string> {
    const record = parseRecord(readFileSync(join(records, `${id}.json`), "utf8"));
    return (await replayer.replay(spoil(record))).failures.join("\n");
  }

  const put = "object.put_object_from_buffer.v1_basic";

  function spoiledRequest(change: object): (record: OracleRecord) => OracleRecord {
    return (record) => ({
      ...record,
      exchanges: record.exchanges.map((e) => ({ ...e, request: { ...e.request, ...change } })),
    });
  }

  function spoiledResult(change: object): (record: OracleRecord) => OracleRecord {
    return (record) => ({ ...record, result: { ...record.result, ...change } });
  }

  test("a record that nobody spoiled passes", async () => {
    expect(await failuresOf(put, (record) => record)).toBe("");
  });

  test.each([
    ["method", { method: "POST" }, "method: expected POST, got PUT"],
    ["target", { target: "/other" }, "target: expected /other"],
    ["body", { body_base64: "AAAA" }, "body: expected 3 bytes"],
    ["headers", { headers: [["x-oss-meta-a", "2"]] }, "header missing: x-oss-meta-a: 2"],
    ["host", { headers: [["Host", "elsewhere"]] }, "host: expected elsewhere"],
  ])("another %s in a request is noticed", async (_name, change, text) => {
    expect(await failuresOf(put, spoiledRequest(change))).toContain(text);
  });

  test("a request that should have been sent is missed", async () => {
    const twice = (record: OracleRecord): OracleRecord => ({
      ...record,
      exchanges: [...record.exchanges, ...record.exchanges],
    });
    expect(await failuresOf(put, twice)).toContain("PUT /dir%2Fexampleobject.txt was not sent");
  });

  test("a request that should not have been sent is noticed", async () => {
    const none = (record: OracleRecord): OracleRecord => ({ ...record, exchanges: [] });
    expect(await failuresOf(put, none)).toContain("was not expected");
  });

  test("another secret shows as a wrong signature", async () => {
    const text = await failuresOf(put, (record) => ({
      ...record,
      config: { ...record.config, access_key_secret: "another" },
    }));
    expect(text).toContain("header missing: authorization");
  });

  test("another clock shows in the date", async () => {
    const later = (record: OracleRecord): OracleRecord => ({ ...record, clock: record.clock + 1 });
    expect(await failuresOf(put, later)).toContain("header missing: date");
  });

  test.each([
    ["code", { code: 201 }, "status.code: expected 201, got 200"],
    ["error code", { code: 200, error_code: "X" }, 'status.error_code: expected "X"'],
    ["request id", { code: 200, req_id: "X" }, 'status.req_id: expected "X"'],
  ])("another %s in the status is noticed", async (_name, status, text) => {
    expect(await failuresOf(put, spoiledResult({ status }))).toContain(text);
  });

  test("another response header is noticed", async () => {
    const out = { resp_headers: [["Server", "AliyunOSS"]] };
    expect(await failuresOf(put, spoiledResult({ out }))).toContain("resp_headers: expected");
  });

  test("another field of a list entry is noticed", async () => {
    const text = await failuresOf("object.list_object.v1_basic", (record) =>
      parseRecord(JSON.stringify(record).replaceAll('"size":"344606"', '"size":"1"')),
    );
    expect(text).toContain('params.object_list[0].size: expected "1", got "344606"');
  });

  test("another content of a buffer is noticed", async () => {
    const get = "object.get_object_to_buffer.v1_basic";
    const spoil = spoiledResult({ out: { buffer: [{ text: "line 2" }] } });
    expect(await failuresOf(get, spoil)).toContain("buffer: expected 6 bytes");
  });

  test("another file is noticed", async () => {
    const get = "object.get_object_to_file.v1_basic";
    const file = { path: "download.txt", size: 21, mode: "600", sha256: "00" };
    const text = await failuresOf(get, spoiledResult({ files: [file] }));
    expect(text).toContain("file download.txt: expected 00");
    expect(text).toContain("file download.txt mode: expected 600");
  });

  test("a progress that ends elsewhere is noticed", async () => {
    const get = "object.do_get_object_to_buffer.v1_progress";
    const text = await failuresOf(get, spoiledResult({ progress: [[20, 21]] }));
    expect(text).toContain("last progress: expected [20,21], got [21,21]");
  });

  test("a function that C does not have is told", async () => {
    const strange = (record: OracleRecord): OracleRecord => ({ ...record, function: "oss_fly" });
    expect(await failuresOf(put, strange)).toBe("the C SDK has no function oss_fly");
  });
});

describe("the comparison of vectors", () => {
  async function resultsOf(name: string, file: object): Promise<ConformanceResult[]> {
    const directory = mkdtempSync(join(tmpdir(), "vectors-"));
    try {
      writeFileSync(join(directory, `${name}.json`), JSON.stringify(file));
      return await runVectors(directory);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  test("a file of a function that nobody knows fails by its name", async () => {
    const [unknown] = await resultsOf("oss_fly", {
      function: "oss_fly",
      cases: [{ in: {}, out: 1 }],
    });
    expect(unknown?.failures).toEqual(["oss_fly is not ported"]);
  });

  test("a file is found by the function that it names, and a wrong answer fails", async () => {
    const file = JSON.parse(readFileSync(join(vectors, "aos_crc64.json"), "utf8")) as {
      cases: { out: unknown }[];
    };
    const [first] = file.cases;
    const spoiled = { function: "aos_crc64", cases: [first, { ...first, out: { return: "1" } }] };
    const [right, wrong] = await resultsOf("renamed", spoiled);
    expect(right?.failures).toEqual([]);
    expect(wrong?.failures).toHaveLength(1);
  });
});
