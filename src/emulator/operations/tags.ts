/**
 * What tags are allowed, in a document and in a header.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { Tag } from "../store/records.js";
import { QueryList } from "../wire/pairs.js";
import { toUtf8 } from "../wire/text.js";
import { childText, type XmlNode } from "../xml.js";
import type { XmlContent, XmlElement } from "../xml_writer.js";

const MOST_TAGS = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const ALLOWED = /^[\p{L}\p{N} +\-=._:/]*$/u;

/** Reads the tags of a Tagging document. */
export function tagsOfDocument(root: XmlNode): readonly Tag[] {
  const [set, more] = root.children;
  if (set?.name !== "TagSet" || more !== undefined) throw new OssError("MalformedXML");
  return checkTags(
    set.children.map((node) => {
      const key = childText(node, "Key");
      if (node.name !== "Tag" || key === undefined) throw new OssError("MalformedXML");
      return { key, value: childText(node, "Value") ?? "" };
    }),
  );
}

/** Reads the tags of an `x-oss-tagging` header: `a=1&b=2`, URL-encoded. */
export function tagsOfHeader(header: string): readonly Tag[] {
  return checkTags(
    [...new QueryList(header)].map(([key, value]) => ({ key: toUtf8(key), value: toUtf8(value) })),
  );
}

function checkTags(tags: readonly Tag[]): readonly Tag[] {
  const keys = new Set(tags.map(({ key }) => key));
  if (tags.length > MOST_TAGS) throw invalid(`There may be ${MOST_TAGS} tags at most.`);
  if (keys.size < tags.length) throw invalid("The keys of the tags must be unique.");
  for (const { key, value } of tags) {
    const fits = key !== "" && key.length <= LONGEST_KEY && value.length <= LONGEST_VALUE;
    if (!fits || !ALLOWED.test(key) || !ALLOWED.test(value)) {
      throw invalid("A key or a value of a tag is invalid.");
    }
  }
  return tags;
}

function invalid(message: string): OssError {
  return new OssError("InvalidTag", { message });
}

/** What is in a Tagging document. */
export function taggingContent(tags: readonly Tag[]): XmlContent {
  const elements = tags.map(
    ({ key, value }): XmlElement => [
      "Tag",
      [
        ["Key", key],
        ["Value", value],
      ],
    ],
  );
  return [["TagSet", elements]];
}
