import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  aosHttpControllerCreate,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
} from "../../src/aos/http_io.js";
import { aosPoolCreate } from "../../src/aos/pool.js";
import { aosStrSet } from "../../src/aos/string.js";
import { ossCurrentSigner } from "../../src/oss/auth/credentials.js";
import { ossSignRequest } from "../../src/oss/auth/sign.js";
import type { OssConfig, OssRequestOptions } from "../../src/oss/define.js";
import { ossConfigCreate, ossRequestOptionsCreate } from "../../src/oss/util/config.js";
import { table } from "../support/options.js";
import { requestFor, signingConfig } from "../support/signing.js";

/** In every secret of these tests, and nowhere else. */
const SECRET = "DoNotShowMe";

/** All that `inspect` and JSON find in a value. */
function shown(value: unknown): string {
  return `${inspect(value, { depth: 9, getters: true })} ${JSON.stringify(value)}`;
}

function secretConfig(): OssConfig {
  const config = ossConfigCreate(null);
  aosStrSet(config.endpoint, `https://user:${SECRET}@oss.example.com/p`);
  aosStrSet(config.accessKeyId, "TheId");
  aosStrSet(config.accessKeySecret, SECRET);
  aosStrSet(config.stsToken, SECRET);
  aosStrSet(config.proxyHost, `user:${SECRET}@proxy.example.com`);
  aosStrSet(config.proxyPasswd, SECRET);
  return config;
}

function secretOptions(): OssRequestOptions {
  const options = ossRequestOptionsCreate(aosPoolCreate(null));
  options.config = secretConfig();
  options.ctl = aosHttpControllerCreate(options.pool, 0);
  options.ctl.options = aosHttpRequestOptionsCreate(null);
  options.ctl.options.proxyHost = `user:${SECRET}@proxy.example.com`;
  options.ctl.options.proxyAuth = `user:${SECRET}`;
  return options;
}

describe("inspect and JSON", () => {
  test("of a configuration and its copies show that secrets are set, and no secret", () => {
    const config = secretConfig();
    for (const one of [config, { ...config }, { config }, structuredFields(config)]) {
      const text = shown(one);
      expect(text).not.toContain(SECRET);
      expect(text).toContain("[hidden]");
      expect(text).toContain("TheId");
      expect(text).toContain("https://[hidden]@oss.example.com/p");
    }
  });

  test("of a configuration without secrets show the empty text", () => {
    const { accessKeySecret, stsToken, proxyPasswd } = ossConfigCreate(null);
    expect(JSON.stringify([accessKeySecret, stsToken, proxyPasswd])).toBe('["","",""]');
  });

  test("leave the secret to programs that read it", () => {
    const { accessKeySecret } = secretConfig();
    expect([accessKeySecret.data, `${accessKeySecret}`]).toEqual([SECRET, SECRET]);
  });

  test("of what a provider gave show no secret", async () => {
    const config = ossConfigCreate(null);
    config.credentialsProvider = () => ({
      ...{ accessKeyId: "TheId", accessKeySecret: SECRET, stsToken: SECRET },
    });
    const signer = await ossCurrentSigner(config);
    expect(signer.config.accessKeySecret.data).toBe(SECRET);
    expect(shown(signer)).not.toContain(SECRET);
    expect(shown(signer)).toContain("TheId");
  });

  test("of request options, and of a controller with copied options, show no secret", () => {
    const options = secretOptions();
    expect(shown(options)).not.toContain(SECRET);
    expect(shown({ ...options })).not.toContain(SECRET);
    expect(shown(options.ctl)).toContain("[hidden]@proxy.example.com");
    options.ctl.options = { ...options.ctl.options };
    expect(options.ctl.options.proxyAuth).toContain(SECRET);
    expect(shown(options.ctl)).not.toContain(SECRET);
  });

  test.each([1, 4])("of a request signed with version %i show no signature", (version) => {
    const headers = table({ "x-oss-security-token": SECRET, "x-oss-meta-a": "TheValue" });
    const req = requestFor("bucket", "key", { headers });
    ossSignRequest(req, signingConfig(version));
    const authorization = req.headers.get("Authorization") ?? "";
    expect(authorization).not.toBe("");
    const text = shown(req);
    for (const secret of [SECRET, authorization]) expect(text).not.toContain(secret);
    expect(text).toContain("TheValue");
  });

  test("of a request show no query of its signed URL", () => {
    const req = aosHttpRequestCreate(null);
    req.signedUrl = `https://b.example.com/key?Expires=1&Signature=${SECRET}`;
    req.host = `user:${SECRET}@b.example.com`;
    expect(shown(req)).not.toContain(SECRET);
    expect(shown(req)).toContain("https://b.example.com/key?[hidden]");
  });

  test.each([
    "Authorization",
    "Proxy-Authorization",
    "X-Oss-Security-Token",
    "security-token",
    "Signature",
    "x-oss-signature",
    "x-oss-server-side-encryption-customer-key",
    "x-oss-copy-source-server-side-encryption-customer-key",
  ])("of a table show that %s is there, and not its value", (name) => {
    const headers = table({ [name]: SECRET, "x-oss-meta-a": "TheValue" });
    const text = shown(headers);
    expect(text).not.toContain(SECRET);
    expect(text).toContain(name);
    expect(text).toContain("TheValue");
    expect(headers.get(name)).toBe(SECRET);
  });
});

/** A copy field by field, as a program that logs its settings may make one. */
function structuredFields(config: OssConfig): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config));
}
