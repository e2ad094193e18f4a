/**
 * The side of bare sockets with the CRC-64: what it costs one process of Node, and whether a thread of its
 * own for it pays. Each part has two windows: one is read while the other is sent.
 */
import { once } from "node:events";
import { open } from "node:fs/promises";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import { aosCrc64 } from "oss-c-sdk/aos";
import { runJob } from "./child.mjs";
import { eachPart } from "./parts.mjs";

const WINDOW = 1_048_576;

/** Computes where it is asked, before the window is sent. */
class Here {
  take() {
    return { bytes: Buffer.allocUnsafeSlow(WINDOW), crc: 0n };
  }

  begin(window, length) {
    window.crc = aosCrc64(window.crc, window.bytes.subarray(0, length));
  }

  end() {
    return undefined;
  }
}

/** Lets a worker compute on shared memory while the window is sent. */
class Elsewhere {
  #worker = new Worker(new URL("bare_crc64_worker.mjs", import.meta.url));
  #free = [];
  #orders = new Int32Array(new SharedArrayBuffer(4));
  #lengths = new Int32Array(new SharedArrayBuffer(64));

  /** @param count - how many windows there are at most */
  async start(count) {
    const memory = Array.from({ length: count }, () => new SharedArrayBuffer(WINDOW));
    this.#free = memory.map((shared, index) => ({ bytes: Buffer.from(shared), index }));
    this.#worker.postMessage({ memory, orders: this.#orders, lengths: this.#lengths });
    await once(this.#worker, "message");
    this.#worker.unref();
  }

  take() {
    return this.#free.pop();
  }

  giveBack(window) {
    this.#free.push(window);
  }

  /** The worker looks for lengths that are not 0, and makes them 0. */
  begin({ index }, length) {
    Atomics.store(this.#lengths, index, length);
    Atomics.add(this.#orders, 0, 1);
    Atomics.notify(this.#orders, 0);
  }

  end({ index }) {
    const length = Atomics.load(this.#lengths, index);
    return length === 0 ? undefined : Atomics.waitAsync(this.#lengths, index, length).value;
  }
}

async function send({ endpoint, object }, handle, crc, offset, size) {
  const { hostname, port, host } = new URL(endpoint);
  const socket = connect({ host: hostname, port: Number(port) });
  const answered = once(socket, "data");
  socket.write(`PUT /bench/${object} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${size}\r\n\r\n`);
  const end = offset + size;
  const read = (window, at) => handle.read(window.bytes, 0, Math.min(WINDOW, end - at), at);
  const windows = [crc.take(), crc.take()];
  let reading = read(windows[0], offset);
  for (let at = offset; at < end; ) {
    const { bytesRead } = await reading;
    const [window, next] = windows;
    at += bytesRead;
    await crc.end(next);
    if (at < end) reading = read(next, at);
    crc.begin(window, bytesRead);
    if (!socket.write(window.bytes.subarray(0, bytesRead))) await once(socket, "drain");
    windows.reverse();
  }
  for (const window of windows) {
    await crc.end(window);
    crc.giveBack?.(window);
  }
  await answered;
  socket.destroy();
}

async function upload(job, crc) {
  const handle = await open(job.file, "r");
  return () => eachPart(job.size, job, (offset, size) => send(job, handle, crc, offset, size));
}

await runJob({
  upload: (job) => upload(job, new Here()),
  async uploadByWorker(job) {
    const crc = new Elsewhere();
    await crc.start(2 * job.inFlight);
    return upload(job, crc);
  },
});
