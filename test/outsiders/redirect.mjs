/** Loaded before `ali-oss`: connections to the service's names go to the emulator. */

import http from "node:http";
import net from "node:net";

const { createConnection } = net;
const port = Number(process.env.OSS_EMULATOR_PORT);

function redirected(options, connected) {
  const isService = String(options.host).endsWith(".aliyuncs.com") && Number(options.port) === 80;
  const elsewhere = isService ? { host: "127.0.0.1", port } : {};
  return createConnection({ ...options, ...elsewhere }, connected);
}

net.createConnection = redirected;
http.Agent.prototype.createConnection = redirected;
