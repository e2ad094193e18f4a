/** The emulator's own check of signatures, held against what the C SDK really sent. */

import { Buffer } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { authenticate } from "../../src/emulator/auth/verify.js";
import { OssError } from "../../src/emulator/error.js";
import type { Pair } from "../../src/emulator/wire/pairs.js";
import { parseRequest } from "../../src/emulator/wire/request.js";

interface RecordedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Pair[];
}

interface Recorded {
  readonly id: string;
  readonly clock: number;
  readonly config: {
    readonly endpoint: string;
    readonly access_key_id: string;
    readonly access_key_secret: string;
    readonly sts_token: string | null;
    readonly is_cname: number;
    readonly region: string | null;
    readonly cloudbox_id: string | null;
  };
  readonly args: readonly { readonly name: string; readonly value?: unknown }[];
  readonly exchanges?: readonly { readonly request: RecordedRequest }[];
}

const cnames = new Map([["static.example.com", "examplebucket"]]);
const directory = new URL("../conformance/records/", import.meta.url);
const requests = readdirSync(directory).flatMap((file) => {
  const recorded = JSON.parse(readFileSync(new URL(file, directory), "utf8")) as Recorded;
  return (recorded.exchanges ?? [])
    .filter(({ request }) => typeof request.target === "string")
    .map(({ request }) => ({ recorded, request }));
});

/** How the C SDK signs otherwise than the service asks: rows of docs/deviations.md, and two habits. */
const quirks: Record<string, (recorded: Recorded, request: RecordedRequest) => boolean> = {
  W3: (_recorded, request) =>
    !isV4(request) && ossNames(request).some((name) => /[A-Z]/.test(name.slice(7))),
  W4: (_recorded, request) => !isV4(request) && ossNames(request).some((name) => /\d/.test(name)),
  W5: ({ args, config }) =>
    config.sts_token === "" ||
    args.some(({ name, value }) => name === "headers" && hasEmpty(value)),
  W6: (_recorded, request) => request.headers.some(([, value]) => value.length > 8000),
  W11: ({ config }, { target }) => config.is_cname === 1 && !/^\/[^?]*(%2F|\.)/.test(target),
  W13: (_recorded, { headers }) => {
    const names = headers.map(([name]) => name.toLowerCase());
    return new Set(names).size < names.length;
  },
  W15: (_recorded, { target }) => /[?&]([^=&]+)=[^&]*&\1=/.test(target),
  W17: ({ config }, request) => isV4(request) && config.region === null,
  W19: ({ config }) => config.endpoint.includes("@"),
  "x-oss-date of V4 in another form than ISO 8601": (_recorded, request) =>
    isV4(request) && request.headers.some(([name, value]) => isDate(name) && value.endsWith("GMT")),
};

function isV4({ headers }: RecordedRequest): boolean {
  return headers.some(([, value]) => value.startsWith("OSS4"));
}

function isDate(name: string): boolean {
  return name.toLowerCase() === "x-oss-date";
}

function ossNames({ headers }: RecordedRequest): string[] {
  return headers.map(([name]) => name).filter((name) => /^x-oss-/i.test(name));
}

function hasEmpty(table: unknown): boolean {
  return (
    Array.isArray(table) && table.some((pair: unknown) => Array.isArray(pair) && pair[1] === "")
  );
}

/** A record's text is what the wire's bytes are in Latin-1, or in UTF-8 where that is none. */
function bytesOf([name, value]: Pair): Pair {
  const latin1 = Array.from(value).every((character) => character.charCodeAt(0) < 256);
  return [name, latin1 ? value : Buffer.from(value, "utf8").toString("latin1")];
}

/** What the emulator makes of a request: who sent it, or the code of the error. */
function verdict(recorded: Recorded, { method, target, headers }: RecordedRequest): string {
  const { clock, config } = recorded;
  const request = parseRequest(method, target, headers.map(bytesOf), cnames);
  try {
    return authenticate(request, {
      credentials: {
        accessKeyId: config.access_key_id,
        accessKeySecret: config.access_key_secret,
        securityToken: config.sts_token ?? "",
        securityTokenExpires: Infinity,
      },
      region: config.region ?? "cn-hangzhou",
      cloudBoxId: config.cloudbox_id ?? "",
      // Some records set an x-oss-date of their own.
      maxSkew: 60 * 60 * 1000,
      // Records of signed URLs tell no clock.
      now: (clock === 0 ? 1760000000 : clock) * 1000,
    });
  } catch (error) {
    if (error instanceof OssError) return error.code;
    throw error;
  }
}

/** Every request that is signed as the service asks, changed by `change`, and its verdict. */
function verdicts(change: (request: RecordedRequest) => RecordedRequest): string[] {
  return requests
    .filter(({ recorded, request }) =>
      Object.values(quirks).every((applies) => !applies(recorded, request)),
    )
    .map(({ recorded, request }) => `${recorded.id}: ${verdict(recorded, change(request))}`);
}

function unlike(verdict: string): (line: string) => boolean {
  return (line) => !line.endsWith(`: ${verdict}`);
}

describe("requests that the C SDK signed", () => {
  test("are accepted", () => {
    const all = verdicts((request) => request);
    expect(all.length).toBeGreaterThan(600);
    expect(all.filter(unlike("owner"))).toEqual([]);
  });

  test("are refused with another method", () => {
    const all = verdicts((request) => ({ ...request, method: "PATCH" }));
    expect(all.filter(unlike("SignatureDoesNotMatch"))).toEqual([]);
  });

  test("are refused for another object", () => {
    const all = verdicts(({ target, ...rest }) => ({
      ...rest,
      target: target.replace(/\?|$/, (end) => `x${end}`),
    }));
    expect(all.filter(unlike("SignatureDoesNotMatch"))).toEqual([]);
  });

  test("are refused with one more x-oss header", () => {
    const all = verdicts(({ headers, ...rest }) => ({
      ...rest,
      headers: [...headers, ["x-oss-object-acl", "public-read"]],
    }));
    expect(all.filter(unlike("SignatureDoesNotMatch"))).toEqual([]);
  });

  test("are refused with one more sub-resource", () => {
    const all = verdicts(({ target, ...rest }) => ({
      ...rest,
      target: `${target}${target.includes("?") ? "&" : "?"}versionId=1`,
    }));
    expect(all.filter(unlike("SignatureDoesNotMatch"))).toEqual([]);
  });
});
