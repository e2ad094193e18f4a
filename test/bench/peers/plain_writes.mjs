/**
 * The side of plain writes: what it costs to put as much into a file as a download does, with nothing else.
 * It is no peer but the limit: a machine may have to fetch the memory or the blocks first.
 */
import { open } from "node:fs/promises";
import { mebibyte, runJob } from "./child.mjs";

await runJob({
  async download(job) {
    const file = await open(job.file, "w");
    return async () => {
      for (let at = 0; at < job.size; at += mebibyte.length) {
        await file.write(mebibyte, 0, Math.min(mebibyte.length, job.size - at), at);
      }
    };
  },
});
