/**
 * The side of plain undici: what is left when nothing is signed, no checksum is computed and no answer
 * is looked at. What our transport stands on.
 */
import { open } from "node:fs/promises";
import { Pool } from "undici";
import { kibibyte, repeated, runJob } from "./child.mjs";
import { eachPart, windows } from "./parts.mjs";

function poolFor({ endpoint, inFlight }) {
  return new Pool(endpoint, { connections: inFlight, pipelining: 1 });
}

async function consume(answer) {
  const { body } = await answer;
  await body.dump();
}

await runJob({
  async upload(job) {
    const pool = poolFor(job);
    const handle = await open(job.file, "r");
    return () =>
      eachPart(job.size, job, (offset, size) =>
        consume(
          pool.request({
            method: "PUT",
            path: `/bench/${job.object}`,
            headers: { "content-length": String(size) },
            body: windows(handle, offset, size),
          }),
        ),
      );
  },
  async download(job) {
    const pool = poolFor(job);
    const handle = await open(job.file, "w");
    return () =>
      eachPart(job.size, job, async (offset, size) => {
        const { body } = await pool.request({
          method: "GET",
          path: `/bench/${job.object}`,
          headers: { range: `bytes=${offset}-${offset + size - 1}` },
        });
        let at = offset;
        for await (const chunk of body) {
          await handle.write(chunk, 0, chunk.length, at);
          at += chunk.length;
        }
      });
  },
  put(job) {
    const pool = poolFor(job);
    const request = { method: "PUT", path: `/bench/${job.object}`, body: kibibyte };
    return repeated(job, () => consume(pool.request(request)));
  },
  get(job) {
    const pool = poolFor(job);
    const request = { method: "GET", path: `/bench/${job.object}` };
    return repeated(job, async () => (await pool.request(request)).body.arrayBuffer());
  },
});
