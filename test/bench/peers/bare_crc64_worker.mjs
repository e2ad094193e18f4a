/** The thread of bare_crc64.mjs: computes the CRC-64 of each window whose length is set. */
import { parentPort } from "node:worker_threads";
import { aosCrc64 } from "oss-c-sdk/aos";

parentPort.once("message", ({ memory, orders, lengths }) => {
  const windows = memory.map((shared) => new Uint8Array(shared));
  const crcs = windows.map(() => 0n);
  parentPort.postMessage("ready");
  for (let seen = 0; ; ) {
    Atomics.wait(orders, 0, seen);
    seen = Atomics.load(orders, 0);
    windows.forEach((window, i) => {
      const length = Atomics.load(lengths, i);
      if (length === 0) return;
      crcs[i] = aosCrc64(crcs[i], window.subarray(0, length));
      Atomics.store(lengths, i, 0);
      Atomics.notify(lengths, i);
    });
  }
});
