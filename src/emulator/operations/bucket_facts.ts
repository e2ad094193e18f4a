/**
 * What is known of a bucket: its location, its properties, and how much is in it.
 *
 * @packageDocumentation
 */

import { type Answer, xmlAnswer } from "../answer.js";
import type { BucketRecord } from "../store/records.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { type Call, isoTime, type Settings } from "./call.js";
import { owner } from "./owner.js";

/** GetBucketLocation. */
export function getBucketLocation({ request, store, settings }: Call): Answer {
  store.bucket(request.bucket);
  return xmlAnswer(xmlDocument("LocationConstraint", `oss-${settings.region}`));
}

/** What a list of buckets and GetBucketInfo both tell of a bucket. */
export function bucketElements(record: BucketRecord, { region }: Settings): readonly XmlElement[] {
  return [
    ["CreationDate", isoTime(record.created)],
    ["ExtranetEndpoint", `oss-${region}.aliyuncs.com`],
    ["IntranetEndpoint", `oss-${region}-internal.aliyuncs.com`],
    ["Location", `oss-${region}`],
    ["Name", record.name],
    ["Region", region],
    ["StorageClass", record.storageClass],
  ];
}

/** GetBucketInfo. */
export function getBucketInfo({ request, store, settings }: Call): Answer {
  const { record } = store.bucket(request.bucket);
  return xmlAnswer(
    xmlDocument("BucketInfo", [
      [
        "Bucket",
        [
          ...bucketElements(record, settings),
          owner,
          ["AccessControlList", [["Grant", record.acl]]],
          ["DataRedundancyType", "LRS"],
          ["Versioning", ""],
        ],
      ],
    ]),
  );
}

/** GetBucketStat: counted when it is asked for. */
export function getBucketStat({ request, store, now }: Call): Answer {
  const { record, objects, uploads } = store.bucket(request.bucket);
  let storage = 0;
  for (const { size } of objects.values()) storage += size;
  return xmlAnswer(
    xmlDocument("BucketStat", [
      ["Storage", storage],
      ["ObjectCount", objects.size],
      ["MultipartUploadCount", uploads.size],
      ["LiveChannelCount", Object.keys(record.liveChannels ?? {}).length],
      ["LastModifiedTime", Math.floor(now / 1000)],
    ]),
  );
}
