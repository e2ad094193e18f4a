/**
 * Select answers: cut anywhere they give the same result, and damaged ones an error or that same
 * result, for every frame has a checksum here.
 */

import fc from "fast-check";
import { aosBufListContent } from "../../../src/aos/buf.js";
import { aosHttpResponseCreate } from "../../../src/aos/http_io.js";
import { aosStatusCreate, aosStatusIsOk } from "../../../src/aos/status.js";
import {
  ossCheckSelectObjectStatus,
  ossInitSelectObjectReadResponseBody,
} from "../../../src/oss/util/select_frame.js";
import { continuousFrame, dataFrame, endFrame } from "../../support/select_frames.js";
import { applyEdits, type Edit, edits } from "../edits.js";
import { type FuzzTarget, fuzzTarget, mustEqual, mustHold } from "../target.js";

interface SelectAnswer {
  readonly rows: readonly string[];
  readonly edits: readonly Edit[];
  /** Where it is cut, in shares of its length. */
  readonly cuts: readonly number[];
}

const answers: fc.Arbitrary<SelectAnswer> = fc.record({
  rows: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
  // More than one change may make another sound answer: a type, and all that follows from it.
  edits: fc.oneof(edits(200, 1), fc.constant([])),
  cuts: fc.array(fc.nat(1000), { maxLength: 6 }),
});

function piecesOf(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const ends = [...cuts.map((cut) => Math.floor((cut * bytes.length) / 1000)), bytes.length];
  const sorted = ends.sort((a, b) => a - b);
  return sorted
    .map((end, i) => bytes.subarray(sorted[i - 1] ?? 0, end))
    .filter((p) => p.length > 0);
}

/** What comes of an answer: its text, or `null` when it is no success. */
async function receive(pieces: readonly Buffer[]): Promise<string | null> {
  const resp = aosHttpResponseCreate(null);
  ossInitSelectObjectReadResponseBody(null, resp, true);
  for (const piece of pieces) {
    const taken = await resp.writeBody(resp, piece, piece.length);
    if (taken < 0) return null;
    mustEqual(taken, piece.length, "the bytes that were taken");
  }
  const s = Object.assign(aosStatusCreate(null), { code: 206 });
  ossCheckSelectObjectStatus(resp, s);
  return aosStatusIsOk(s) ? aosBufListContent(null, resp.body).toString() : null;
}

/** Whether an answer is the whole one without some frames in a row: what is left is sound. */
function lacksFrames(answer: Buffer, frames: readonly Buffer[]): boolean {
  return frames.some((_, from) =>
    frames.some((_frame, to) => {
      const left = [...frames.slice(0, from), ...frames.slice(to + 1), endFrame(206)];
      return answer.equals(Buffer.concat(left));
    }),
  );
}

async function check({ rows, edits: changes, cuts }: SelectAnswer): Promise<void> {
  const frames = rows.flatMap((row) => [dataFrame(row), continuousFrame()]);
  const whole = Buffer.concat([...frames, endFrame(206)]);
  const damaged = applyEdits(whole, changes);
  const found = await receive(piecesOf(damaged, cuts));
  mustEqual(found, await receive([damaged]), "the answer, cut and in one piece");
  const result = rows.join("");
  if (changes.length === 0) mustEqual(found, result, "the result");
  else if (found !== null && found !== result) {
    mustHold(lacksFrames(damaged, frames), `a damaged answer gives ${found}`);
  }
}

export const selectFrames: FuzzTarget = fuzzTarget("select-frames", 70, answers, check);
