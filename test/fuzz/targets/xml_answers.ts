/** The answers of the service, through each reader: well-formed ones are read as libxml2's tree says. */

import fc from "fast-check";
import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { AOSE_OK } from "../../../src/aos/define.js";
import { type AosList, aosList, aosListAddTail } from "../../../src/aos/list.js";
import { type AnswerReader, contentOf, saysEncoded, type Value, valueOf } from "../answer.js";
import { type FuzzTarget, fuzzTarget, mustEqual } from "../target.js";
import { damaged, encoded } from "../xml_inputs.js";
import type { XmlTree } from "../xml_oracle.js";
import { judgeTaken } from "../xml_verdict.js";
import { bucketAnswers } from "./answers_buckets.js";
import { liveAnswers } from "./answers_live.js";
import { objectAnswers } from "./answers_objects.js";

const readers = [...bucketAnswers, ...objectAnswers, ...liveAnswers];

interface Answer {
  /** The index of its reader. */
  readonly reader: number;
  readonly bytes: Uint8Array;
}

/** Whole answers with odd content, and damaged ones; now and then those of another reader. */
const answers: fc.Arbitrary<Answer> = fc.oneof(
  ...readers.map(({ root, shape }, i) => {
    const xml = contentOf(shape).map(
      (content) => `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`,
    );
    const bytes = fc.oneof(encoded(xml), damaged(xml, 300));
    const reader = fc.oneof(
      { weight: 9, arbitrary: fc.constant(i) },
      { weight: 1, arbitrary: fc.nat(readers.length - 1) },
    );
    return fc.record({ reader, bytes });
  }),
);

function bodyOf(bytes: Uint8Array): AosList<AosBuf> {
  const body = aosList<AosBuf>();
  const half = bytes.length >> 1;
  for (const piece of [bytes.subarray(0, half), bytes.subarray(half)]) {
    aosListAddTail(aosBufPack(null, piece), body);
  }
  return body;
}

function check({ reader: index, bytes }: Answer): void {
  const reader = readers[index];
  if (reader === undefined) throw new Error(`there is no reader ${index}`);
  const { code, value } = reader.read(bodyOf(bytes));
  // Only an Error document is read as one; what else is refused says nothing of the XML.
  if (reader.root === "Error" && code !== AOSE_OK) return;
  const judged = judgeTaken(bytes, code === AOSE_OK);
  if (judged === null || judged.hasReturns || judged.root.text.includes("\ufeff")) return;
  mustEqual(value, expected(reader, judged.root), `what is read of ${reader.root}`);
}

function expected({ root: name, shape }: AnswerReader, root: XmlTree): Value {
  const isOther = typeof shape === "string" && root.name !== name;
  return valueOf(isOther ? undefined : root, shape, saysEncoded(root));
}

export const xmlAnswers: FuzzTarget = fuzzTarget("xml-answers", 300, answers, check);
