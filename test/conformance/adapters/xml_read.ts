import {
  AOSE_INTERNAL_ERROR,
  AOSE_OK,
  AOSE_XML_PARSE_ERROR,
  type AosBool,
} from "../../../src/aos/define.js";
import { aosList } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { type AosString, aosString } from "../../../src/aos/string.js";
import { type AosXmlNode, aosParseXmlBody } from "../../../src/aos/xml.js";
import type {
  OssCorsRule,
  OssLifecycleRuleContent,
  OssListMultipartUploadContent,
  OssListObjectCommonPrefix,
  OssListObjectContent,
  OssListPartContent,
  OssLiveChannelContent,
  OssLiveChannelPlayUrl,
  OssLiveChannelPublishUrl,
  OssLiveRecordContent,
  OssObjectKey,
  OssReferer,
  OssRefererConfig,
  OssSubCorsRule,
  OssTagContent,
} from "../../../src/oss/define.js";
import {
  ossCreateBucketInfo,
  ossCreateLiveChannelConfigurationContent,
  ossCreateLoggingRuleContent,
} from "../../../src/oss/util/create.js";
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
import {
  ossCreateLiveChannelParseFromBody,
  ossListLiveChannelParseFromBody,
  ossLiveChannelHistoryParseFromBody,
  ossLiveChannelInfoParseFromBody,
  ossLiveChannelStatParseFromBody,
} from "../../../src/oss/xml/live.js";
import {
  ossListMultipartUploadsParseFromBody,
  ossListPartsParseFromBody,
  ossUploadIdParseFromBody,
} from "../../../src/oss/xml/multipart.js";
import {
  ossDeleteObjectsParseFromBody,
  ossListObjectsParseFromBody,
} from "../../../src/oss/xml/object.js";
import { int64At, intAt, textAt, uint64At } from "../../../src/oss/xml/read.js";
import { ossGetTaggingParseFromBody } from "../../../src/oss/xml/tagging.js";
import { type JsonObject, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { bodyOf, watchedString, written } from "./xml_support.js";

/** Vectors of the functions of oss_xml.h that read answers. */
export const xmlReadAdapters: Record<string, VectorAdapter> = {
  aos_parse_xml_body: (input) => {
    const root = aosParseXmlBody(bodyOf(input["bc"]));
    return { return: root === null ? AOSE_INTERNAL_ERROR : AOSE_OK, root: root && true };
  },
  get_xmldoc: (input) => {
    const root = aosParseXmlBody(bodyOf(input["bc"]));
    if (root === null) return { return: AOSE_XML_PARSE_ERROR, root: rootAfterFailure(input) };
    const paths = Array.isArray(input["paths"]) ? input["paths"].map(toText) : [];
    return { return: AOSE_OK, ...valuesAt(root, paths) };
  },
  oss_acl_parse_from_body: (input) => readsString("oss_acl", input, ossAclParseFromBody),
  oss_location_parse_from_body: (input) =>
    readsString("oss_location", input, ossLocationParseFromBody),
  oss_upload_id_parse_from_body: (input) =>
    readsString("upload_id", input, ossUploadIdParseFromBody),
  oss_storage_capacity_parse_from_body: (input) => {
    const capacity = out(-7);
    const code = ossStorageCapacityParseFromBody(null, bodyOf(input["bc"]), capacity);
    return { return: code, storage_capacity: capacity.value };
  },
  oss_logging_parse_from_body: (input) => {
    const content = ossCreateLoggingRuleContent(null);
    const code = ossLoggingParseFromBody(null, bodyOf(input["bc"]), content);
    return { return: code, logging_content: content };
  },
  oss_get_bucket_info_parse_from_body: (input) => {
    const info = ossCreateBucketInfo(null);
    const code = ossGetBucketInfoParseFromBody(null, bodyOf(input["bc"]), info);
    return { return: code, bucket_info: info };
  },
  oss_get_bucket_stat_parse_from_body: (input) => {
    const stat = { storageInBytes: 0n, objectCount: 0n, multipartUploadCount: 0n };
    const code = ossGetBucketStatParseFromBody(null, bodyOf(input["bc"]), stat);
    return { return: code, bucket_stat: stat };
  },
  oss_get_bucket_website_parse_from_body: (input) => {
    const config = { suffixStr: watchedString(), keyStr: watchedString() };
    const code = ossGetBucketWebsiteParseFromBody(null, bodyOf(input["bc"]), config);
    return {
      return: code,
      suffix_str: written(config.suffixStr),
      key_str: written(config.keyStr),
    };
  },
  oss_get_bucket_referer_config_parse_from_body: (input) => {
    const read = (allowEmptyReferer: boolean): OssRefererConfig & { code: number } => {
      const config = { refererList: aosList<OssReferer>(), allowEmptyReferer };
      const code = ossGetBucketRefererConfigParseFromBody(null, bodyOf(input["bc"]), config);
      return { code, ...config };
    };
    const [first, second] = [read(true), read(false)];
    const isWritten = first.allowEmptyReferer === second.allowEmptyReferer;
    return {
      return: first.code,
      allowEmptyReferer: isWritten ? first.allowEmptyReferer : -7,
      refererList: [...first.refererList].map((entry) => entry.referer),
    };
  },
  oss_get_bucket_cors_parse_from_body: (input) => {
    const rules = aosList<OssCorsRule>();
    const code = ossGetBucketCorsParseFromBody(aosPoolCreate(null), bodyOf(input["bc"]), rules);
    return { return: code, ruleList: [...rules].map(textsOfRule) };
  },
  oss_list_buckets_parse_from_body: (input) => {
    const params = ossCreateListBucketsParams(null);
    params.truncated = false;
    const code = ossListBucketsParseFromBody(null, bodyOf(input["bc"]), params);
    return { return: code, ...params };
  },
  oss_list_objects_parse_from_body: (input) => {
    const body = bodyOf(input["bc"]);
    const objectList = aosList<OssListObjectContent>();
    const prefixes = aosList<OssListObjectCommonPrefix>();
    const marker = watchedString();
    const isTruncated = out<AosBool>();
    return {
      return: ossListObjectsParseFromBody(null, body, objectList, prefixes, marker, isTruncated),
      truncated: isTruncated.value ?? -7,
      marker: written(marker),
      objectList,
      commonPrefixList: prefixes,
    };
  },
  oss_delete_objects_parse_from_body: (input) => {
    const objectList = aosList<OssObjectKey>();
    const code = ossDeleteObjectsParseFromBody(null, bodyOf(input["bc"]), objectList);
    return { return: code, objectList };
  },
  oss_list_parts_parse_from_body: (input) => {
    const partList = aosList<OssListPartContent>();
    const marker = watchedString();
    const isTruncated = out<AosBool>();
    return {
      return: ossListPartsParseFromBody(null, bodyOf(input["bc"]), partList, marker, isTruncated),
      truncated: isTruncated.value ?? -7,
      partNumberMarker: written(marker),
      partList,
    };
  },
  oss_list_multipart_uploads_parse_from_body: (input) => {
    const body = bodyOf(input["bc"]);
    const uploadList = aosList<OssListMultipartUploadContent>();
    const [key, uploadId] = [watchedString(), watchedString()];
    const isTruncated = out<AosBool>();
    return {
      return: ossListMultipartUploadsParseFromBody(
        null,
        body,
        uploadList,
        key,
        uploadId,
        isTruncated,
      ),
      truncated: isTruncated.value ?? -7,
      keyMarker: written(key),
      uploadIdMarker: written(uploadId),
      uploadList,
    };
  },
  oss_lifecycle_rules_parse_from_body: (input) => {
    const lifecycleRuleList = aosList<OssLifecycleRuleContent>();
    const code = ossLifecycleRulesParseFromBody(null, bodyOf(input["bc"]), lifecycleRuleList);
    return { return: code, lifecycleRuleList };
  },
  oss_get_tagging_parse_from_body: (input) => {
    const tagList = aosList<OssTagContent>();
    const code = ossGetTaggingParseFromBody(null, bodyOf(input["bc"]), tagList);
    return { return: code, tagList };
  },
  oss_create_live_channel_parse_from_body: (input) => {
    const publishUrls = aosList<OssLiveChannelPublishUrl>();
    const playUrls = aosList<OssLiveChannelPlayUrl>();
    const body = bodyOf(input["bc"]);
    const code = ossCreateLiveChannelParseFromBody(null, body, publishUrls, playUrls);
    return { return: code, ...textsOfUrls(publishUrls, playUrls) };
  },
  oss_live_channel_info_parse_from_body: (input) => {
    const info = ossCreateLiveChannelConfigurationContent(null);
    const code = ossLiveChannelInfoParseFromBody(null, bodyOf(input["bc"]), info);
    return { return: code, info };
  },
  oss_live_channel_stat_parse_from_body: (input) => {
    const stat = {
      pushflowStatus: aosString(),
      connectedTime: aosString(),
      remoteAddr: aosString(),
      videoStat: { width: 0, height: 0, frameRate: 0, bandWidth: 0, codec: aosString() },
      audioStat: { bandWidth: 0, sampleRate: 0, codec: aosString() },
    };
    const code = ossLiveChannelStatParseFromBody(null, bodyOf(input["bc"]), stat);
    return { return: code, stat };
  },
  oss_list_live_channel_parse_from_body: (input) => {
    const channels = aosList<OssLiveChannelContent>();
    const marker = watchedString();
    const isTruncated = out<AosBool>();
    const body = bodyOf(input["bc"]);
    return {
      return: ossListLiveChannelParseFromBody(null, body, channels, marker, isTruncated),
      truncated: isTruncated.value ?? -7,
      nextMarker: written(marker),
      liveChannelList: [...channels].map((channel) => ({
        ...channel,
        ...textsOfUrls(channel.publishUrlList, channel.playUrlList),
      })),
    };
  },
  oss_live_channel_history_parse_from_body: (input) => {
    const liveRecordList = aosList<OssLiveRecordContent>();
    const code = ossLiveChannelHistoryParseFromBody(null, bodyOf(input["bc"]), liveRecordList);
    return { return: code, liveRecordList };
  },
};

type StringReader = typeof ossAclParseFromBody;

function readsString(name: string, input: JsonObject, read: StringReader): object {
  const target = watchedString();
  const code = read(null, bodyOf(input["bc"]), target);
  return { return: code, [name]: written(target) };
}

function textsOfRule(rule: OssCorsRule): object {
  const texts = (list: Iterable<OssSubCorsRule>): AosString[] => [...list].map((sub) => sub.rule);
  return {
    allowedOriginList: texts(rule.allowedOriginList),
    allowedMethodList: texts(rule.allowedMethodList),
    allowedHeadList: texts(rule.allowedHeadList),
    exposeHeadList: texts(rule.exposeHeadList),
    maxAgeSeconds: rule.maxAgeSeconds,
  };
}

function textsOfUrls(
  publishUrls: Iterable<OssLiveChannelPublishUrl>,
  playUrls: Iterable<OssLiveChannelPlayUrl>,
): object {
  return {
    publishUrlList: [...publishUrls].map((entry) => entry.publishUrl),
    playUrlList: [...playUrls].map((entry) => entry.playUrl),
  };
}

function rootAfterFailure(input: JsonObject): "untouched" | null {
  return Array.isArray(input["bc"]) && input["bc"].length === 0 ? "untouched" : null;
}

/** What the port has for get_xmlnode_value: the text of the root, or of an element in it. */
function valuesAt(root: AosXmlNode, names: readonly string[]): object {
  const element = (name: string): AosXmlNode | null =>
    root.name === name ? root : root.child(name);
  const first = element(names[0] ?? "");
  const form = (value: unknown, before: unknown): object => ({
    return: value === null ? 0 : 1,
    value: value ?? before,
  });
  return {
    get_xmlnode_value: Object.fromEntries(names.map((name) => [name, element(name)?.text ?? null])),
    // The driver shows this one as untouched in every case.
    get_xmlnode_value_str: { ...form(first && textAt(first), null), value: { untouched: true } },
    get_xmlnode_value_int: form(first && intAt(first), -7),
    get_xmlnode_value_int64: form(first && int64At(first), -7),
    get_xmlnode_value_uint64: form(first && uint64At(first), 7n),
  };
}
