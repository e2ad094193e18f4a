/**
 * Objects of the storage classes that must be thawed before they can be read.
 *
 * @packageDocumentation
 */

import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { XmlElement } from "../xml_writer.js";

const FROZEN: ReadonlySet<string> = new Set(["Archive", "ColdArchive", "DeepColdArchive"]);

/** How far the thawing of an object is. */
export type Thaw = "never frozen" | "frozen" | "thawing" | "thawed";

/** Tells how far the thawing of an object is. */
export function thawOf({ storageClass, restore }: ObjectRecord, now: number): Thaw {
  if (!FROZEN.has(storageClass)) return "never frozen";
  if (restore == null || now >= restore.expires) return "frozen";
  return now < restore.ready ? "thawing" : "thawed";
}

/** Refuses to read an object that is frozen. The error shows the checksum, as the service does. */
export function checkThawed(object: ObjectRecord, now: number): void {
  const thaw = thawOf(object, now);
  if (thaw === "never frozen" || thaw === "thawed") return;
  throw new OssError("InvalidObjectState", {
    elements: { ObjectName: object.key },
    headers: { "x-oss-hash-crc64ecma": object.crc64, "x-oss-storage-class": object.storageClass },
  });
}

/** The header that tells how far the thawing is, if it was ever asked for. */
export function restoreHeaders(object: ObjectRecord, now: number): Record<string, string> {
  const info = restoreInfo(object, now);
  return info === null ? {} : { "x-oss-restore": info };
}

/** The element of a list that tells the same. */
export function restoreElements(object: ObjectRecord, now: number): readonly XmlElement[] {
  const info = restoreInfo(object, now);
  return info === null ? [] : [["RestoreInfo", info]];
}

function restoreInfo(object: ObjectRecord, now: number): string | null {
  switch (thawOf(object, now)) {
    case "thawing":
      return 'ongoing-request="true"';
    case "thawed": {
      const expires = new Date(object.restore?.expires ?? now).toUTCString();
      return `ongoing-request="false", expiry-date="${expires}"`;
    }
    default:
      return null;
  }
}
