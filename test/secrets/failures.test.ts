/** Each kind of failure, with secrets in all that a call is given: neither status nor log tells one. */

import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  AOSE_ABORT_CALLBACK,
  AOSE_CONNECTION_FAILED,
  AOSE_FAILED_CONNECT,
  AOSE_FAILED_VERIFICATION,
  AOSE_INTERNAL_ERROR,
  AOSE_INVALID_ARGUMENT,
  AOSE_NAME_LOOKUP_ERROR,
  AOSE_OPEN_FILE_ERROR,
} from "../../src/aos/define.js";
import { aosHttpIoDeinitialize } from "../../src/aos/http_io.js";
import {
  AOS_LOG_ALL,
  AOS_LOG_WARN,
  aosLogPrintDefault,
  aosLogSetLevel,
  aosLogSetPrint,
} from "../../src/aos/log.js";
import { aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import { type AosStatus, aosStatusToError } from "../../src/aos/status.js";
import { aosStrSet } from "../../src/aos/string.js";
import { ossGetObjectToBuffer, ossPutObjectFromBuffer } from "../../src/oss/api/object.js";
import { ossGetObjectToBufferByUrl } from "../../src/oss/api/object_url.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { ossResumableDownloadFile } from "../../src/oss/resumable/download.js";
import { ossConfigResolve } from "../../src/oss/util/config.js";
import { ossCreateResumableCltParamsContent } from "../../src/oss/util/create_params.js";
import { buffers, signedOptions, table } from "../support/options.js";
import { TestProxy } from "../support/proxy.js";
import { answerOf, type RawRequest, RawServer } from "../support/raw_server.js";
import { useTempDir } from "../support/temp_dir.js";
import { tlsIdentity } from "../support/tls.js";

/** In every secret of these tests, and nowhere else. */
const SECRET = "DoNotTellMe";
const BUCKET = "examplebucket";

let log: string[] = [];

beforeEach(() => {
  log = [];
  aosLogSetPrint((line) => log.push(line));
  aosLogSetLevel(AOS_LOG_ALL);
});

afterEach(() => {
  aosLogSetPrint(aosLogPrintDefault);
  aosLogSetLevel(AOS_LOG_WARN);
  aosHttpIoDeinitialize();
});

/** Options whose every secret is {@link SECRET}. */
function secretOptions(endpoint: string): OssRequestOptions {
  const pool = aosPoolCreate(null);
  onTestFinished(() => {
    aosPoolDestroy(pool);
  });
  const options = signedOptions(pool, endpoint, 4);
  aosStrSet(options.config.accessKeySecret, SECRET);
  aosStrSet(options.config.stsToken, SECRET);
  return options;
}

/** Expects a failure with this code, which tells no secret however it is printed or thrown. */
async function failsQuietly(call: Promise<AosStatus>, code: number): Promise<void> {
  const s = await call;
  expect(s.code).toBe(code);
  const error = aosStatusToError(s);
  const asTexts = [inspect(s), JSON.stringify(s), String(error), error.stack, inspect(error)];
  const told = [...asTexts, JSON.stringify(error), ...log].join("\n");
  expect(told).not.toContain(SECRET);
  expect(told).not.toContain(Buffer.from(`user:${SECRET}`).toString("base64"));
  expect(told).not.toMatch(/Signature=|OSS4-HMAC|security-token=/i);
}

function get(options: OssRequestOptions): Promise<AosStatus> {
  return ossGetObjectToBuffer(options, BUCKET, "key", null, null, buffers(), null);
}

function getByUrl(url: string): Promise<AosStatus> {
  return ossGetObjectToBufferByUrl(secretOptions(""), url, null, null, buffers(), null);
}

/** The port of a server that is there no more. */
async function deadHost(): Promise<string> {
  const server = await RawServer.answering(answerOf(200));
  const { host } = server;
  await server.close();
  return host;
}

const SIGNED_QUERY = `?x-oss-signature=${SECRET}&Signature=${SECRET}&security-token=${SECRET}`;

describe("no secret is told", () => {
  const path = useTempDir();

  test.each([
    ["an endpoint", `http://user:${SECRET}@no-such-host.invalid`, AOSE_NAME_LOOKUP_ERROR],
    ["an endpoint that is none", `http://user:${SECRET}@no^host`, AOSE_INVALID_ARGUMENT],
    ["an endpoint of two @", `https://user:${SECRET}@x@no host`, AOSE_INVALID_ARGUMENT],
  ])("of user info in %s", async (_, endpoint, code) => {
    await failsQuietly(get(secretOptions(endpoint)), code);
  });

  test("when nobody listens", async () => {
    await failsQuietly(get(secretOptions(`http://${await deadHost()}`)), AOSE_FAILED_CONNECT);
    expect(log).toContainEqual(expect.stringContaining("ECONNREFUSED"));
  });

  test("when the connection is lost before and within the answer", async () => {
    await using silent = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.destroy();
    });
    await failsQuietly(get(secretOptions(`http://${silent.host}`)), AOSE_INTERNAL_ERROR);
    await using short = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort");
    });
    await failsQuietly(get(secretOptions(`http://${short.host}`)), AOSE_CONNECTION_FAILED);
  });

  test("when the server's certificate is not trusted, or it speaks no TLS", async () => {
    await using secure = await RawServer.answering(answerOf(200), tlsIdentity("self-signed"));
    await failsQuietly(get(secretOptions(`https://${secure.host}`)), AOSE_FAILED_VERIFICATION);
    await using plain = await RawServer.start(async (_, socket) => {
      socket.once("data", () => socket.end(answerOf(400)));
      return Promise.resolve();
    });
    await failsQuietly(get(secretOptions(`https://${plain.host}`)), AOSE_INTERNAL_ERROR);
  });

  test.each([
    ["http", 407],
    ["https", AOSE_FAILED_CONNECT],
  ])("of a proxy that refuses its password, over %s", async (scheme, code) => {
    await using proxy = await TestProxy.start("user:another");
    const options = secretOptions(`${scheme}://oss.example.com`);
    const [host = "", port = ""] = proxy.host.split(":");
    aosStrSet(options.config.proxyHost, host);
    options.config.proxyPort = Number(port);
    aosStrSet(options.config.proxyUser, "user");
    aosStrSet(options.config.proxyPasswd, SECRET);
    ossConfigResolve(options.pool, options.config, options.ctl);
    await failsQuietly(get(options), code);
    expect(proxy.asked).toHaveLength(1);
  });

  test("of a proxy with its password in its URL", async () => {
    const options = secretOptions("http://oss.example.com");
    options.ctl.options.proxyHost = `http://user:${SECRET}@${await deadHost()}`;
    await failsQuietly(get(options), AOSE_FAILED_CONNECT);
    options.ctl.options.proxyHost = `http://user:${SECRET}@no^proxy`;
    await failsQuietly(get(options), AOSE_INVALID_ARGUMENT);
  });

  test("of a signed URL that can't be reached, or is none", async () => {
    const host = await deadHost();
    await failsQuietly(getByUrl(`http://${host}/key${SIGNED_QUERY}`), AOSE_FAILED_CONNECT);
    const urls: [string, number][] = [
      [`http://user:${SECRET}@a\\b/key${SIGNED_QUERY}`, AOSE_INVALID_ARGUMENT],
      [`http://${host}/key ${SIGNED_QUERY}`, AOSE_INVALID_ARGUMENT],
      [`ftp://user:${SECRET}@${host}/key${SIGNED_QUERY}`, AOSE_INTERNAL_ERROR],
    ];
    for (const [url, code] of urls) await failsQuietly(getByUrl(url), code);
  });

  test("when the service refuses a signature and says what was signed", async () => {
    const echo = ({ line, headers }: RawRequest): string => {
      const said = `${line} ${JSON.stringify(headers)}`.replace(/[<&]/g, "");
      return answerOf(
        403,
        "<Error><Code>SignatureDoesNotMatch</Code><Message>It does not match.</Message>" +
          `<SignatureProvided>${SECRET}</SignatureProvided><StringToSign>${said}</StringToSign></Error>`,
      );
    };
    await using server = await RawServer.answering(echo);
    await failsQuietly(get(secretOptions(`http://${server.host}`)), 403);
    await failsQuietly(getByUrl(`http://${server.host}/key${SIGNED_QUERY}`), 403);
    expect(server.requests[1]?.line).toContain(SECRET);
  });

  test("of a header that can't be sent", async () => {
    const options = secretOptions("http://oss.example.com");
    for (const value of [`${SECRET}\r\n`, `${SECRET}\u{1}`]) {
      const headers = table({ "x-oss-server-side-encryption-customer-key": value });
      const call = ossPutObjectFromBuffer(options, BUCKET, "key", buffers(""), headers, null);
      await failsQuietly(call, AOSE_INVALID_ARGUMENT);
    }
  });

  test("that a provider or a signal gives as its reason", async () => {
    const options = secretOptions("http://oss.example.com");
    const reason = new Error(SECRET, { cause: SECRET });
    options.signal = AbortSignal.abort(reason);
    await failsQuietly(get(options), AOSE_ABORT_CALLBACK);
    delete options.signal;
    const providers = [
      (): never => {
        throw reason;
      },
      () => Promise.reject(reason),
      () => ({ accessKeyId: "", accessKeySecret: SECRET }),
      () => ({ accessKeyId: "id", accessKeySecret: SECRET, expiration: SECRET }),
    ];
    for (const credentialsProvider of providers) {
      options.config.credentialsProvider = credentialsProvider;
      await failsQuietly(get(options), AOSE_INVALID_ARGUMENT);
    }
  });

  test("of a checkpoint that can't be written", async () => {
    const options = secretOptions("http://oss.example.com");
    const checkpoint = path("missing/file.dcp");
    const params = ossCreateResumableCltParamsContent(null, 1024, 1, true, checkpoint);
    const file = path("file");
    const more = [null, null, params, null, null] as const;
    await failsQuietly(
      ossResumableDownloadFile(options, BUCKET, "key", file, ...more),
      AOSE_OPEN_FILE_ERROR,
    );
  });
});
