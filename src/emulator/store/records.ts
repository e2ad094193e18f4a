/**
 * What is known of buckets, objects, uploads and parts; plain data, as it is written to disk.
 *
 * @packageDocumentation
 */

import type { Segment } from "./contents.js";

/** Who may read and write without a signature. */
export type Acl = "default" | "private" | "public-read" | "public-read-write";

/** A bucket. */
export interface BucketRecord {
  /** Its name. */
  readonly name: string;
  /** When it was made, in milliseconds since 1970. */
  readonly created: number;
  /** Who may use it. */
  readonly acl: Acl;
  /** The storage class of objects that name none. */
  readonly storageClass: string;
  /** The documents that were put for it, as they are answered, by their root's name. */
  readonly documents?: Readonly<Record<string, string>>;
  /** Its live channels by name. */
  readonly liveChannels?: Readonly<Record<string, LiveChannelRecord>>;
}

/** A bucket as it is when nothing else is said of it. */
export function newBucket(name: string, created: number): BucketRecord {
  return { name, created, acl: "private", storageClass: "Standard" };
}

/** A live channel. */
export interface LiveChannelRecord {
  /** Its name. */
  readonly name: string;
  /** What it is about, in words. */
  readonly description: string;
  /** Whether it may be pushed to. */
  readonly status: "enabled" | "disabled";
  /** Seconds of each fragment. */
  readonly fragDuration: number;
  /** How many fragments the play list has. */
  readonly fragCount: number;
  /** The name of the play list. */
  readonly playlistName: string;
  /** When it was put, in milliseconds since 1970. */
  readonly lastModified: number;
}

/** A tag of an object. */
export interface Tag {
  /** What it is called. */
  readonly key: string;
  /** What it says. */
  readonly value: string;
}

/** How a frozen object is thawed. */
export interface RestoreRecord {
  /** From when on it can be read, in milliseconds since 1970. */
  readonly ready: number;
  /** From when on it is frozen again. */
  readonly expires: number;
}

/** What was counted in a CSV object. */
export interface CsvMeta {
  /** How many splits it has. */
  readonly splits: number;
  /** How many rows. */
  readonly rows: number;
  /** How many columns its first row has. */
  readonly columns: number;
}

/** What the request that began an object said of it. */
export interface ObjectTraits {
  /** Who may use it. */
  readonly acl: Acl;
  /** Its storage class. */
  readonly storageClass: string;
  /** Headers that are answered with it, names in lower case, values one character a byte. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its tags; none by default. */
  readonly tags?: readonly Tag[];
}

/** An object. */
export interface ObjectRecord extends ObjectTraits {
  /** Its name. */
  readonly key: string;
  /** How it was made. */
  readonly type: "Normal" | "Multipart" | "Appendable" | "Symlink";
  /** Without quotes. */
  readonly etag: string;
  /** In bytes. */
  readonly size: number;
  /** The CRC-64 in decimal digits. */
  readonly crc64: string;
  /** The MD5 in Base64, "" unless it was put in one piece. */
  readonly contentMd5: string;
  /** In milliseconds since 1970. */
  readonly lastModified: number;
  /** Where its bytes are. */
  readonly segments: readonly Segment[];
  /** The name of the object that a symbol link stands for. */
  readonly symlinkTarget?: string;
  /** How it is thawed, if it ever was. */
  readonly restore?: RestoreRecord | null;
  /** What was counted in it, if it ever was. */
  readonly csvMeta?: CsvMeta | null;
}

/** A part of an upload. */
export interface PartRecord {
  /** From 1 to 10000. */
  readonly partNumber: number;
  /** Without quotes. */
  readonly etag: string;
  /** In bytes. */
  readonly size: number;
  /** The CRC-64 in decimal digits. */
  readonly crc64: string;
  /** In milliseconds since 1970. */
  readonly lastModified: number;
  /** Where its bytes are. */
  readonly segments: readonly Segment[];
}

/** A multipart upload that was begun. */
export interface UploadRecord extends ObjectTraits {
  /** The name of the object that it makes. */
  readonly key: string;
  /** Its id. */
  readonly uploadId: string;
  /** When it was begun, in milliseconds since 1970. */
  readonly initiated: number;
}

/** Whether a value read from disk is a bucket's record. */
export function isBucketRecord(value: unknown): value is BucketRecord {
  return hasFields(value, { name: "string", created: "number", acl: "string" });
}

/** Whether a value read from disk is an object's record. */
export function isObjectRecord(value: unknown): value is ObjectRecord {
  return hasFields(value, { ...traits, key: "string", type: "string", segments: "object" });
}

/** Whether a value read from disk is an upload's record. */
export function isUploadRecord(value: unknown): value is UploadRecord {
  return hasFields(value, { ...traits, key: "string", uploadId: "string", initiated: "number" });
}

/** Whether a value read from disk is a part's record. */
export function isPartRecord(value: unknown): value is PartRecord {
  return hasFields(value, { partNumber: "number", etag: "string", segments: "object" });
}

const traits = { acl: "string", storageClass: "string", headers: "object" } as const;

/**
 * A glance at the fields that tell records apart: the files are the emulator's own, so this only
 * guards against a directory that is something else.
 */
function hasFields(value: unknown, fields: Readonly<Record<string, string>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const found = new Map(Object.entries(value));
  return Object.entries(fields).every(([name, type]) => typeof found.get(name) === type);
}
