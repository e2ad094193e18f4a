/**
 * From a request to its answer: routing, faults, the check of the signature, the operation.
 *
 * @packageDocumentation
 */

import { randomBytes } from "node:crypto";
import { validateHeaderValue } from "node:http";
import { type Answer, bodyOf } from "./answer.js";
import { checkAnonymous } from "./auth/anonymous.js";
import type { AuthContext } from "./auth/credentials.js";
import { authenticate } from "./auth/verify.js";
import { OssError } from "./error.js";
import { errorAnswer, errorDocument, type FailedRequest } from "./error_answer.js";
import { ConnectionLost, corrupted, type Exchange } from "./exchange.js";
import type { FaultList } from "./faults.js";
import type { LogEntry } from "./log.js";
import type { Settings } from "./operations/call.js";
import { checkNames } from "./operations/names.js";
import { checkTrafficLimit } from "./operations/traffic_limit.js";
import { routeOf } from "./router.js";
import type { Store } from "./store/store.js";
import type { OssRequest } from "./wire/request.js";

/** What an emulator answers from. */
export interface ServiceParts {
  /** What it keeps. */
  readonly store: Store;
  /** How it is set up. */
  readonly settings: Settings;
  /** What signatures are checked against, the time aside. */
  readonly auth: Omit<AuthContext, "now">;
  /** The faults that were asked for. */
  readonly faults: FaultList;
  /** The time in milliseconds since 1970. */
  readonly clock: () => number;
}

/** Answers requests. */
export class Service {
  readonly #parts: ServiceParts;

  /** A service made of its parts. */
  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  /** Answers one request; throws {@link ConnectionLost} when nobody is there any more. */
  async serve(request: OssRequest, exchange: Exchange, entry: LogEntry): Promise<void> {
    const began = performance.now();
    const requestId = randomBytes(12).toString("hex").toUpperCase();
    const failed = { method: request.method, host: request.host, requestId };
    const answer = await this.#answer(request, exchange, entry, failed);
    entry.status = answer.status;
    await exchange.send(answer, {
      Server: "AliyunOSS",
      Date: new Date(this.#parts.clock()).toUTCString(),
      "x-oss-request-id": requestId,
      "x-oss-server-time": String(Math.round(performance.now() - began)),
    });
  }

  async #answer(
    request: OssRequest,
    exchange: Exchange,
    entry: LogEntry,
    failed: FailedRequest,
  ): Promise<Answer> {
    try {
      const answer = await this.#run(request, exchange, entry, failed);
      return await this.#finish(answer, exchange, failed);
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      const known =
        error instanceof OssError
          ? error
          : new OssError("InternalError", { elements: { Cause: String(error) } });
      entry.code = known.code;
      await exchange.endOfRequest();
      return errorAnswer(known, failed);
    }
  }

  async #run(
    request: OssRequest,
    exchange: Exchange,
    entry: LogEntry,
    failed: FailedRequest,
  ): Promise<Answer> {
    const { store, settings, auth, faults, clock } = this.#parts;
    const route = routeOf(request);
    entry.operation = route.name;
    const fault = faults.next(entry);
    exchange.fault = fault;
    if (fault?.fault === "error") {
      const { status, code = "", message = code } = fault;
      entry.code = code;
      if (code === "") return { status, headers: {}, body: bodyOf("") };
      return errorAnswer({ status, code, message }, failed);
    }
    if (fault?.fault === "delay") await exchange.wait(fault.milliseconds);
    if (fault?.fault === "hold") await exchange.hold(fault.until);
    const now = clock();
    const who = authenticate(request, { ...auth, now });
    if (who === "anonymous") checkAnonymous(request, route.right, store);
    checkNames(request, route.right === "write" && request.method !== "DELETE");
    checkTrafficLimit(request);
    return route.run({
      request,
      store,
      settings,
      isAnonymous: who === "anonymous",
      now,
      requestId: failed.requestId,
      body: exchange.body(),
    });
  }

  /** The answer as it is sent; what it holds open is let go when it is not. */
  async #finish(answer: Answer, exchange: Exchange, failed: FailedRequest): Promise<Answer> {
    try {
      checkHeaders(answer);
      await exchange.endOfRequest();
      return await this.#spoil(answer, exchange, failed);
    } catch (error) {
      await answer.body.close();
      throw error;
    }
  }

  /** What a fault makes of an answer. */
  async #spoil(answer: Answer, exchange: Exchange, failed: FailedRequest): Promise<Answer> {
    const { fault } = exchange;
    switch (fault?.fault) {
      case "lostAnswer":
        return exchange.reset();
      case "errorIn200": {
        await answer.body.close();
        const { code = "InternalError", message = code } = fault;
        const document = errorDocument({ status: 200, code, message }, failed);
        return { ...answer, headers: withoutHeader(answer, "ETag"), body: bodyOf(document) };
      }
      case "wrongCrc": {
        const crc = BigInt(answer.headers[CRC] ?? 0) ^ 1n;
        return { ...answer, headers: { ...answer.headers, [CRC]: String(crc) } };
      }
      case "missingCrc":
        return { ...answer, headers: withoutHeader(answer, CRC) };
      case "missingEtag":
        return { ...answer, headers: withoutHeader(answer, "ETag") };
      case "corruptBody":
        return { ...answer, body: corrupted(answer.body, fault.afterBytes ?? 0) };
      default:
        return answer;
    }
  }
}

const CRC = "x-oss-hash-crc64ecma";

/** Refuses what would break the answer's head, such as a line break in a response-* parameter. */
function checkHeaders({ headers }: Answer): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderValue(name, value);
    } catch {
      throw new OssError("InvalidArgument", { elements: { ArgumentName: name } });
    }
  }
}

function withoutHeader(answer: Answer, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(answer.headers).filter(([other]) => other !== name));
}
