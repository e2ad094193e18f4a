/**
 * The side of bare sockets: the least that a process of Node can do, without HTTP, signature and
 * checksum. It is no peer but the limit.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { connect } from "node:net";
import { runJob } from "./child.mjs";
import { eachPart, windows } from "./parts.mjs";

function headOf(method, { endpoint, object }, header) {
  const { host } = new URL(endpoint);
  return `${method} /bench/${object} HTTP/1.1\r\nHost: ${host}\r\n${header}\r\nConnection: close\r\n\r\n`;
}

function socketTo({ endpoint }, options = {}) {
  const { hostname, port } = new URL(endpoint);
  return connect({ host: hostname, port: Number(port), ...options });
}

/** Every download reads into the same memory and writes it at once. */
const buffer = Buffer.allocUnsafeSlow(1_048_576);

async function download(job, file, offset, size) {
  let at = offset;
  let hasHead = false;
  const callback = (length) => {
    const start = hasHead ? 0 : buffer.indexOf("\r\n\r\n") + 4;
    hasHead = true;
    at += writeSync(file, buffer, start, length - start, at);
    if (at === offset + size) socket.destroy();
    return true;
  };
  const socket = socketTo(job, { onread: { buffer, callback } });
  socket.write(headOf("GET", job, `Range: bytes=${offset}-${offset + size - 1}`));
  await once(socket, "close");
}

await runJob({
  async upload(job) {
    const handle = await open(job.file, "r");
    return () =>
      eachPart(job.size, job, async (offset, size) => {
        const socket = socketTo(job);
        socket.write(headOf("PUT", job, `Content-Length: ${size}`));
        for await (const window of windows(handle, offset, size)) {
          if (!socket.write(window)) await once(socket, "drain");
        }
        await once(socket, "data");
        socket.destroy();
      });
  },
  async download(job) {
    const handle = await open(job.file, "w");
    return () => eachPart(job.size, job, (offset, size) => download(job, handle.fd, offset, size));
  },
});
