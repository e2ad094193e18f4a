import { aosString } from "../../../src/aos/string.js";
import type { OssCheckpoint, OssCheckpointPart } from "../../../src/oss/define.js";
import { ossCreateCheckpointContent } from "../../../src/oss/util/create.js";
import {
  ossBuildCheckpointXml,
  ossCheckpointParseFromBody,
} from "../../../src/oss/xml/checkpoint.js";
import { isObject, type Json, type JsonObject, toBytes } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { fill } from "./xml_support.js";

/** Vectors of the checkpoint functions of oss_xml.h. */
export const xmlCheckpointAdapters: Record<string, VectorAdapter> = {
  oss_build_checkpoint_xml: (input) => ({
    return: ossBuildCheckpointXml(null, checkpointOf(input["checkpoint"])),
  }),
  oss_checkpoint_parse_from_body: (input) => {
    const checkpoint = checkpointOf(input["checkpoint"]);
    const code = ossCheckpointParseFromBody(null, toBytes(input["xml_body"]), checkpoint);
    return { return: code, checkpoint: shown(checkpoint, input) };
  },
  checkpoint_round_trip: (input) => {
    const xml = ossBuildCheckpointXml(null, checkpointOf(input["checkpoint"]));
    const checkpoint = ossCreateCheckpointContent(null);
    return { xml, return: ossCheckpointParseFromBody(null, xml, checkpoint), checkpoint };
  },
};

/** A checkpoint as a case gives it. C has room for 10000 parts, all zero, where the port has a list. */
export function checkpointOf(value: Json | undefined): OssCheckpoint {
  const fields: JsonObject = isObject(value) ? value : {};
  const parts = Array.isArray(fields["parts"]) ? fields["parts"] : [];
  const checkpoint = fill(ossCreateCheckpointContent(null), fields);
  checkpoint.parts = parts.map((part) => fill(emptyPart(), part));
  while (checkpoint.parts.length < checkpoint.partNum) checkpoint.parts.push(emptyPart());
  return checkpoint;
}

/** The checkpoint with as many parts as the case shows of C's. */
function shown(checkpoint: OssCheckpoint, input: JsonObject): object {
  const parts = [...checkpoint.parts];
  while (parts.length < Number(input["show_parts"] ?? 0)) parts.push(emptyPart());
  return { ...checkpoint, parts };
}

function emptyPart(): OssCheckpointPart {
  return { index: 0, offset: 0, size: 0, completed: 0, etag: aosString(), crc64: 0n };
}
