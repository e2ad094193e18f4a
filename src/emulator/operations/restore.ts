/**
 * RestoreObject.
 *
 * @packageDocumentation
 */

import { type Answer, emptyAnswer } from "../answer.js";
import { oneOf, readShape, type Shape, wholeNumber } from "../documents/shape.js";
import { OssError } from "../error.js";
import { childText, readXml } from "../xml.js";
import { type Call, readDocument } from "./call.js";
import { thawOf } from "./frozen.js";

const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000;

const archiveShape: Shape = { Days: { least: 1, shape: wholeNumber("Days", 1, 7) } };

/** Only the cold classes have a choice of tiers. */
const coldShape: Shape = {
  Days: { least: 1, shape: wholeNumber("Days", 1, 365) },
  JobParameters: {
    shape: { Tier: { least: 1, shape: oneOf("Expedited", "Standard", "Bulk") } },
  },
};

/** Thaws a frozen object for some days; of a thawed one the days begin anew. */
export async function restoreObject(call: Call): Promise<Answer> {
  const { request, store, settings, now } = call;
  const document = await readDocument(call);
  const bucket = store.bucket(request.bucket);
  const object = store.object(bucket, request.key);
  const { days, tier } = readRequest(document, object.storageClass);
  switch (thawOf(object, now)) {
    case "never frozen":
      throw new OssError("OperationNotSupported", { elements: { Resource: object.key } });
    case "thawing":
      throw new OssError("RestoreAlreadyInProgress", { elements: { Key: object.key } });
    case "thawed": {
      const restore = { ready: now, expires: now + days * MILLISECONDS_A_DAY };
      await store.changeObject(bucket, object, { restore });
      return emptyAnswer(200);
    }
    case "frozen": {
      const ready = now + settings.restoreTime;
      const restore = { ready, expires: ready + days * MILLISECONDS_A_DAY };
      await store.changeObject(bucket, object, { restore });
      return emptyAnswer(202, priority(object.storageClass, tier));
    }
  }
}

function priority(storageClass: string, tier: string): Record<string, string> {
  return storageClass === "Archive" ? {} : { "x-oss-object-restore-priority": tier };
}

function readRequest(document: string, storageClass: string): { days: number; tier: string } {
  if (document.trim() === "") return { days: 1, tier: "Standard" };
  const root = readXml(document, "RestoreRequest");
  readShape(root, storageClass === "Archive" ? archiveShape : coldShape);
  const job = root.children.find(({ name }) => name === "JobParameters");
  const tier = job === undefined ? undefined : childText(job, "Tier");
  return { days: Number(childText(root, "Days")), tier: tier ?? "Standard" };
}
