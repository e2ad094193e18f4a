/**
 * A server that makes up what it answers while it goes out: pages of a long list, and rows of a large
 * selection. It keeps nothing, so that any number costs it nothing.
 */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dataFrame, endFrame } from "../support/select_frames.js";

/** How many objects a page has, as the service's at most. */
const PAGE = 1000;
const ROWS = Buffer.from("4711,some name,2025-10-09,0.25\n".repeat(2114));
const FRAME = dataFrame(ROWS);

/** What the server says that there is. */
export interface Endless {
  /** How many objects the bucket has. */
  readonly objects: number;
  /** How many bytes a selection has, at least. */
  readonly selected: number;
}

/** Answers lists, deletions of many objects and selections, on a free port of the loopback interface. */
export class EndlessServer implements AsyncDisposable {
  readonly #there: Endless;
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request, response);
  });
  /** How many objects it was asked to delete. */
  deleted = 0;

  private constructor(there: Endless) {
    this.#there = there;
  }

  static async start(there: Endless): Promise<EndlessServer> {
    const server = new EndlessServer(there);
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    return server;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(request.url ?? "", this.endpoint);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (searchParams.has("x-oss-process")) {
      await this.#select(response);
    } else if (searchParams.has("delete")) {
      this.deleted += Buffer.concat(chunks).toString().split("<Key>").length - 1;
      response.end();
    } else {
      response.end(this.#page(searchParams.get("marker") ?? ""));
    }
  }

  /** The objects are named by their numbers, of eight digits. */
  #page(marker: string): string {
    const first = marker === "" ? 0 : Number(marker) + 1;
    const count = Math.min(PAGE, this.#there.objects - first);
    const names = Array.from({ length: count }, (_, i) => String(first + i).padStart(8, "0"));
    const entries = names.map(
      (name) =>
        `<Contents><Key>${name}</Key><LastModified>2025-10-09T08:53:20.000Z</LastModified>` +
        `<ETag>"5B3C1A2E053D763E1B002CC607C5A0FE"</ETag><Type>Normal</Type><Size>344606</Size>` +
        `<StorageClass>Standard</StorageClass><Owner><ID>00220120222</ID>` +
        `<DisplayName>user</DisplayName></Owner></Contents>`,
    );
    const isLast = first + count >= this.#there.objects;
    return (
      `<ListBucketResult><IsTruncated>${!isLast}</IsTruncated>` +
      `<NextMarker>${isLast ? "" : names.at(-1)}</NextMarker>${entries.join("")}</ListBucketResult>`
    );
  }

  async #select(response: ServerResponse): Promise<void> {
    response.writeHead(206);
    for (let sent = 0; sent < this.#there.selected; sent += ROWS.length) {
      if (!response.write(FRAME)) await once(response, "drain");
    }
    response.end(endFrame(206));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
