/** How the parts of a transfer are worked off, and recorded. */

import { expect, test } from "vitest";
import { AOSE_FILE_WRITE_ERROR } from "../../../src/aos/define.js";
import { type AosStatus, aosStatusCreate } from "../../../src/aos/status.js";
import type { OssCheckpointPart } from "../../../src/oss/define.js";
import { ossBuildParts } from "../../../src/oss/resumable/parts.js";
import { ossWorkOff, ossWriteError } from "../../../src/oss/resumable/transfer.js";

/** What became of three parts, one line for each step. */
interface Course {
  readonly steps: string[];
  readonly failure: AosStatus | null;
}

/** Works off three parts; recording one takes until nothing else happens. */
async function course(threadNum: number, recorded: AosStatus): Promise<Course> {
  const parts: OssCheckpointPart[] = [];
  ossBuildParts(3, 1, parts);
  const steps: string[] = [];
  const failure = await ossWorkOff(
    parts,
    threadNum,
    ({ index }) => {
      steps.push(`send ${index}`);
      return Promise.resolve(success());
    },
    async ({ index }) => {
      await new Promise(setImmediate);
      steps.push(`recorded ${index}`);
      return recorded;
    },
  );
  return { steps, failure };
}

function success(): AosStatus {
  const s = aosStatusCreate();
  s.code = 200;
  return s;
}

test("one at a time, the next part is begun when the last one is recorded", async () => {
  expect(await course(1, success())).toEqual({
    steps: ["send 0", "recorded 0", "send 1", "recorded 1", "send 2", "recorded 2"],
    failure: null,
  });
});

test("with several in flight a part is recorded while the next one is sent, and all are at the end", async () => {
  const { steps, failure } = await course(2, success());
  expect(failure).toBeNull();
  expect(steps.slice(0, 3)).toEqual(["send 0", "send 1", "send 2"]);
  expect(steps.slice(3).sort()).toEqual(["recorded 0", "recorded 1", "recorded 2"]);
});

test.each([1, 2])("a part that can't be recorded ends it, %d at a time", async (threadNum) => {
  const { steps, failure } = await course(threadNum, ossWriteError(AOSE_FILE_WRITE_ERROR));
  expect(failure?.code).toBe(AOSE_FILE_WRITE_ERROR);
  expect(steps.filter((step) => step.startsWith("send"))).toHaveLength(threadNum === 1 ? 1 : 3);
});
