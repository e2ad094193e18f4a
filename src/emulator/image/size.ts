/**
 * How wide and how high an image is, read from the headers of PNG, JPEG, GIF and BMP.
 *
 * @packageDocumentation
 */

import type { Buffer } from "node:buffer";

/** An image's format and size. */
export interface ImageFacts {
  /** As the service names it. */
  readonly format: "jpg" | "png" | "gif" | "bmp";
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
}

/** Reads the beginning of an image; null for anything else. */
export function imageFacts(bytes: Buffer): ImageFacts | null {
  try {
    return png(bytes) ?? gif(bytes) ?? bmp(bytes) ?? jpeg(bytes);
  } catch (error) {
    // The image is cut off where its size should stand.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function png(bytes: Buffer): ImageFacts | null {
  if (bytes.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") return null;
  return { format: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gif(bytes: Buffer): ImageFacts | null {
  if (!/^GIF8[79]a/.test(bytes.toString("latin1", 0, 6))) return null;
  return { format: "gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

function bmp(bytes: Buffer): ImageFacts | null {
  if (bytes.toString("latin1", 0, 2) !== "BM") return null;
  // A negative height says that the rows go from top to bottom.
  return { format: "bmp", width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) };
}

/** The frame header of a JPEG stands behind segments that each tell their length. */
function jpeg(bytes: Buffer): ImageFacts | null {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (isFrameHeader(marker)) {
      return {
        format: "jpg",
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      };
    }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
