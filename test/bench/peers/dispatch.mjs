/**
 * The side of undici's `dispatch` with a signature of version 4 and nothing else: headers are written
 * down by hand, the key is at hand, and no answer is looked at. It is no peer but the limit of small calls.
 */
import { createHmac, createSecretKey, hash } from "node:crypto";
import { Client } from "undici";
import { kibibyte, repeated, runJob } from "./child.mjs";

const key = createSecretKey(Buffer.alloc(32, "k"));

function authorization(method, path, datetime) {
  const scope = `${datetime.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request`;
  const canonical = `${method}\n${path}\n\ncontent-type:application/octet-stream\nx-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:${datetime}\n\n\nUNSIGNED-PAYLOAD`;
  const text = `OSS4-HMAC-SHA256\n${datetime}\n${scope}\n${hash("sha256", canonical)}`;
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return `OSS4-HMAC-SHA256 Credential=bench/${scope},Signature=${signature}`;
}

function headers(method, path, body) {
  const datetime = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return [
    ...["Host", "bench", "User-Agent", "bench"],
    ...["Content-Type", "application/octet-stream"],
    ...["x-oss-content-sha256", "UNSIGNED-PAYLOAD"],
    ...["x-oss-date", datetime],
    ...["Authorization", authorization(method, path, datetime)],
    ...(body === null ? [] : ["Content-Length", String(body.length)]),
  ];
}

/** Waits for the end of an answer. */
class Handler {
  constructor(resolve, reject) {
    this.onResponseEnd = resolve;
    this.onResponseError = (_controller, error) => reject(error);
  }
  onRequestStart() {}
  onResponseStart() {}
  onResponseData() {}
}

function calls(method, body, job) {
  const path = `/bench/${job.object}`;
  const idle = Array.from({ length: job.inFlight }, () => new Client(job.endpoint));
  return repeated(job, async () => {
    const client = idle.pop();
    const request = { method, path, headers: headers(method, path, body), body };
    await new Promise((resolve, reject) => client.dispatch(request, new Handler(resolve, reject)));
    idle.push(client);
  });
}

await runJob({
  put: (job) => calls("PUT", kibibyte, job),
  get: (job) => calls("GET", null, job),
});
