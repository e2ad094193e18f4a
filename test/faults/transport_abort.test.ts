import dns from "node:dns";
import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AOSE_ABORT_CALLBACK, AOSE_OK } from "../../src/aos/define.js";
import {
  aosHttpControllerCreate,
  aosHttpIoDeinitialize,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
  aosHttpSendRequest,
} from "../../src/aos/http_io.js";
import { AosPool, aosPoolCreate, aosPoolDestroy } from "../../src/aos/pool.js";
import { gettingFile, isClosed, puttingFile } from "../support/http_bodies.js";
import { all, exchange, type Prepare, putting } from "../support/http_exchange.js";
import { answerOf, RawServer, type RequestReader } from "../support/raw_server.js";
import { useTempDir } from "../support/temp_dir.js";
import { stopTimers } from "../support/time.js";

const temporary = useTempDir();

beforeEach(() => {
  writeFileSync(temporary("file"), Buffer.alloc(8 << 20));
});

afterEach(() => {
  aosHttpIoDeinitialize();
  vi.restoreAllMocks();
});

/** A state in which a request can be when it is ended. */
interface Moment {
  /** What the server does with a connection. */
  readonly serve?: (reader: RequestReader, socket: Socket) => Promise<void>;
  /** What kind of request it is. */
  readonly prepare?: Prepare;
  /** Sends through this proxy. */
  readonly isProxied?: boolean;
  /** Whether the state is reached; by default when a connection stands. */
  readonly isReached?: (server: RawServer) => boolean;
}

const never = (): Promise<never> => new Promise(() => undefined);
let reached = false;

const https: Prepare = (req) => {
  req.proto = "https://";
};

const answerAndStall = async (reader: RequestReader, socket: Socket): Promise<void> => {
  await reader.request();
  socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${8 << 20}\r\n\r\n`);
  socket.write(Buffer.alloc(3 << 20), () => {
    reached = true;
  });
};

const moments: Record<string, Moment> = {
  "the name is looked up": {
    prepare: (req) => {
      req.host = "slow.example.com";
      vi.spyOn(dns, "lookup").mockImplementation(() => {
        reached = true;
      });
    },
    isReached: () => reached,
  },
  "TLS is begun": { prepare: https },
  "the proxy is asked for a tunnel": { prepare: https, isProxied: true },
  "the body is sent": { prepare: putting(Buffer.alloc(64 << 20)) },
  "the program reads the body": {
    prepare: all(putting("body"), (req) => {
      req.readBody = () => {
        reached = true;
        return never();
      };
    }),
    isReached: () => reached,
  },
  "the answer is waited for": {
    serve: async (reader) => {
      await reader.request();
      reached = true;
    },
    isReached: () => reached,
  },
  "the answer comes to memory": { serve: answerAndStall, isReached: () => reached },
  "the program writes the answer": {
    serve: answerAndStall,
    prepare: (_, resp) => {
      resp.writeBody = () => {
        reached = true;
        return never();
      };
    },
    isReached: () => reached,
  },
};

describe.each(Object.entries(moments))("while %s", (_, moment) => {
  beforeEach(() => {
    reached = false;
  });

  test.each(["request", "controller", "parent"] as const)(
    "the end of the pool of the %s ends the request at once",
    async (whose) => {
      stopTimers();
      await using server = await RawServer.start(moment.serve ?? (() => Promise.resolve()));
      const parent = aosPoolCreate(null);
      const pools = { parent, request: aosPoolCreate(parent), controller: aosPoolCreate(null) };
      const ctl = aosHttpControllerCreate(pools.controller, 0);
      ctl.options = aosHttpRequestOptionsCreate(null);
      if (moment.isProxied === true) ctl.options.proxyHost = server.host;
      const req = aosHttpRequestCreate(pools.request);
      const resp = aosHttpResponseCreate(pools.request);
      req.host = server.host;
      moment.prepare?.(req, resp);
      const sent = aosHttpSendRequest(ctl, req, resp);
      const isReached = moment.isReached ?? (({ connections }) => connections > 0);
      await expect.poll(() => isReached(server)).toBe(true);
      aosPoolDestroy(pools[whose]);
      expect(await sent).toBe(AOSE_ABORT_CALLBACK);
      expect(ctl).toMatchObject({
        errorCode: AOSE_ABORT_CALLBACK,
        reason: "the pool was destroyed",
      });
    },
  );
});

describe("the files of a request that is ended are closed", () => {
  test("when it reads one", async () => {
    stopTimers();
    await using server = await RawServer.start(() => Promise.resolve());
    const p = aosPoolCreate(null);
    const file = await open(temporary("file"), "r");
    const range = { file, filePos: 0, fileLast: 8 << 20, owner: true };
    const sent = exchange(server.host, puttingFile(range), {}, p);
    await expect.poll(() => range.filePos).toBeGreaterThan(0);
    aosPoolDestroy(p);
    expect((await sent).code).toBe(AOSE_ABORT_CALLBACK);
    expect(isClosed(file)).toBe(true);
  });

  test("when it writes one, and nothing is written afterwards", async () => {
    await using server = await RawServer.start(answerAndStall);
    const p = aosPoolCreate(null);
    const file = await open(temporary("file"), "r+");
    const range = { file, filePos: 0, fileLast: 0, owner: false };
    const sent = exchange(server.host, gettingFile(range), {}, p);
    await expect.poll(() => range.filePos).toBeGreaterThan(0);
    aosPoolDestroy(p);
    expect((await sent).code).toBe(AOSE_ABORT_CALLBACK);
    const { filePos } = range;
    await sleep(50);
    expect([range.filePos, isClosed(file)]).toEqual([filePos, false]);
    await file.close();
  });
});

test("a request that is ended leaves no connection for the next one", async () => {
  await using server = await RawServer.start(async (reader, socket, number) => {
    await reader.request();
    if (number > 1) socket.write(answerOf(200, "fresh"));
  });
  const p = aosPoolCreate(null);
  const sent = exchange(server.host, undefined, {}, p);
  await expect.poll(() => server.connections).toBe(1);
  aosPoolDestroy(p);
  expect((await sent).code).toBe(AOSE_ABORT_CALLBACK);
  expect((await exchange(server.host)).text).toBe("fresh");
});

test("a progress callback may end the request", async () => {
  await using server = await RawServer.answering(answerOf(200));
  const p = aosPoolCreate(null);
  const prepare = all(putting("body"), (req) => {
    req.progressCallback = () => {
      aosPoolDestroy(p);
    };
  });
  expect((await exchange(server.host, prepare, {}, p)).code).toBe(AOSE_ABORT_CALLBACK);
});

test("a pool that lives long remembers none of its requests", async () => {
  await using server = await RawServer.answering(answerOf(200));
  let remembered = 0;
  class CountingPool extends AosPool {
    override onDestroy(cleanup: () => void): () => void {
      remembered++;
      const withdraw = super.onDestroy(cleanup);
      return () => {
        remembered--;
        withdraw();
      };
    }
  }
  const p = new CountingPool();
  const warned = vi.fn();
  process.on("warning", warned);
  const hosts = [...Array.from({ length: 20 }, () => server.host), "127.0.0.1:1", "", "no.invalid"];
  const codes = await Promise.all(
    hosts.map(async (host) => (await exchange(host, undefined, {}, p)).code),
  );
  for (let i = 0; i < 20; i++) codes.push((await exchange(server.host, undefined, {}, p)).code);
  expect(codes.filter((code) => code === AOSE_OK)).toHaveLength(40);
  expect(remembered).toBe(0);
  expect(warned).not.toHaveBeenCalled();
  process.off("warning", warned);
});
