/**
 * What the writers of requests share.
 *
 * @packageDocumentation
 */

import { type AosBuf, aosBufPack } from "../../aos/buf.js";
import { type AosList, aosListAddTail, aosListInit } from "../../aos/list.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosString, aosStringIsEmpty } from "../../aos/string.js";
import { aosXmlElement } from "../../aos/xml.js";

/** An element with a string's text; a string that was never set gives `<X />`, as C's NULL does. */
export function stringElement(name: string, s: AosString): string {
  return aosXmlElement(name, s.isNull ? null : s.data);
}

/** No element for an empty string, else the one of {@link stringElement}. */
export function stringElementIfAny(name: string, s: AosString): string[] {
  return aosStringIsEmpty(s) ? [] : [stringElement(name, s)];
}

/** Makes a document the only content of `body`. */
export function fillBody(p: AosPool | null, body: AosList<AosBuf>, xml: string): void {
  aosListInit(body);
  aosListAddTail(aosBufPack(p, xml), body);
}
