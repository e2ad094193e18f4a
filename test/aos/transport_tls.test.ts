import { once } from "node:events";
import { symlinkSync } from "node:fs";
import tls, { type TlsOptions } from "node:tls";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AOSE_FAILED_VERIFICATION, AOSE_INTERNAL_ERROR, AOSE_OK } from "../../src/aos/define.js";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";
import type { AosHttpRequestOptions } from "../../src/aos/transport.js";
import { all, exchange, type Prepare, putting } from "../support/http_exchange.js";
import { answerOf, RawServer } from "../support/raw_server.js";
import { useTempDir } from "../support/temp_dir.js";
import { tlsIdentity, tlsPath } from "../support/tls.js";

/** OpenSSL takes versions before 1.2 with these only. */
const ANY_CIPHER = "DEFAULT@SECLEVEL=0";

afterEach(() => {
  aosHttpIoDeinitialize();
});

const https: Prepare = (req) => {
  req.proto = "https://";
};

describe("TLS", () => {
  const temporary = useTempDir();

  const cases: [
    string,
    Parameters<typeof tlsIdentity>[0],
    Partial<AosHttpRequestOptions>,
    number,
  ][] = [
    ["an unknown authority is refused", "server", {}, AOSE_FAILED_VERIFICATION],
    ["caFile makes it known", "server", { caFile: tlsPath("ca.pem") }, AOSE_OK],
    [
      "another name is refused",
      "elsewhere",
      { caFile: tlsPath("ca.pem") },
      AOSE_FAILED_VERIFICATION,
    ],
    [
      "an expired certificate is refused",
      "expired",
      { caFile: tlsPath("ca.pem") },
      AOSE_FAILED_VERIFICATION,
    ],
    ["a self-signed certificate is refused", "self-signed", {}, AOSE_FAILED_VERIFICATION],
    [
      "a self-signed certificate is accepted as the caFile",
      "self-signed",
      { caFile: tlsPath("self-signed.pem") },
      AOSE_OK,
    ],
    ["verifySsl 0 takes any of them", "expired", { verifySsl: 0 }, AOSE_OK],
    ["verifySsl 0 needs no caFile", "server", { verifySsl: 0, caFile: "/nowhere" }, AOSE_OK],
    [
      "a caFile that is not there is -996, as in C",
      "server",
      { caFile: "/nowhere" },
      AOSE_INTERNAL_ERROR,
    ],
    [
      "a caFile without certificates trusts nobody",
      "server",
      { caFile: tlsPath("README.md") },
      AOSE_FAILED_VERIFICATION,
    ],
  ];

  test.each(cases)("%s", async (_, identity, changed, expected) => {
    await using server = await RawServer.answering(answerOf(200), tlsIdentity(identity));
    const { code, reason } = await exchange(server.host, https, changed);
    expect([code, reason !== ""]).toEqual([expected, expected !== AOSE_OK]);
    expect(server.requests).toHaveLength(expected === AOSE_OK ? 1 : 0);
  });

  test("caPath is a directory of authorities, beside the usual ones", async () => {
    symlinkSync(tlsPath("ca.pem"), temporary("a1b2c3d4.0"));
    symlinkSync(tlsPath("README.md"), temporary("README.md"));
    await using server = await RawServer.answering(answerOf(200), tlsIdentity("server"));
    const { code } = await exchange(server.host, https, { caPath: temporary("") });
    expect(code).toBe(AOSE_OK);
  });

  test("older than 1.2 is refused, whatever Node's default is", async () => {
    const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls;
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: ANY_CIPHER } as const;
    await using server = await RawServer.answering(answerOf(200), {
      ...tlsIdentity("server"),
      ...old,
    });
    Object.assign(tls, { DEFAULT_MIN_VERSION: "TLSv1", DEFAULT_CIPHERS: ANY_CIPHER });
    try {
      for (const trust of [{ verifySsl: 0 } as const, { caFile: tlsPath("ca.pem") }]) {
        const { code, reason } = await exchange(server.host, https, trust);
        expect([code, reason]).toEqual([AOSE_INTERNAL_ERROR, expect.stringContaining("TLS")]);
      }
      // The server is there for those who take old versions.
      const { hostname, port } = new URL(`https://${server.host}`);
      const socket = tls.connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
      await once(socket, "secureConnect");
      expect(socket.getProtocol()).toBe("TLSv1.1");
      socket.destroy();
    } finally {
      Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS });
    }
  });

  test("without verification is warned of once", async () => {
    vi.resetModules();
    const log = await import("../../src/aos/log.js");
    const { secureContextFor } = await import("../../src/aos/transport/trust.js");
    const lines: string[] = [];
    log.aosLogSetLevel(log.AOS_LOG_WARN);
    log.aosLogSetPrint((line) => lines.push(line));
    await secureContextFor({ verifySsl: 1, caFile: null, caPath: null });
    expect(lines).toEqual([]);
    for (const verifySsl of [0, false] as const) {
      await secureContextFor({ verifySsl, caFile: null, caPath: null });
    }
    expect(lines).toEqual([expect.stringContaining("certificates are not verified")]);
    log.aosLogSetLevel(log.AOS_LOG_OFF);
    log.aosLogSetPrint(log.aosLogPrintDefault);
  });

  test("no environment variable switches verification off", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    await using server = await RawServer.answering(answerOf(200), tlsIdentity("server"));
    expect((await exchange(server.host, https)).code).toBe(AOSE_FAILED_VERIFICATION);
    vi.unstubAllEnvs();
  });

  test("tells the server which of its names is meant, and no address", async () => {
    const names: string[] = [];
    const identity: TlsOptions = {
      ...tlsIdentity("server"),
      SNICallback: (name, callback) => {
        names.push(name);
        callback(null);
      },
    };
    await using server = await RawServer.answering(answerOf(200), identity);
    const [, port = ""] = server.host.split(":");
    for (const host of [`localhost:${port}`, server.host]) {
      expect((await exchange(host, https, { verifySsl: 0 })).code).toBe(AOSE_OK);
    }
    expect(names).toEqual(["localhost"]);
  });

  test("carries bodies both ways", async () => {
    const body = Buffer.alloc(3_000_000, "tls ");
    await using server = await RawServer.answering(
      (request) => answerOf(200, request.body.toString("latin1")),
      tlsIdentity("server"),
    );
    const trusting = { caFile: tlsPath("ca.pem") };
    const { text, req, resp } = await exchange(server.host, all(https, putting(body)), trusting);
    expect(text).toBe(body.toString("latin1"));
    expect(resp.crc64).toBe(req.crc64);
  });

  test("to a server that speaks none of it fails", async () => {
    await using server = await RawServer.start(async (_, socket) => {
      socket.once("data", () => socket.end(answerOf(400)));
      return Promise.resolve();
    });
    const { code, reason } = await exchange(server.host, https);
    expect(code).toBe(AOSE_INTERNAL_ERROR);
    expect(reason).toContain("TLS");
  });
});
