/** The readers of answers about buckets. */

import { aosList } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { aosString } from "../../../src/aos/string.js";
import type {
  OssCorsRule,
  OssLifecycleRuleContent,
  OssTagContent,
  OssWebsiteConfig,
} from "../../../src/oss/define.js";
import { ossCreateBucketInfo, ossCreateLoggingRuleContent } from "../../../src/oss/util/create.js";
import { ossCreateListBucketsParams } from "../../../src/oss/util/create_params.js";
import {
  ossAclParseFromBody,
  ossGetBucketCorsParseFromBody,
  ossGetBucketInfoParseFromBody,
  ossGetBucketRefererConfigParseFromBody,
  ossGetBucketStatParseFromBody,
  ossGetBucketWebsiteParseFromBody,
  ossListBucketsParseFromBody,
  ossLocationParseFromBody,
  ossLoggingParseFromBody,
  ossStorageCapacityParseFromBody,
} from "../../../src/oss/xml/bucket.js";
import { ossLifecycleRulesParseFromBody } from "../../../src/oss/xml/lifecycle.js";
import { ossGetTaggingParseFromBody } from "../../../src/oss/xml/tagging.js";
import { type AnswerReader, readNumber, UNREAD, type Value } from "../answer.js";

const pool = aosPoolCreate(null);

const acl: AnswerReader = {
  root: "AccessControlPolicy",
  shape: { AccessControlList: { Grant: "text" } },
  read: (body) => {
    const found = aosString();
    const code = ossAclParseFromBody(null, body, found);
    return { code, value: { AccessControlList: { Grant: found.data } } };
  },
};

const location: AnswerReader = {
  root: "LocationConstraint",
  shape: "text",
  read: (body) => {
    const found = aosString();
    return { code: ossLocationParseFromBody(null, body, found), value: found.data };
  },
};

const capacity: AnswerReader = {
  root: "BucketUserQos",
  shape: { StorageCapacity: "long" },
  read: (body) => {
    const found = out<number>();
    const code = ossStorageCapacityParseFromBody(null, body, found);
    return { code, value: { StorageCapacity: found.value } };
  },
};

const logging: AnswerReader = {
  root: "BucketLoggingStatus",
  shape: { LoggingEnabled: { TargetBucket: "text", TargetPrefix: "text" } },
  read: (body) => {
    const found = ossCreateLoggingRuleContent(null);
    const code = ossLoggingParseFromBody(null, body, found);
    const enabled = { TargetBucket: found.targetBucket.data, TargetPrefix: found.prefix.data };
    return { code, value: { LoggingEnabled: enabled } };
  },
};

const info: AnswerReader = {
  root: "BucketInfo",
  shape: {
    Bucket: {
      CreationDate: "text",
      ExtranetEndpoint: "text",
      IntranetEndpoint: "text",
      Location: "text",
      StorageClass: "text",
      Owner: { DisplayName: "text", ID: "text" },
      AccessControlList: { Grant: "text" },
    },
  },
  read: (body) => {
    const found = ossCreateBucketInfo(null);
    const code = ossGetBucketInfoParseFromBody(null, body, found);
    const bucket = {
      CreationDate: found.createdDate.data,
      ExtranetEndpoint: found.extranetEndpoint.data,
      IntranetEndpoint: found.intranetEndpoint.data,
      Location: found.location.data,
      StorageClass: found.storageClass.data,
      Owner: { DisplayName: found.ownerName.data, ID: found.ownerId.data },
      AccessControlList: { Grant: found.acl.data },
    };
    return { code, value: { Bucket: bucket } };
  },
};

const stat: AnswerReader = {
  root: "BucketStat",
  shape: { Storage: "uint64", ObjectCount: "uint64", MultipartUploadCount: "uint64" },
  read: (body) => {
    const unread = BigInt(UNREAD);
    const found = { storageInBytes: unread, objectCount: unread, multipartUploadCount: unread };
    const code = ossGetBucketStatParseFromBody(null, body, found);
    const value = {
      Storage: readNumber(found.storageInBytes),
      ObjectCount: readNumber(found.objectCount),
      MultipartUploadCount: readNumber(found.multipartUploadCount),
    };
    return { code, value };
  },
};

const website: AnswerReader = {
  root: "WebsiteConfiguration",
  shape: { IndexDocument: { Suffix: "text" }, ErrorDocument: { Key: "text" } },
  read: (body) => {
    const found: OssWebsiteConfig = { suffixStr: aosString(), keyStr: aosString() };
    const code = ossGetBucketWebsiteParseFromBody(null, body, found);
    const { suffixStr, keyStr } = found;
    const value = {
      IndexDocument: { Suffix: suffixStr.data },
      ErrorDocument: { Key: keyStr.data },
    };
    return { code, value };
  },
};

const referer: AnswerReader = {
  root: "RefererConfiguration",
  shape: { AllowEmptyReferer: "start", RefererList: { Referer: ["text", "filled"] } },
  read: (body) => {
    const found = {
      refererList: aosList<{ referer: ReturnType<typeof aosString> }>(),
      allowEmptyReferer: false,
    };
    const code = ossGetBucketRefererConfigParseFromBody(null, body, found);
    const list = [...found.refererList].map((entry) => entry.referer.data);
    return {
      code,
      value: { AllowEmptyReferer: found.allowEmptyReferer, RefererList: { Referer: list } },
    };
  },
};

function corsValue(rule: OssCorsRule): Value {
  return {
    MaxAgeSeconds: rule.maxAgeSeconds,
    AllowedOrigin: [...rule.allowedOriginList].map((sub) => sub.rule.data),
    AllowedMethod: [...rule.allowedMethodList].map((sub) => sub.rule.data),
    AllowedHeader: [...rule.allowedHeadList].map((sub) => sub.rule.data),
    ExposeHeader: [...rule.exposeHeadList].map((sub) => sub.rule.data),
  };
}

const cors: AnswerReader = {
  root: "CORSConfiguration",
  shape: {
    CORSRule: [
      {
        MaxAgeSeconds: "days",
        AllowedOrigin: ["text", "filled"],
        AllowedMethod: ["text", "filled"],
        AllowedHeader: ["text", "filled"],
        ExposeHeader: ["text", "filled"],
      },
    ],
  },
  read: (body) => {
    const found = aosList<OssCorsRule>();
    const code = ossGetBucketCorsParseFromBody(pool, body, found);
    return { code, value: { CORSRule: [...found].map(corsValue) } };
  },
};

const buckets: AnswerReader = {
  root: "ListAllMyBucketsResult",
  shape: {
    NextMarker: "text",
    IsTruncated: "truth",
    Owner: { ID: "text", DisplayName: "text" },
    Buckets: {
      Bucket: [{ Name: "text", CreationDate: "text", Location: "text", StorageClass: "text" }],
    },
  },
  read: (body) => {
    const found = ossCreateListBucketsParams(null);
    const code = ossListBucketsParseFromBody(null, body, found);
    const list = [...found.bucketList].map((bucket) => ({
      Name: bucket.name.data,
      CreationDate: bucket.createDate.data,
      Location: bucket.location.data,
      StorageClass: bucket.storageClass.data,
    }));
    const value = {
      NextMarker: found.nextMarker.data,
      IsTruncated: Boolean(found.truncated),
      Owner: { ID: found.ownerId.data, DisplayName: found.ownerName.data },
      Buckets: { Bucket: list },
    };
    return { code, value };
  },
};

function tagValue({ key, value }: OssTagContent): Value {
  return { Key: key.data, Value: value.data };
}

const lifecycle: AnswerReader = {
  root: "LifecycleConfiguration",
  shape: {
    Rule: [
      {
        ID: "text",
        Prefix: "text",
        Status: "text",
        Expiration: { Days: "days", Date: "text", CreatedBeforeDate: "text" },
        AbortMultipartUpload: { Days: "days", CreatedBeforeDate: "text" },
        Tag: [{ Key: "text", Value: "text" }],
      },
    ],
  },
  read: (body) => {
    const found = aosList<OssLifecycleRuleContent>();
    const code = ossLifecycleRulesParseFromBody(null, body, found);
    const rules = [...found].map((rule) => ({
      ID: rule.id.data,
      Prefix: rule.prefix.data,
      Status: rule.status.data,
      Expiration: {
        Days: rule.days,
        Date: rule.date.data,
        CreatedBeforeDate: rule.createdBeforeDate.data,
      },
      AbortMultipartUpload: {
        Days: rule.abortMultipartUploadDt.days,
        CreatedBeforeDate: rule.abortMultipartUploadDt.createdBeforeDate.data,
      },
      Tag: [...rule.tagList].map(tagValue),
    }));
    return { code, value: { Rule: rules } };
  },
};

const tagging: AnswerReader = {
  root: "Tagging",
  shape: { TagSet: { Tag: [{ Key: "text", Value: "text" }] } },
  read: (body) => {
    const found = aosList<OssTagContent>();
    const code = ossGetTaggingParseFromBody(null, body, found);
    return { code, value: { TagSet: { Tag: [...found].map(tagValue) } } };
  },
};

export const bucketAnswers: readonly AnswerReader[] = [
  ...[
    acl,
    location,
    capacity,
    logging,
    info,
    stat,
    website,
    referer,
    cors,
    buckets,
    lifecycle,
    tagging,
  ],
];
