/**
 * One program among several that use the client at the same time: it does this and that to objects of
 * its own, and compares what it sees with what it must see.
 */

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as oss from "../../src/index.js";
import { noteStatus, takeLeaks } from "../secrets/leaks.js";
import { testAccount } from "../support/emulator.js";
import { buffers, testOptions } from "../support/options.js";
import { type Content, Model } from "./model.js";
import type { World } from "./world.js";

const { bucket } = testAccount;
const LARGEST = 256 * 1024;
const PART_SIZE = 32 * 1024;
const OBJECTS = 6;
/** How often a transfer that fails is taken up again. */
const PATIENCE = 8;

/** What a worker does. */
export const ACTIONS = [
  "put",
  "putFile",
  "get",
  "getFile",
  "upload",
  "download",
  "append",
  "copy",
  "list",
  "delete",
  "deleteMany",
] as const;

/** A worker. */
export class Worker {
  readonly #world: World;
  readonly #prefix: string;
  readonly #model = new Model();

  constructor(world: World, number: number) {
    this.#world = world;
    this.#prefix = `worker-${number}/`;
  }

  /** Does something to some object, and tells what. */
  async act(): Promise<(typeof ACTIONS)[number]> {
    const action = this.#pick(ACTIONS);
    noteStatus(await this.#withOptions((options) => this[action](options)), oss.aosStatusToError);
    this.#world.wrong.push(...takeLeaks());
    return action;
  }

  /** Looks at every object, and removes it; nothing may fail now. */
  async finish(): Promise<void> {
    await this.#withOptions(async (options) => {
      for (const key of this.#model.keys) this.#mustSucceed(await this.get(options, key));
      this.#mustSucceed(await this.list(options));
      if (this.#model.keys.length > 0) this.#mustSucceed(await this.deleteMany(options));
      this.#mustSucceed(await this.list(options));
      await this.#abortUploads(options);
    });
  }

  /** Puts an object from memory. */
  async put(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const [key, content] = [this.#key(), this.#content()];
    const list = buffers(content);
    const s = await oss.ossPutObjectFromBuffer(options, bucket, key, list, null, null);
    return this.#changed(s, key, content);
  }

  /** Puts an object from a file. */
  async putFile(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const [key, content] = [this.#key(), this.#content()];
    const file = this.#file("put", content);
    const s = await oss.ossPutObjectFromFile(options, bucket, key, file, null, null);
    return this.#changed(s, key, content);
  }

  /** Gets an object into memory. */
  async get(options: oss.OssRequestOptions, key: string = this.#anyKey()): Promise<oss.AosStatus> {
    const list = oss.aosList<oss.AosBuf>();
    const s = await oss.ossGetObjectToBuffer(options, bucket, key, null, null, list, null);
    return this.#seen(s, key, () => oss.aosBufListContent(null, list));
  }

  /** Gets an object into a file. */
  async getFile(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const key = this.#anyKey();
    const file = this.#path("get");
    const s = await oss.ossGetObjectToFile(options, bucket, key, null, null, file, null);
    return this.#seen(s, key, () => readFileSync(file));
  }

  /** Uploads a file in parts, and takes it up again until it is there. */
  async upload(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const [key, content] = [this.#key(), this.#content()];
    const file = this.#file("upload", content);
    const s = await this.#persist(options, (own, params) =>
      oss.ossResumableUploadFile(own, bucket, key, file, null, null, params, null, null, null),
    );
    return this.#changed(s, key, content);
  }

  /** Downloads an object in parts, as patiently. */
  async download(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const key = this.#anyKey();
    const file = this.#path("download");
    const s = await this.#persist(options, (own, params) =>
      oss.ossResumableDownloadFile(own, bucket, key, file, null, null, params, null, null),
    );
    return this.#seen(s, key, () => readFileSync(file));
  }

  /** Appends to an object whose content is known. */
  async append(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const key = `${this.#prefix}append`;
    const [old, ...others] = this.#model.mayBe(key);
    if (old === undefined || others.length > 0) return this.get(options, key);
    if (old !== null && old.length > LARGEST) return this.delete(options, key);
    const before = old ?? Buffer.alloc(0);
    const more = this.#content();
    const list = buffers(more);
    const at = before.length;
    const s = await oss.ossAppendObjectFromBuffer(options, bucket, key, at, list, null, null);
    return this.#changed(s, key, Buffer.concat([before, more]));
  }

  /** Copies an object whose content is known. */
  async copy(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const source = this.#anyKey();
    const [content, ...others] = this.#model.mayBe(source);
    if (content === undefined || content === null || others.length > 0) {
      return this.get(options, source);
    }
    const key = this.#key();
    const s = await oss.ossCopyObject(options, bucket, source, bucket, key, null, null);
    return this.#changed(s, key, content);
  }

  /** Lists the own objects. */
  async list(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const params = oss.ossCreateListObjectParams(null);
    oss.aosStrSet(params.prefix, this.#prefix);
    const s = await oss.ossListObject(options, bucket, params, null);
    if (!oss.aosStatusIsOk(s)) return s;
    const sizes = [...params.objectList].map(({ key, size }) => [key.data, Number(size)] as const);
    this.#world.wrong.push(...this.#model.listed(new Map(sizes)));
    return s;
  }

  /** Deletes an object. */
  async delete(
    options: oss.OssRequestOptions,
    key: string = this.#anyKey(),
  ): Promise<oss.AosStatus> {
    return this.#changed(await oss.ossDeleteObject(options, bucket, key, null), key, null);
  }

  /** Deletes all objects. */
  async deleteMany(options: oss.OssRequestOptions): Promise<oss.AosStatus> {
    const list = oss.aosList<oss.OssObjectKey>();
    const keys = this.#model.keys;
    for (const key of keys) {
      const entry = oss.ossCreateOssObjectKey(null);
      oss.aosStrSet(entry.key, key);
      oss.aosListAddTail(entry, list);
    }
    const s = await oss.ossDeleteObjects(options, bucket, list, true, null, null);
    for (const key of keys) this.#changed(s, key, null);
    return s;
  }

  /** Uploads of which the answer to their begin was lost are nobody's. */
  async #abortUploads(options: oss.OssRequestOptions): Promise<void> {
    const params = oss.ossCreateListMultipartUploadParams(null);
    oss.aosStrSet(params.prefix, this.#prefix);
    this.#mustSucceed(await oss.ossListMultipartUpload(options, bucket, params, null));
    for (const { key, uploadId } of params.uploadList) {
      const s = await oss.ossAbortMultipartUpload(options, bucket, key, uploadId, null);
      this.#mustSucceed(s);
    }
  }

  /** Begins a transfer until it succeeds or patience ends; now and then it is broken off. */
  async #persist(
    options: oss.OssRequestOptions,
    transfer: (
      options: oss.OssRequestOptions,
      params: oss.OssResumableCltParams,
    ) => Promise<oss.AosStatus>,
  ): Promise<oss.AosStatus> {
    const params = oss.ossCreateResumableCltParamsContent(null, PART_SIZE, 3, true, null);
    for (let attempt = 1; ; attempt++) {
      const pool = oss.aosPoolCreate(options.pool);
      const isBrokenOff = this.#world.random() < this.#world.trouble.share;
      const breakOff = (): void => {
        oss.aosPoolDestroy(pool);
      };
      const end = isBrokenOff ? setTimeout(breakOff, this.#world.random() * 30) : undefined;
      const s = await transfer({ ...options, pool }, params);
      clearTimeout(end);
      oss.aosPoolDestroy(pool);
      noteStatus(s, oss.aosStatusToError);
      if (oss.aosStatusIsOk(s) || s.code === 404 || attempt === PATIENCE) return s;
    }
  }

  #changed(s: oss.AosStatus, key: string, content: Content): oss.AosStatus {
    this.#model.changed(key, content, oss.aosStatusIsOk(s));
    this.#lookForFiles(s);
    return s;
  }

  #seen(s: oss.AosStatus, key: string, content: () => Buffer): oss.AosStatus {
    const isThere = oss.aosStatusIsOk(s);
    if (isThere || s.code === 404) {
      const wrong = this.#model.seen(key, isThere ? content() : null);
      if (wrong !== "") this.#world.wrong.push(wrong);
    }
    this.#lookForFiles(s);
    return s;
  }

  /** What a success leaves is one file; a failure of a transfer may leave more to take up. */
  #lookForFiles(s: oss.AosStatus): void {
    const names = readdirSync(this.#world.directory).filter((name) => name.startsWith(this.#name));
    if (oss.aosStatusIsOk(s) && names.length > 1) this.#world.wrong.push(names.join(" "));
    for (const name of names) rmSync(join(this.#world.directory, name));
  }

  #mustSucceed(s: oss.AosStatus): void {
    if (oss.aosStatusIsOk(s) || s.code === 404) return;
    this.#world.wrong.push(`without a fault: ${s.code} ${s.errorCode} ${s.errorMsg}`);
  }

  async #withOptions<T>(work: (options: oss.OssRequestOptions) => Promise<T>): Promise<T> {
    const pool = oss.aosPoolCreate(null);
    try {
      return await work(testOptions(pool, this.#world.endpoint));
    } finally {
      oss.aosPoolDestroy(pool);
    }
  }

  get #name(): string {
    return this.#prefix.replace("/", "-");
  }

  #path(name: string): string {
    return join(this.#world.directory, this.#name + name);
  }

  #file(name: string, content: Buffer): string {
    writeFileSync(this.#path(name), content);
    return this.#path(name);
  }

  #content(): Buffer {
    return randomBytes(Math.floor(this.#world.random() ** 2 * LARGEST));
  }

  #key(): string {
    return `${this.#prefix}${Math.floor(this.#world.random() * OBJECTS)}`;
  }

  #anyKey(): string {
    return this.#model.keys.length === 0 ? this.#key() : this.#pick(this.#model.keys);
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#world.random() * from.length)];
    if (picked === undefined) throw new RangeError("there is nothing to pick from");
    return picked;
  }
}
