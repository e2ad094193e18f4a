/**
 * Buckets, objects and uploads. The maps here are what answers; the vault keeps what is needed to
 * fill them again.
 *
 * @packageDocumentation
 */

import { createHash } from "node:crypto";
import { OssError } from "../error.js";
import { Contents } from "./contents.js";
import {
  type BucketRecord,
  isBucketRecord,
  isObjectRecord,
  isPartRecord,
  isUploadRecord,
  type ObjectRecord,
  type PartRecord,
  type UploadRecord,
} from "./records.js";
import { SortedMap } from "./sorted_map.js";
import type { Vault } from "./vault.js";

/** An upload and its parts. */
export interface Upload {
  /** What the request that began it said. */
  readonly record: UploadRecord;
  /** Its parts by number. */
  readonly parts: Map<number, PartRecord>;
}

/** A bucket and what is in it. */
export interface Bucket {
  /** What is known of it. */
  record: BucketRecord;
  /** Its objects by name. */
  readonly objects: SortedMap<ObjectRecord>;
  /** Its unfinished uploads by {@link uploadOrder}. */
  readonly uploads: SortedMap<Upload>;
}

/** All that the emulator keeps. */
export class Store {
  readonly #vault: Vault;
  /** The bytes of objects and parts. */
  readonly contents: Contents;
  /** The buckets by name. */
  readonly buckets: SortedMap<Bucket>;

  private constructor(vault: Vault) {
    this.#vault = vault;
    this.contents = new Contents(vault);
    this.buckets = new SortedMap();
  }

  /** Opens what a vault holds. */
  static async open(vault: Vault): Promise<Store> {
    const store = new Store(vault);
    for await (const record of vault.records("buckets")) {
      if (isBucketRecord(record)) await store.#load(record);
    }
    await store.contents.sweep();
    return store;
  }

  /** A bucket by its name; throws NoSuchBucket. */
  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket !== undefined) return bucket;
    throw new OssError("NoSuchBucket", { elements: { BucketName: name } });
  }

  /** An object of a bucket; throws NoSuchKey. */
  object(bucket: Bucket, key: string): ObjectRecord {
    const object = bucket.objects.get(key);
    if (object !== undefined) return object;
    throw new OssError("NoSuchKey", { elements: { Key: key } });
  }

  /** An upload of a bucket; throws NoSuchUpload. */
  upload(bucket: Bucket, key: string, uploadId: string): Upload {
    const upload = bucket.uploads.get(uploadOrder(key, uploadId));
    if (upload !== undefined) return upload;
    throw new OssError("NoSuchUpload", { elements: { UploadId: uploadId } });
  }

  /** Makes a bucket, or changes what is known of one. */
  async saveBucket(record: BucketRecord): Promise<void> {
    const bucket = this.buckets.get(record.name);
    if (bucket === undefined) this.buckets.set(record.name, emptyBucket(record));
    else bucket.record = record;
    await this.#vault.writeRecord(`buckets/${record.name}`, record);
  }

  /** Forgets an empty bucket. */
  async deleteBucket(name: string): Promise<void> {
    this.buckets.delete(name);
    await this.#vault.deleteRecord(`buckets/${name}`);
    await this.#vault.deleteRecords(`buckets/${name}`);
  }

  /** Puts an object in the place of the one before, and takes over the caller's hold. */
  async saveObject(bucket: Bucket, object: ObjectRecord): Promise<void> {
    const before = bucket.objects.get(object.key);
    bucket.objects.set(object.key, object);
    await this.#vault.writeRecord(objectPath(bucket, object.key), object);
    if (before !== undefined) await this.contents.release(before.segments);
  }

  /** Changes what is known of an object, whose bytes stay. */
  async changeObject(
    bucket: Bucket,
    object: ObjectRecord,
    changes: Partial<ObjectRecord>,
  ): Promise<void> {
    this.contents.hold(object.segments);
    await this.saveObject(bucket, { ...object, ...changes });
  }

  /** Forgets an object, if there is one. */
  async deleteObject(bucket: Bucket, key: string): Promise<void> {
    const before = bucket.objects.get(key);
    if (before === undefined) return;
    bucket.objects.delete(key);
    await this.#vault.deleteRecord(objectPath(bucket, key));
    await this.contents.release(before.segments);
  }

  /** Keeps an upload that begins. */
  async saveUpload(bucket: Bucket, record: UploadRecord): Promise<void> {
    const order = uploadOrder(record.key, record.uploadId);
    bucket.uploads.set(order, { record, parts: new Map() });
    await this.#vault.writeRecord(uploadPath(bucket, record.uploadId), record);
  }

  /** Puts a part in the place of the one before, and takes over the caller's hold. */
  async savePart(bucket: Bucket, upload: Upload, part: PartRecord): Promise<void> {
    const before = upload.parts.get(part.partNumber);
    upload.parts.set(part.partNumber, part);
    await this.#vault.writeRecord(
      `${uploadPath(bucket, upload.record.uploadId)}/${part.partNumber}`,
      part,
    );
    if (before !== undefined) await this.contents.release(before.segments);
  }

  /** Forgets an upload and its parts. */
  async deleteUpload(bucket: Bucket, upload: Upload): Promise<void> {
    const { key, uploadId } = upload.record;
    bucket.uploads.delete(uploadOrder(key, uploadId));
    await this.#vault.deleteRecord(uploadPath(bucket, uploadId));
    await this.#vault.deleteRecords(uploadPath(bucket, uploadId));
    for (const part of upload.parts.values()) await this.contents.release(part.segments);
  }

  async #load(record: BucketRecord): Promise<void> {
    const bucket = emptyBucket(record);
    this.buckets.set(record.name, bucket);
    for await (const object of this.#vault.records(`buckets/${record.name}/objects`)) {
      if (!isObjectRecord(object)) continue;
      bucket.objects.set(object.key, object);
      this.contents.hold(object.segments);
    }
    for await (const upload of this.#vault.records(`buckets/${record.name}/uploads`)) {
      if (isUploadRecord(upload)) await this.#loadUpload(bucket, upload);
    }
  }

  async #loadUpload(bucket: Bucket, record: UploadRecord): Promise<void> {
    const parts = new Map<number, PartRecord>();
    bucket.uploads.set(uploadOrder(record.key, record.uploadId), { record, parts });
    for await (const part of this.#vault.records(uploadPath(bucket, record.uploadId))) {
      if (!isPartRecord(part)) continue;
      parts.set(part.partNumber, part);
      this.contents.hold(part.segments);
    }
  }
}

/** What sorts uploads as the service lists them: by key, then by id. */
export function uploadOrder(key: string, uploadId: string): string {
  return `${key}\0${uploadId}`;
}

function emptyBucket(record: BucketRecord): Bucket {
  return { record, objects: new SortedMap(), uploads: new SortedMap() };
}

/** A key may be longer than a file's name, or hold what a file's name can't. */
function objectPath(bucket: Bucket, key: string): string {
  const name = createHash("sha256").update(key).digest("hex");
  return `buckets/${bucket.record.name}/objects/${name}`;
}

function uploadPath(bucket: Bucket, uploadId: string): string {
  return `buckets/${bucket.record.name}/uploads/${uploadId}`;
}
