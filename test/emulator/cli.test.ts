/** The command, as a process of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { optionsOf } from "../../src/emulator/cli_options.js";
import type { OssEmulator } from "../../src/emulator/index.js";
import { testAccount } from "../support/emulator.js";
import { put, send } from "../support/raw_oss.js";

const command = new URL("../../src/emulator/cli.ts", import.meta.url).pathname;
const key = ["--access-key-id", testAccount.accessKeyId];
const secret = ["--access-key-secret", testAccount.accessKeySecret];
const account = [...key, ...secret, "--bucket", testAccount.bucket];
const target = `/${testAccount.bucket}/x`;
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function run(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", command, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  return child;
}

/** The address that the command prints when it is ready. */
async function ready(child: ChildProcess): Promise<OssEmulator> {
  if (child.stdout === null) throw new Error("no output");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return JSON.parse(line) as OssEmulator;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = "";
  child.stdout?.on("data", (chunk) => (text += String(chunk)));
  child.stderr?.on("data", (chunk) => (text += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, text };
}

describe("oss-emulator", () => {
  test("serves, stops cleanly, and keeps its data", async () => {
    const directory = await mkdtemp(join(tmpdir(), "oss-emulator-"));
    try {
      const first = run(...account, "--data", directory);
      const address = await ready(first);
      expect(address.endpoint).toBe(`http://127.0.0.1:${address.port}`);
      await put(address, "x", "hello");
      first.kill("SIGTERM");
      expect((await ended(first)).code).toBe(0);

      const second = run(...account, "--data", directory);
      const got = await send(await ready(second), { target });
      expect(String(got.body)).toBe("hello");
      second.kill("SIGINT");
      expect((await ended(second)).code).toBe(0);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test("makes faults and takes CNAMEs", async () => {
    const fault = '{"operation":"GetObject","fault":"error","status":503,"code":"Busy"}';
    const cname = `static.example.com=${testAccount.bucket}`;
    const address = await ready(run(...account, "--fault", fault, "--cname", cname));
    const headers = { Host: "static.example.com" };
    const request = { target: "/x", resource: target, headers };
    expect((await send(address, request)).element("Code")).toBe("Busy");
    expect((await send(address, request)).element("Code")).toBe("NoSuchKey");
  });

  test("prints what came, when it is asked for", async () => {
    const child = run(...account, "--log");
    const address = await ready(child);
    const lines = child.stdout === null ? [] : createInterface(child.stdout);
    await put(address, "x", "hello");
    for await (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ method: "PUT", target, status: 200, bytes: 5 });
      break;
    }
    expect.assertions(1);
  });

  test("ends with 2 when it does not know what to do, and with 1 when it can't", async () => {
    const unknown = await ended(run("--unknown"));
    expect([unknown.code, unknown.text]).toEqual([2, expect.stringMatching(/Unknown option/)]);
    const { port } = await ready(run(...account));
    const taken = await ended(run(...account, "--port", String(port)));
    expect([taken.code, taken.text]).toEqual([1, expect.stringMatching(/EADDRINUSE/)]);
  });
});

describe("the options", () => {
  test("become those of the emulator", () => {
    const all = ["--port", "1", "--host", "h", "--data", "d", "--region", "r"];
    const more = [
      "--security-token",
      "t",
      "--minimum-part-size",
      "2",
      "--cname",
      "a.b=c",
      "--restore-time",
      "5",
    ];
    expect(optionsOf([...account, ...all, ...more, "--bucket", "second"])).toEqual({
      accessKeyId: testAccount.accessKeyId,
      accessKeySecret: testAccount.accessKeySecret,
      port: 1,
      host: "h",
      dataDirectory: "d",
      region: "r",
      securityToken: "t",
      minimumPartSize: 2,
      restoreTime: 5,
      cnames: { "a.b": "c" },
      buckets: [testAccount.bucket, "second"],
      faults: [],
      keepRequests: false,
    });
    expect(optionsOf(["--help"])).toBe("help");
  });

  test.each([
    [[], "--access-key-id is needed"],
    [key, "--access-key-secret is needed"],
    [[...account, "--port", "x"], "--port must be a whole number"],
    [[...account, "--minimum-part-size", "-1"], "--minimum-part-size"],
    [[...account, "--restore-time", "x"], "--restore-time"],
    [[...account, "--cname", "x"], "--cname must be HOST=BUCKET"],
    [[...account, "--cname", "x=y=z"], "--cname must be HOST=BUCKET"],
    [[...account, "--fault", "{}"], "The fault must be one of"],
    [[...account, "positional"], "positional"],
  ])("given %j are refused", (args, message) => {
    expect(() => optionsOf(args)).toThrow(message);
    expect(() => optionsOf(args)).toThrow(TypeError);
  });
});
