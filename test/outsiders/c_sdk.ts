/** Runs the test program of the C SDK, `oss_c_sdk_test`, suite by suite. */

import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KEY_ID, KEY_SECRET, outputOf, startEmulator } from "./processes.js";
import type { Failure, Reasons, Suite } from "./tally.js";

/** What can't pass against a server on this machine. */
export const C_SDK_REASONS: Reasons = [
  [/^test_(resize|crop|rotate|sharpen|format)_image$/, "Needs real image processing"],
  [/^test_proxy_(put_object|list_object|resumable)/, "Needs the makers' proxy on the Internet"],
  [/^test_https_(put_object|list_object)/, "Needs the service's own certificate on the Internet"],
  [
    /^test_put_object_from_buffer_with_invalid_endpoint$/,
    "Needs a network in which nobody answers at 192.168.1.1",
  ],
  [
    /^test_object_with_invalid_endpoint$/,
    "Appends :80 to an endpoint: needs an account that may listen on port 80",
  ],
];

/**
 * Runs all suites. The program appends `:80` to the endpoint in one test, so the emulator listens on
 * port 80 where it may.
 */
export async function runCSdk(program: string): Promise<Suite[]> {
  const emulator = (await startEmulator(80)) ?? (await startEmulator(0));
  if (emulator === null) throw new Error("oss-emulator does not start.");
  const host = emulator.port === 80 ? "127.0.0.1" : `127.0.0.1:${emulator.port}`;
  const directory = await mkdtemp(join(tmpdir(), "oss-c-sdk-test-"));
  const callbacks = await startCallbackServer();
  const env = {
    OSS_TEST_ENDPOINT: `http://${host}`,
    OSS_TEST_REGION: "cn-hangzhou",
    OSS_TEST_ACCESS_KEY_ID: KEY_ID,
    OSS_TEST_ACCESS_KEY_SECRET: KEY_SECRET,
    OSS_TEST_CALLBACK_URL: urlOf(callbacks),
  };
  try {
    const path = resolve(program);
    const names = (await outputOf(path, ["-l"], directory))
      .split("\n")
      .filter((name) => name !== "");
    const suites: Suite[] = [];
    for (const name of names) {
      // Its requests go to the service's public name, which the emulator stands for as a proxy.
      const proxy =
        name === "test_oss_sign" ? { http_proxy: `http://127.0.0.1:${emulator.port}` } : {};
      const output = await outputOf(path, [name], directory, { ...env, ...proxy });
      suites.push(readSuite(name, output));
    }
    return suites;
  } finally {
    emulator.stop();
    callbacks.close();
    await rm(directory, { recursive: true });
  }
}

/** Reads what CuTest says at the end: a line of dots and Fs, and each failure with its number. */
function readSuite(name: string, output: string): Suite {
  const marks = /^[.F]+$/m.exec(output)?.[0];
  if (marks === undefined) {
    return { name, tests: 1, failures: [{ test: name, message: "the program broke off" }] };
  }
  const failures = [...output.matchAll(/^\d+\) (\w+): (.*)$/gm)].map(
    ([, test = "", message = ""]): Failure => ({ test, message }),
  );
  return { name, tests: marks.length, failures };
}

/** What the tests of callbacks call. */
async function startCallbackServer(): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on("end", () => outgoing.end('{"Status":"OK"}'));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}/`;
}
