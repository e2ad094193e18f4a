/**
 * Which Referer headers a bucket accepts. The document is kept and shown; nobody is refused by it.
 *
 * @packageDocumentation
 */

import { anyText, oneOf, type Shape } from "./shape.js";

const truth: Shape = oneOf("true", "false");
const list: Shape = { Referer: { most: Infinity, shape: anyText } };

/** What a RefererConfiguration looks like. */
export const refererShape: Shape = {
  AllowEmptyReferer: { least: 1, shape: truth },
  AllowTruncateQueryString: { shape: truth },
  TruncatePath: { shape: truth },
  RefererList: { least: 1, shape: list },
  RefererBlacklist: { shape: list },
};
