/** Calls that are ended from outside, and the named moments at which they are. */

import { aosList } from "../../src/aos/list.js";
import { out } from "../../src/aos/out.js";
import type { AosStatus } from "../../src/aos/status.js";
import { aosString, aosStrSet } from "../../src/aos/string.js";
import type { OssFaultRule, OssOperationName } from "../../src/emulator/index.js";
import {
  ossDoAppendObjectFromBuffer,
  ossDoAppendObjectFromFile,
} from "../../src/oss/api/append.js";
import { ossDeleteObjectsByPrefix } from "../../src/oss/api/delete_objects.js";
import { ossListObject } from "../../src/oss/api/list.js";
import {
  ossCopyObject,
  ossDoGetObjectToBuffer,
  ossDoPutObjectFromBuffer,
} from "../../src/oss/api/object.js";
import { ossDoGetObjectToFile, ossDoPutObjectFromFile } from "../../src/oss/api/object_file.js";
import { ossDoSelectObjectToBuffer, ossDoSelectObjectToFile } from "../../src/oss/api/select.js";
import type { OssRequestOptions } from "../../src/oss/define.js";
import { ossGetSortedUploadedPart } from "../../src/oss/multipart.js";
import { ossUploadFile } from "../../src/oss/resumable/upload_file.js";
import {
  ossCreateListObjectParams,
  ossCreateSelectObjectParams,
} from "../../src/oss/util/create_params.js";
import { testAccount } from "./emulator.js";
import { buffers } from "./options.js";
import { send } from "./raw_oss.js";
import type { Scene } from "./transfers.js";

const { bucket } = testAccount;

/** More than the sockets of both sides hold, so that it can't be sent while nobody reads. */
const LARGE = Buffer.alloc(24 << 20, "x");

/** What a request is doing when its call is ended. */
export type Doing = "sending" | "waiting" | "receiving" | "pausing";

/** The request at which a call is ended, and what it does then. */
export interface Moment {
  readonly operation: OssOperationName;
  /** The first of these operations, or a later one. */
  readonly nth: number;
  readonly doing: Doing;
}

/** A call, with the moments at which it is ended. */
export interface Cancellation {
  readonly moments: readonly Moment[];
  /** Makes what the call needs. */
  readonly prepare?: (scene: Scene) => Promise<void> | void;
  /** Makes the call; `told` is its progress callback where it has one. */
  readonly run: (scene: Scene, options: OssRequestOptions, told: () => void) => Promise<AosStatus>;
  /** Files beside those of `prepare` that a call keeps to go on with, once its first request is over. */
  readonly kept?: readonly string[];
}

function at(operation: OssOperationName, ...doing: readonly Doing[]): Moment[] {
  return doing.map((each) => ({ operation, nth: 1, doing: each }));
}

function second(operation: OssOperationName, ...doing: readonly Doing[]): Moment[] {
  return at(operation, ...doing).map((moment) => ({ ...moment, nth: 2 }));
}

async function putKeys(scene: Scene, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await scene.put(key, Buffer.from("a,b\n1,2\n"));
}

/** What is downloaded has two parts: the first of them comes while the second does not. */
const OBJECT = Buffer.alloc(150, "y");

/** Begins the upload that `ossGetSortedUploadedPart` and `ossUploadFile` go on with, of one part. */
async function beginWithPart(scene: Scene): Promise<string> {
  const target = `/${bucket}/key`;
  const begun = await send(scene.emulator, { method: "POST", target: `${target}?uploads` });
  const id = begun.element("UploadId") ?? "";
  const part = `${target}?partNumber=1&uploadId=${id}`;
  await send(scene.emulator, { method: "PUT", target: part, body: Buffer.alloc(100, "z") });
  scene.emulator.requests.length = 0;
  return id;
}

const uploadIds = new WeakMap<Scene, string>();

const selectParams = (): ReturnType<typeof ossCreateSelectObjectParams> =>
  ossCreateSelectObjectParams(null);

/** The calls, by name. */
export const cancellations: Readonly<Record<string, Cancellation>> = {
  "put from a buffer": {
    moments: at("PutObject", "sending", "waiting", "pausing"),
    run: (_, options, told) =>
      ossDoPutObjectFromBuffer(
        options,
        bucket,
        "key",
        buffers(LARGE),
        null,
        null,
        told,
        null,
        null,
      ),
  },
  "put from a file": {
    moments: at("PutObject", "sending", "waiting", "pausing"),
    prepare: (scene) => {
      scene.file("file", LARGE);
    },
    run: (scene, options, told) => {
      const file = scene.path("file");
      return ossDoPutObjectFromFile(options, bucket, "key", file, null, null, told, null, null);
    },
  },
  "get to a buffer": {
    moments: at("GetObject", "waiting", "receiving", "pausing"),
    prepare: (scene) => putKeys(scene, "key"),
    run: (_, options, told) =>
      ossDoGetObjectToBuffer(options, bucket, "key", null, null, aosList(), told, null),
  },
  "get to a file": {
    moments: at("GetObject", "waiting", "receiving", "pausing"),
    prepare: (scene) => putKeys(scene, "key"),
    run: (scene, options, told) => {
      const file = scene.path("file");
      return ossDoGetObjectToFile(options, bucket, "key", null, null, file, told, null);
    },
  },
  "append from a buffer": {
    moments: at("AppendObject", "sending", "waiting"),
    run: (_, options, told) => {
      const args = [options, bucket, "key", 0, 0n, buffers(LARGE), null, null] as const;
      return ossDoAppendObjectFromBuffer(...args, told, null, null);
    },
  },
  "append from a file": {
    moments: at("AppendObject", "sending", "waiting"),
    prepare: (scene) => {
      scene.file("file", LARGE);
    },
    run: (scene, options, told) => {
      const args = [options, bucket, "key", 0, 0n, scene.path("file"), null, null] as const;
      return ossDoAppendObjectFromFile(...args, told, null, null);
    },
  },
  copy: {
    moments: at("CopyObject", "waiting", "pausing"),
    prepare: (scene) => putKeys(scene, "key"),
    run: (_, options) => ossCopyObject(options, bucket, "key", bucket, "copy", null, null),
  },
  list: {
    moments: at("ListObjects", "waiting", "receiving", "pausing"),
    prepare: (scene) => putKeys(scene, "key"),
    run: (_, options) => ossListObject(options, bucket, ossCreateListObjectParams(null), null),
  },
  "delete by prefix": {
    moments: [
      ...at("ListObjects", "waiting", "receiving", "pausing"),
      ...at("DeleteMultipleObjects", "waiting", "pausing"),
    ],
    prepare: (scene) => putKeys(scene, "a", "b", "c"),
    run: (_, options) => ossDeleteObjectsByPrefix(options, bucket, ""),
  },
  "list all parts": {
    moments: at("ListParts", "waiting", "receiving", "pausing"),
    prepare: async (scene) => {
      uploadIds.set(scene, await beginWithPart(scene));
    },
    run: (scene, options) => {
      const id = uploadIds.get(scene) ?? "";
      return ossGetSortedUploadedPart(options, bucket, "key", id, aosList(), out(0));
    },
  },
  "select to a buffer": {
    moments: at("ProcessObject", "waiting", "receiving", "pausing"),
    prepare: (scene) => putKeys(scene, "key"),
    run: (_, options, told) => {
      const args = [options, bucket, "key", "select * from ossobject", selectParams()] as const;
      return ossDoSelectObjectToBuffer(...args, null, null, aosList(), told, null);
    },
  },
  "select to a file": {
    moments: at("ProcessObject", "waiting", "receiving", "pausing"),
    prepare: (scene) => putKeys(scene, "key"),
    run: (scene, options, told) => {
      const args = [options, bucket, "key", "select * from ossobject", selectParams()] as const;
      return ossDoSelectObjectToFile(...args, null, null, scene.path("file"), told, null);
    },
  },
  "upload of a file": {
    moments: [
      ...at("InitiateMultipartUpload", "waiting", "pausing"),
      ...second("UploadPart", "waiting", "pausing"),
      ...at("CompleteMultipartUpload", "waiting", "pausing"),
    ],
    prepare: (scene) => {
      scene.file("file", 250);
    },
    run: (scene, options) =>
      ossUploadFile(options, bucket, "key", aosString(""), scene.path("file"), 100, null),
  },
  "upload of a file that goes on": {
    moments: [...at("ListParts", "waiting", "pausing"), ...at("UploadPart", "waiting")],
    prepare: async (scene) => {
      scene.file("file", 250);
      uploadIds.set(scene, await beginWithPart(scene));
    },
    run: (scene, options) => {
      const id = aosString();
      aosStrSet(id, uploadIds.get(scene) ?? "");
      return ossUploadFile(options, bucket, "key", id, scene.path("file"), 100, null);
    },
  },
  "resumable upload": {
    moments: [
      ...at("InitiateMultipartUpload", "waiting", "pausing"),
      ...at("UploadPart", "sending", "waiting", "pausing"),
      ...second("UploadPart", "sending", "waiting", "pausing"),
      ...at("CompleteMultipartUpload", "waiting", "receiving", "pausing"),
    ],
    prepare: (scene) => {
      scene.file("file", 250);
    },
    run: (scene, options) => upload(scene, options, 2),
    kept: ["file.cp"],
  },
  "resumable upload whose part is in doubt": {
    moments: at("ListParts", "waiting"),
    prepare: (scene) => {
      scene.file("file", 250);
      scene.emulator.faults.add({ operation: "UploadPart", fault: "lostAnswer", times: 2 });
    },
    run: (scene, options) => upload(scene, options, 1),
    kept: ["file.cp"],
  },
  "resumable upload whose completion is in doubt": {
    moments: [...at("ListParts", "waiting"), ...at("HeadObject", "waiting")],
    prepare: (scene) => {
      scene.file("file", 250);
      scene.emulator.faults.add({ operation: "CompleteMultipartUpload", fault: "lostAnswer" });
    },
    run: (scene, options) => upload(scene, options, 1),
    kept: ["file.cp"],
  },
  "resumable download": {
    moments: [
      ...at("HeadObject", "waiting", "pausing"),
      ...at("GetObject", "waiting", "receiving", "pausing"),
      ...second("GetObject", "waiting", "receiving", "pausing"),
    ],
    prepare: (scene) => scene.put("key", OBJECT),
    run: async (scene, options) =>
      (await scene.download(scene.path("file"), { options, maxAttempts: 2 })).s,
    kept: ["file.dcp", "file.tmp"],
  },
  "resumable download without a checkpoint": {
    moments: [...at("HeadObject", "waiting"), ...second("GetObject", "waiting", "receiving")],
    prepare: (scene) => scene.put("key", OBJECT),
    run: async (scene, options) => {
      const wish = { options, checkpoint: false };
      return (await scene.download(scene.path("file"), wish)).s;
    },
  },
};

async function upload(
  scene: Scene,
  options: OssRequestOptions,
  maxAttempts: number,
): Promise<AosStatus> {
  return (await scene.upload(scene.path("file"), { options, maxAttempts })).s;
}

/** The fault that keeps a call at a moment; `reached` is called when its request comes. */
export function ruleOf({ operation, nth, doing }: Moment, reached: () => void): OssFaultRule {
  let seen = 0;
  const match = {
    operation,
    nth,
    when: () => {
      seen++;
      if (seen === nth) reached();
      return true;
    },
  };
  const never = new Promise<never>(() => undefined);
  if (doing === "waiting") return { ...match, fault: "hold", until: never };
  if (doing === "sending") return { ...match, fault: "stallRequest", afterBytes: 10 };
  if (doing === "receiving") return { ...match, fault: "stallResponse", afterBytes: 10 };
  return { ...match, times: Infinity, fault: "error", status: 503, code: "ServiceUnavailable" };
}
