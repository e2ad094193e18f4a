/**
 * The one owner of everything, as documents show it.
 *
 * @packageDocumentation
 */

import type { XmlElement } from "../xml_writer.js";

const OWNER_ID = "1234567890123456";

/** The owner's element. */
export const owner: XmlElement = [
  "Owner",
  [
    ["ID", OWNER_ID],
    ["DisplayName", OWNER_ID],
  ],
];
