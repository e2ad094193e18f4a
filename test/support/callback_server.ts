/** A server that the service calls back. */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";

/** The callback server of a running test. It answers `{"Status":"OK"}`. */
export interface CallbackServer {
  /** What it was told, one body for each call. */
  readonly told: readonly string[];
  /** The status that it answers with. */
  status: number;
  /** The value of an `x-oss-callback` header that has it called. */
  readonly header: string;
}

/** Gives each test of a file a callback server of its own. */
export function useCallbackServer(): () => CallbackServer {
  let server: Server | null = null;
  let current: CallbackServer | null = null;
  beforeEach(async () => {
    const told: string[] = [];
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        told.push(Buffer.concat(chunks).toString());
        outgoing.writeHead(current?.status ?? 500).end('{"Status":"OK"}');
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    current = { told, status: 200, header: headerFor(port) };
  });
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    if (server !== null) await once(server, "close");
    current = null;
  });
  return () => {
    if (current === null) throw new Error("the callback server runs only within a test");
    return current;
  };
}

function headerFor(port: number): string {
  const callback = {
    callbackUrl: `http://127.0.0.1:${port}/`,
    callbackHost: "oss-cn-hangzhou.aliyuncs.com",
    callbackBody: "bucket=${bucket}&object=${object}&size=${size}&mimeType=${mimeType}",
    callbackBodyType: "application/x-www-form-urlencoded",
  };
  return Buffer.from(JSON.stringify(callback)).toString("base64");
}
