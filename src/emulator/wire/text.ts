/**
 * Texts that came over the wire, kept as they came: one character stands for one byte. What is
 * signed is bytes, so nothing is decoded to Unicode before the signature was checked.
 *
 * @packageDocumentation
 */

import { Buffer, isUtf8 } from "node:buffer";

/** Undoes percent-encoding; what is no escape stays as it is. */
export function percentDecode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Percent-encodes every byte that is not unreserved in RFC 3986. */
export function percentEncode(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Percent-encodes a path, whose slashes stay. */
export function percentEncodePath(bytes: string): string {
  return bytes.split("/").map(percentEncode).join("/");
}

/** Percent-encodes a text that is Unicode, not bytes. */
export function urlEncode(text: string): string {
  return percentEncode(Buffer.from(text, "utf8").toString("latin1"));
}

/** The Unicode text that the bytes are in UTF-8. */
export function toUtf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Whether the bytes are UTF-8 at all. */
export function isUtf8Text(bytes: string): boolean {
  return isUtf8(Buffer.from(bytes, "latin1"));
}
