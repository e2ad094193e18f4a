/** The side of `ali-oss`, Alibaba Cloud's own client for Node. It computes no CRC-64. */
import OSS from "ali-oss";
import { kibibyte, repeated, runJob } from "./child.mjs";

function clientFor(endpoint) {
  return new OSS({
    endpoint,
    region: "oss-cn-hangzhou",
    accessKeyId: "bench",
    accessKeySecret: "bench-secret",
    bucket: "bench",
    authorizationV4: true,
    // Its own time limits are for requests that take longer than any here.
    timeout: 600_000,
  });
}

await runJob({
  upload({ endpoint, object, file, partSize, inFlight }) {
    const client = clientFor(endpoint);
    return () => client.multipartUpload(object, file, { partSize, parallel: inFlight });
  },
  download({ endpoint, object, file }) {
    const client = clientFor(endpoint);
    return () => client.get(object, file);
  },
  put(job) {
    const client = clientFor(job.endpoint);
    return repeated(job, () => client.put(job.object, kibibyte));
  },
  get(job) {
    const client = clientFor(job.endpoint);
    return repeated(job, () => client.get(job.object));
  },
});
