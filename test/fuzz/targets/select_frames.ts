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

/** Whether nothing else was done than that whole frames were taken out: what is left is sound. */
function leavesFrames(whole: number, frames: readonly Buffer[], [edit]: readonly Edit[]): boolean {
  if (edit === undefined || edit.put.length > 0) return false;
  const bounds = [0];
  for (const { length } of frames) bounds.push((bounds.at(-1) ?? 0) + length);
  const from = edit.at % (whole + 1);
  return bounds.includes(from) && bounds.includes(from + edit.removed);
}

async function check({ rows, edits: changes, cuts }: SelectAnswer): Promise<void> {
  const frames = rows.flatMap((row) => [dataFrame(row), continuousFrame()]);
  const whole = Buffer.concat([...frames, endFrame(206)]);
  const damaged = applyEdits(whole, changes);
  const found = await receive(piecesOf(damaged, cuts));
  mustEqual(found, await receive([damaged]), "the answer, cut and in one piece");
  const result = rows.join("");
  if (changes.length === 0) mustEqual(found, result, "the result");
  else if (!leavesFrames(whole.length, frames, changes)) {
    mustHold(found === null || found === result, `a damaged answer gives ${String(found)}`);
  }
}

export const selectFrames: FuzzTarget = fuzzTarget("select-frames", 70, answers, check);
