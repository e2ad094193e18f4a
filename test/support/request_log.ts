/** What the emulator was asked for, and whether it is done with it. */

import type { OssEmulatorRequest } from "../../src/emulator/index.js";

/** The part, from 0, that a request sends or asks for; -1 for none. */
export function partOf(request: OssEmulatorRequest, partSize: number): number {
  if (request.operation === "UploadPart") return request.partNumber - 1;
  const range = new Map(request.headers).get("range") ?? "";
  const start = /^bytes=(\d+)-/.exec(range)?.[1];
  return start === undefined ? -1 : Number(start) / partSize;
}

/** Notes which requests were answered, or can't be any more. */
export class RequestLog {
  readonly #answered = new WeakSet<OssEmulatorRequest>();
  #wake: () => void = () => undefined;

  /** Notes a request. */
  answered(request: OssEmulatorRequest): void {
    this.#answered.add(request);
    this.#wake();
  }

  /** Waits for requests to be answered. */
  async allAnswered(requests: readonly OssEmulatorRequest[]): Promise<void> {
    while (!requests.every((request) => this.#answered.has(request))) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
