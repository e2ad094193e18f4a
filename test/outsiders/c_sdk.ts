/** Runs the test program of the C SDK, `oss_c_sdk_test`, suite by suite. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KEY_ID, KEY_SECRET, outputOf, startEmulator } from "./processes.js";
import { startBothSchemes, startCallbackServer, startSilentProxy } from "./stand_ins.js";
import type { Failure, Reasons, Suite } from "./tally.js";

/** What can't pass against a server on this machine. */
export const C_SDK_REASONS: Reasons = [
  [/^test_(resize|crop|rotate|sharpen|format)_image$/, "Needs real image processing"],
  [/^test_proxy_(put_object|list_object|resumable)/, "Needs the makers' proxy on the Internet"],
  [
    /^test_https_(put_object|list_object)/,
    "Trusts the authorities of its ca-certificates.crt alone: ours is to be added (docs/emulator.md)",
  ],
  [
    /^test_object_with_invalid_endpoint$/,
    "Appends :80 to an endpoint: needs an account that may listen on port 80",
  ],
];

/** What a suite finds in its environment. */
type Environment = Readonly<Record<string, string>>;

/**
 * Runs all suites. The program appends `:80` to the endpoint in one test, so the emulator listens on
 * port 80 where it may.
 */
export async function runCSdk(program: string): Promise<Suite[]> {
  const emulator = (await startEmulator(80)) ?? (await startEmulator(0));
  if (emulator === null) throw new Error("oss-emulator does not start.");
  const directory = await mkdtemp(join(tmpdir(), "oss-c-sdk-test-"));
  try {
    return await runSuites(resolve(program), directory, emulator.port);
  } finally {
    emulator.stop();
    await rm(directory, { recursive: true });
  }
}

async function runSuites(program: string, directory: string, port: number): Promise<Suite[]> {
  await using callbacks = await startCallbackServer();
  await using silence = await startSilentProxy();
  await using bothSchemes = await startBothSchemes(port);
  const env = {
    OSS_TEST_ENDPOINT: `http://127.0.0.1${port === 80 ? "" : `:${port}`}`,
    OSS_TEST_REGION: "cn-hangzhou",
    OSS_TEST_ACCESS_KEY_ID: KEY_ID,
    OSS_TEST_ACCESS_KEY_SECRET: KEY_SECRET,
    OSS_TEST_CALLBACK_URL: `${callbacks.url}/`,
  };
  const others: Readonly<Record<string, readonly Environment[]>> = {
    // Its requests go to the service's public name, which the emulator stands for as a proxy.
    test_oss_sign: [{ http_proxy: `http://127.0.0.1:${port}` }],
    // It makes its bucket with HTTP, and goes on with HTTPS at the same place.
    test_oss_https: [{ OSS_TEST_ENDPOINT: bothSchemes.url }],
    // Two of its tests want other networks: one in which a name is not found, one without an answer.
    test_oss_object: [{}, { http_proxy: silence.url, no_proxy: "127.0.0.1" }],
  };
  const names = (await outputOf(program, ["-l"], directory)).split("\n");
  const suites: Suite[] = [];
  for (const name of names.filter((one) => one !== "")) {
    const runs: Suite[] = [];
    for (const other of others[name] ?? [{}]) {
      const output = await outputOf(program, [name], directory, { ...env, ...other });
      runs.push(readSuite(name, output));
    }
    suites.push(bestOf(runs));
  }
  return suites;
}

/** A suite that ran in several networks: a test passed if it did in the one that it was written for. */
function bestOf([first, ...others]: readonly Suite[]): Suite {
  if (first === undefined) throw new Error("The suite did not run.");
  if (others.some(({ tests }) => tests !== first.tests))
    throw new Error(`${first.name} broke off.`);
  const failures = first.failures.filter(({ test }) =>
    others.every((other) => other.failures.some((failure) => failure.test === test)),
  );
  return { ...first, failures };
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
