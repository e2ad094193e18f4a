/**
 * The side of bare sockets with the CRC-64: what it costs one process of Node at the least. Each part has
 * two windows: one is read while the other is sent.
 */
import { once } from "node:events";
import { open } from "node:fs/promises";
import { connect } from "node:net";
import { aosCrc64 } from "oss-c-sdk/aos";
import { runJob } from "./child.mjs";
import { eachPart, giveWindow, takeWindow } from "./parts.mjs";

async function send({ endpoint, object }, handle, offset, size) {
  const { hostname, port, host } = new URL(endpoint);
  const socket = connect({ host: hostname, port: Number(port) });
  const answered = once(socket, "data");
  socket.write(`PUT /bench/${object} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${size}\r\n\r\n`);
  const end = offset + size;
  const read = (window, at) => handle.read(window, 0, Math.min(window.length, end - at), at);
  const windows = [takeWindow(), takeWindow()];
  let crc = 0n;
  let reading = read(windows[0], offset);
  for (let at = offset; at < end; ) {
    const { bytesRead } = await reading;
    const [window, next] = windows;
    at += bytesRead;
    if (at < end) reading = read(next, at);
    const bytes = window.subarray(0, bytesRead);
    crc = aosCrc64(crc, bytes);
    if (!socket.write(bytes)) await once(socket, "drain");
    windows.reverse();
  }
  await answered;
  windows.forEach(giveWindow);
  socket.destroy();
}

await runJob({
  async upload(job) {
    const handle = await open(job.file, "r");
    return () => eachPart(job.size, job, (offset, size) => send(job, handle, offset, size));
  },
});
