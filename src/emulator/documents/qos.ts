/**
 * How much a bucket may hold. The document is kept and shown; nothing is refused by it.
 *
 * @packageDocumentation
 */

import { type Shape, wholeNumber } from "./shape.js";

/** What a BucketUserQos looks like; -1 is without limit. */
export const qosShape: Shape = {
  StorageCapacity: {
    least: 1,
    shape: wholeNumber("StorageCapacity", -1, Number.MAX_SAFE_INTEGER),
  },
};
