import { execFile } from "node:child_process";
import dns from "node:dns";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  AOSE_FAILED_CONNECT,
  AOSE_FAILED_VERIFICATION,
  AOSE_INVALID_ARGUMENT,
  AOSE_OK,
  HTTP_DELETE,
  HTTP_GET,
  type HttpMethod,
} from "../../src/aos/define.js";
import { aosHttpIoDeinitialize, aosSetDefaultTransportOptions } from "../../src/aos/http_io.js";
import type { AosHttpRequestOptions, AosHttpTransportOptions } from "../../src/aos/transport.js";
import { exchange, type Prepare, putting } from "../support/http_exchange.js";
import { TestProxy } from "../support/proxy.js";
import { answerOf, RawServer } from "../support/raw_server.js";
import { tlsIdentity, tlsPath } from "../support/tls.js";

afterEach(() => {
  aosHttpIoDeinitialize();
  vi.restoreAllMocks();
});

const https: Prepare = (req) => {
  req.proto = "https://";
};

/** Lets connections go where the function says. */
function connectTo(to: NonNullable<AosHttpTransportOptions["connectTo"]>): void {
  const userAgent = "test";
  aosSetDefaultTransportOptions({
    userAgent,
    cacertsPath: null,
    sslVerificationDisabled: false,
    connectTo: to,
  });
}

describe("connections", () => {
  test("serve one request after the other", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok"));
    const withMethod =
      (method: HttpMethod): Prepare =>
      (req) => {
        req.method = method;
      };
    const prepares = [putting("body"), putting(Buffer.alloc(3 << 20)), withMethod(HTTP_DELETE)];
    for (const prepare of [withMethod(HTTP_GET), ...prepares, withMethod(HTTP_GET)]) {
      expect((await exchange(server.host, prepare)).code).toBe(AOSE_OK);
    }
    expect(server.connections).toBe(1);
  });

  test("are made within the longest time there is when connectTimeout is 0, as in curl", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok"));
    expect((await exchange(server.host, undefined, { connectTimeout: 0 })).text).toBe("ok");
  });

  test("are as many as requests run at once", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok"));
    const requests = Array.from({ length: 5 }, () => exchange(server.host));
    await Promise.all(requests);
    expect(server.connections).toBe(5);
    await Promise.all(Array.from({ length: 5 }, () => exchange(server.host)));
    expect(server.connections).toBe(5);
  });

  test.each<[string, Partial<AosHttpRequestOptions>]>([
    ["verifySsl", { verifySsl: false }],
    ["caFile", { caFile: tlsPath("ca.pem"), caPath: tlsPath("") }],
  ])("are not shared by requests that differ in %s", async (_, changed) => {
    await using server = await RawServer.answering(answerOf(200), tlsIdentity("server"));
    const trusting = { caFile: tlsPath("ca.pem") };
    const codes = [trusting, changed, trusting, changed].map(
      (o) => () => exchange(server.host, https, o),
    );
    for (const send of codes) expect((await send()).code).toBe(AOSE_OK);
    expect(server.connections).toBe(2);
  });

  test("are shared by requests that differ in what a connection does not know", async () => {
    await using server = await RawServer.answering(answerOf(200));
    await exchange(server.host, undefined, { speedTime: 3, connectTimeout: 2, enableCrc: false });
    await exchange(server.host);
    expect(server.connections).toBe(1);
  });

  test("end after an answer that says so", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok", "Connection: close\r\n"));
    await exchange(server.host);
    expect((await exchange(server.host)).text).toBe("ok");
    expect(server.connections).toBe(2);
  });

  test("end when the library is deinitialised, those in use after their request", async () => {
    let answer: () => void = () => undefined;
    await using server = await RawServer.start(async (reader, socket) => {
      for (let r = await reader.request(); r !== null; r = await reader.request()) {
        if (r.line.includes("held")) answer = () => socket.write(answerOf(200));
        else socket.write(answerOf(200));
      }
    });
    const held = exchange(server.host, (req) => {
      req.uri = "held";
    });
    await expect.poll(() => server.open).toBe(1);
    await exchange(server.host);
    expect(server.open).toBe(2);
    aosHttpIoDeinitialize();
    await expect.poll(() => server.open).toBe(1);
    answer();
    expect((await held).code).toBe(AOSE_OK);
    await expect.poll(() => server.open).toBe(0);
  });

  test("that are idle let the process end", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const program = new URL("../fixtures/one_request.ts", import.meta.url).pathname;
    const args = ["--import", "tsx", program, server.host];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const [status, idle] = stdout.split(" ").map(Number);
    expect(status).toBe(200);
    // A connection that kept the process would keep it for 4000 ms.
    expect(idle).toBeLessThan(2000);
  });

  test("that the server closed while they were idle are not used again", async () => {
    await using server = await RawServer.start(async (reader, socket) => {
      await reader.request();
      socket.end(answerOf(200, "ok"));
    });
    for (const number of [1, 2, 3]) {
      expect((await exchange(server.host, putting("x"))).text).toBe("ok");
      await expect.poll(() => server.open).toBe(0);
      expect(server.connections).toBe(number);
    }
  });
});

describe("connectTo", () => {
  test("changes where a connection goes and nothing of the request", async () => {
    await using server = await RawServer.answering(answerOf(200));
    const asked: [string, number][] = [];
    connectTo((host, port) => {
      asked.push([host, port]);
      return { host: "127.0.0.1", port: server.port };
    });
    const { code } = await exchange("bucket.example.com");
    expect([code, asked]).toEqual([AOSE_OK, [["bucket.example.com", 80]]]);
    expect(server.request.headers).toContain("host: bucket.example.com");
  });

  test("leaves the name that TLS asks for and checks", async () => {
    await using server = await RawServer.answering(answerOf(200), tlsIdentity("server"));
    connectTo(() => ({ host: "127.0.0.1", port: server.port }));
    const options = { caFile: tlsPath("ca.pem") };
    expect((await exchange("bucket.example.com", https, options)).code).toBe(AOSE_OK);
    const other = await exchange("other.example.com", https, options);
    expect(other.code).toBe(AOSE_FAILED_VERIFICATION);
  });

  test("does not let requests share connections that went elsewhere", async () => {
    await using one = await RawServer.answering(answerOf(200, "one"));
    await using other = await RawServer.answering(answerOf(200, "other"));
    for (const [server, text] of [[one, "one"] as const, [other, "other"] as const]) {
      connectTo(() => ({ host: "127.0.0.1", port: server.port }));
      expect((await exchange("bucket.example.com")).text).toBe(text);
    }
  });
});

describe("a proxy", () => {
  test("is given the whole URL of a plain request, and shared by hosts", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok"));
    await using proxy = await TestProxy.start();
    const options = { proxyHost: proxy.host };
    const { text } = await exchange(`one.example.com:${server.port}`, keyOf("a/b"), options);
    await exchange(`two.example.com:${server.port}`, keyOf("c"), options);
    expect(text).toBe("ok");
    expect(proxy.asked).toEqual([
      `GET http://one.example.com:${server.port}/a%2Fb`,
      `GET http://two.example.com:${server.port}/c`,
    ]);
    expect(server.requests[0]?.headers).toContain(`host: one.example.com:${server.port}`);
  });

  test("tunnels https, and the certificate is still the server's", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok"), tlsIdentity("server"));
    await using proxy = await TestProxy.start();
    const options = { proxyHost: `http://${proxy.host}/`, caFile: tlsPath("ca.pem") };
    const host = `bucket.example.com:${server.port}`;
    expect((await exchange(host, https, options)).text).toBe("ok");
    expect((await exchange(host, https, options)).text).toBe("ok");
    expect(proxy.asked).toEqual([`CONNECT ${host}`]);
    const other = await exchange(`other.example.com:${server.port}`, https, options);
    expect(other.code).toBe(AOSE_FAILED_VERIFICATION);
  });

  test("makes a tunnel to an address of version 6, which stands in brackets", async () => {
    await using server = await RawServer.answering(answerOf(200, "ok"), tlsIdentity("server"));
    await using proxy = await TestProxy.start();
    const options = { proxyHost: proxy.host, verifySsl: 0 } as const;
    const host = `[2001:db8::1]:${server.port}`;
    expect((await exchange(host, https, options)).text).toBe("ok");
    expect(proxy.asked).toEqual([`CONNECT ${host}`]);
  });

  test.each([
    ["as they are", "user:pass word", "user:pass word"],
    ["decoded, as curl does", "us%3Aer:p%25ss%zz", "us:er:p%ss%zz"],
    ["in UTF-8", "jürgen:世界", "jürgen:世界"],
  ])("gets the credentials %s", async (_, proxyAuth, credentials) => {
    await using server = await RawServer.answering(answerOf(200, "ok"));
    await using secure = await RawServer.answering(answerOf(200, "ok"), tlsIdentity("server"));
    await using proxy = await TestProxy.start(credentials);
    const options = { proxyHost: proxy.host, proxyAuth, verifySsl: 0 } as const;
    expect((await exchange(server.host, undefined, options)).text).toBe("ok");
    expect((await exchange(secure.host, https, options)).text).toBe("ok");
    expect(server.request.headers.join()).not.toMatch(/authorization/i);
    expect(secure.request.headers.join()).not.toMatch(/authorization/i);
  });

  test.each([
    ["http://us%40er:pass@", null, "us@er:pass"],
    ["user:pass@", "other:secret", "user:pass"],
  ])("gets those before its host, %s, as curl does", async (userInfo, proxyAuth, credentials) => {
    await using server = await RawServer.answering(answerOf(200, "ok"));
    await using proxy = await TestProxy.start(credentials);
    const options = { proxyHost: `${userInfo}${proxy.host}`, proxyAuth };
    expect((await exchange(server.host, undefined, options)).text).toBe("ok");
  });

  test("that wants other credentials answers 407, or makes no tunnel", async () => {
    await using server = await RawServer.answering(answerOf(200));
    await using proxy = await TestProxy.start("user:password");
    const options = { proxyHost: proxy.host, proxyAuth: "user:secret" };
    const plain = await exchange(server.host, undefined, options);
    expect([plain.code, plain.resp.status]).toEqual([AOSE_OK, 407]);
    const tunnelled = await exchange(server.host, https, options);
    expect(tunnelled.code).toBe(AOSE_FAILED_CONNECT);
    expect(tunnelled.reason).toBe("the proxy answered 407");
    expect(server.connections).toBe(0);
  });

  test("that is not there is AOSE_FAILED_CONNECT", async () => {
    const { code } = await exchange("bucket.example.com", undefined, { proxyHost: "127.0.0.1:1" });
    expect(code).toBe(AOSE_FAILED_CONNECT);
  });

  test("has port 1080 unless it names one, as in curl", async () => {
    const asked: number[] = [];
    connectTo((_, port) => {
      asked.push(port);
      return { host: "127.0.0.1", port: 1 };
    });
    await exchange("bucket.example.com", undefined, { proxyHost: "proxy.example.com" });
    expect(asked).toEqual([1080]);
  });

  test.each(["socks5://127.0.0.1:1", "user:password@a b", "a b", "h:99999"])(
    "%j is AOSE_INVALID_ARGUMENT",
    async (proxyHost) => {
      const { code, reason } = await exchange("bucket.example.com", undefined, { proxyHost });
      expect(code).toBe(AOSE_INVALID_ARGUMENT);
      expect(reason).not.toContain("password");
    },
  );

  function keyOf(uri: string): Prepare {
    return (req) => {
      req.uri = uri;
    };
  }
});

describe("dnsCacheTimeout", () => {
  /** Counts the questions for one name, which is answered with the loopback address. */
  function countLookups(): { readonly names: string[] } {
    const names: string[] = [];
    vi.spyOn(dns, "lookup").mockImplementation(((
      name: string,
      _: object,
      callback: (error: null, addresses: object[]) => void,
    ) => {
      names.push(name);
      callback(null, [{ address: "127.0.0.1", family: 4 }]);
    }) as unknown as typeof dns.lookup);
    return { names };
  }

  const closing = answerOf(200, "ok", "Connection: close\r\n");

  test("keeps an answer for that long", async () => {
    await using server = await RawServer.answering(closing);
    const { names } = countLookups();
    const host = `cached-${server.port}.example.com:${server.port}`;
    const send = (): ReturnType<typeof exchange> =>
      exchange(host, undefined, { dnsCacheTimeout: 0.5 });
    vi.useFakeTimers({ toFake: ["performance"] });
    await send();
    vi.advanceTimersByTime(499);
    await send();
    expect(names).toHaveLength(1);
    vi.advanceTimersByTime(2);
    await send();
    expect(names).toHaveLength(2);
    vi.useRealTimers();
  });

  test("of 0 asks for each connection, below 0 once for ever", async () => {
    await using server = await RawServer.answering(closing);
    const { names } = countLookups();
    for (const [dnsCacheTimeout, questions] of [
      [0, 3],
      [-1, 4],
    ] as const) {
      const host = `ttl${dnsCacheTimeout}-${server.port}.example.com:${server.port}`;
      for (let i = 0; i < 3; i++) {
        expect((await exchange(host, undefined, { dnsCacheTimeout })).code).toBe(AOSE_OK);
      }
      expect(names).toHaveLength(questions);
    }
  });

  test("forgets addresses that can't be reached", async () => {
    const { names } = countLookups();
    await exchange("dead.example.com:1");
    await exchange("dead.example.com:1");
    expect(names).toEqual(["dead.example.com", "dead.example.com"]);
  });
});
