import { type AosBuf, aosBufPack } from "../../../src/aos/buf.js";
import { type AosList, aosList } from "../../../src/aos/list.js";
import { aosPoolCreate } from "../../../src/aos/pool.js";
import { aosXmlDocument, aosXmlElement } from "../../../src/aos/xml.js";
import type {
  OssCorsRule,
  OssLifecycleRuleContent,
  OssTagContent,
} from "../../../src/oss/define.js";
import {
  ossCreateCompletePartContent,
  ossCreateCorsRule,
  ossCreateLifecycleRuleContent,
  ossCreateLiveChannelConfigurationContent,
  ossCreateLoggingRuleContent,
  ossCreateOssObjectKey,
  ossCreateTagContent,
} from "../../../src/oss/util/create.js";
import {
  ossCreateSelectObjectMetaParams,
  ossCreateSelectObjectParams,
} from "../../../src/oss/util/create_params.js";
import {
  buildBucketLoggingBody,
  buildBucketStorageCapacityBody,
  buildBucketStorageClass,
  buildCorsRuleBody,
  buildRefererConfigBody,
  buildWebsiteConfigBody,
} from "../../../src/oss/xml/bucket.js";
import { buildLifecycleBody, buildLifecycleXml } from "../../../src/oss/xml/lifecycle.js";
import {
  buildCreateLiveChannelBody,
  buildCreateLiveChannelXml,
} from "../../../src/oss/xml/live.js";
import {
  buildCompleteMultipartUploadBody,
  buildCompleteMultipartUploadXml,
} from "../../../src/oss/xml/multipart.js";
import {
  buildDeleteObjectsBody,
  buildObjectsXml,
  ossBuildRestoreObjectBody,
} from "../../../src/oss/xml/object.js";
import {
  ossBuildCreateSelectObjectMetaBody,
  ossBuildSelectObjectBody,
} from "../../../src/oss/xml/select.js";
import {
  buildObjectTaggingBody,
  ossGetTaggingParseFromBody,
} from "../../../src/oss/xml/tagging.js";
import { isObject, type Json, type JsonObject, toText } from "../values.js";
import type { VectorAdapter } from "../vectors.js";
import { contentsOf, fill, listOf, objectAt, stringOf } from "./xml_support.js";

/** Vectors of the functions of oss_xml.h that write. */
export const xmlWriteAdapters: Record<string, VectorAdapter> = {
  build_complete_multipart_upload_xml: (input) => {
    const parts = listOf(input["part_list"], (part) =>
      fill(ossCreateCompletePartContent(null), part),
    );
    return xmlAndBody(buildCompleteMultipartUploadXml(null, parts), (body) => {
      buildCompleteMultipartUploadBody(null, parts, body);
    });
  },
  build_lifecycle_xml: (input) => {
    const rules = listOf(input["lifecycle_rule_list"], lifecycleRule);
    return xmlAndBody(buildLifecycleXml(null, rules), (body) => {
      buildLifecycleBody(null, rules, body);
    });
  },
  build_create_live_channel_xml: (input) => {
    const config = fill(ossCreateLiveChannelConfigurationContent(null), input);
    return xmlAndBody(buildCreateLiveChannelXml(null, config), (body) => {
      buildCreateLiveChannelBody(null, config, body);
    });
  },
  build_delete_objects_body: (input) => {
    const objects = listOf(input["object_list"], (key) =>
      fill(ossCreateOssObjectKey(null), { key }),
    );
    if (input["quiet"] !== undefined) {
      return { xml: buildObjectsXml(null, objects, toText(input["quiet"])) };
    }
    return filled((body) => {
      buildDeleteObjectsBody(null, objects, Number(input["is_quiet"]) > 0, body);
    });
  },
  build_bucket_logging_body: (input) =>
    filled((body) => {
      buildBucketLoggingBody(null, fill(ossCreateLoggingRuleContent(null), input), body);
    }),
  build_bucket_storage_class: (input) =>
    filled((body) => {
      const struct = fill(
        { storageClass: 0 as const },
        { storage_class: input["storage_class"] ?? 0 },
      );
      buildBucketStorageClass(null, struct.storageClass, body);
    }),
  build_bucket_storage_capacity_body: (input) =>
    filled((body) => {
      const { capacity } = fill({ capacity: 0 }, { capacity: input["storage_capacity"] ?? 0 });
      buildBucketStorageCapacityBody(null, capacity, body);
    }),
  build_referer_config_body: (input) =>
    filled((body) => {
      const refererList = listOf(input["referer_list"], (text) => ({ referer: stringOf(text) }));
      const allowEmptyReferer = Number(input["allow_empty_referer"]) !== 0;
      buildRefererConfigBody(null, { refererList, allowEmptyReferer }, body);
    }),
  build_website_config_body: (input) =>
    filled((body) => {
      const config = fill({ suffixStr: stringOf(null), keyStr: stringOf(null) }, input);
      buildWebsiteConfigBody(null, config, body);
    }),
  build_cors_rule_body: (input) =>
    filled((body) => {
      buildCorsRuleBody(null, listOf(input["rule_list"], corsRule), body);
    }),
  build_object_tagging_body: (input) =>
    filled((body) => {
      buildObjectTaggingBody(null, listOf(input["tag_list"], tag), body);
    }),
  xml_round_trip: (input) => {
    const { xml } = filled((body) => {
      buildObjectTaggingBody(null, listOf(input["tag_list"], tag), body);
    });
    const body = listOf([""], () => aosBufPack(null, xml));
    const tags = aosList<OssTagContent>();
    return { xml, return: ossGetTaggingParseFromBody(null, body, tags), tag_list: tags };
  },
  oss_build_restore_object_body: (input) =>
    filled((body) => {
      const struct = fill({ tier: 0 as const }, { tier: input["tier"] ?? 0 });
      ossBuildRestoreObjectBody(null, struct.tier, Number(input["day"]), body);
    }),
  oss_build_select_object_body: (input) =>
    filled((body) => {
      const params = fill(ossCreateSelectObjectParams(null), {
        input_param: objectAt(input, "input_param"),
        output_param: objectAt(input, "output_param"),
        option_param: objectAt(input, "option_param"),
      });
      const given = input["null_params"] === true ? null : params;
      ossBuildSelectObjectBody(null, stringOf(input["expression"]), given, body);
    }),
  oss_build_create_select_object_meta_body: (input) =>
    filled((body) => {
      const { null_params: isNull, ...fields } = input;
      const params = fill(ossCreateSelectObjectMetaParams(null), fields);
      ossBuildCreateSelectObjectMetaBody(null, isNull === true ? null : params, body);
    }),
  set_xmlnode_value: (input) => ({
    xml: aosXmlDocument(
      aosXmlElement("Root", [
        ...(input["str"] === undefined ? [] : [aosXmlElement("Str", toText(input["str"]))]),
        ...integer("Int", input["int"]),
        ...integer("Int64", input["int64"]),
        ...integer("Uint64", input["uint64"]),
      ]),
    ),
  }),
};

function integer(name: string, value: Json | undefined): string[] {
  return value === undefined ? [] : [aosXmlElement(name, BigInt(toText(value)))];
}

function filled(build: (body: AosList<AosBuf>) => void): { xml: Buffer; body: Buffer[] } {
  const body = aosList<AosBuf>();
  build(body);
  const contents = contentsOf(body);
  return { xml: Buffer.concat(contents), body: contents };
}

function xmlAndBody(xml: string, build: (body: AosList<AosBuf>) => void): object {
  return { xml, body: filled(build).body };
}

function tag(value: Json): OssTagContent {
  return fill(ossCreateTagContent(null), value);
}

function lifecycleRule(value: Json): OssLifecycleRuleContent {
  const fields: JsonObject = isObject(value) ? value : {};
  const rule = fill(ossCreateLifecycleRuleContent(null), fields);
  for (const entry of listOf(fields["tag_list"], tag)) rule.tagList.append(entry);
  return rule;
}

function corsRule(value: Json): OssCorsRule {
  const fields: JsonObject = isObject(value) ? value : {};
  const rule = fill(ossCreateCorsRule(aosPoolCreate(null)), fields);
  const lists = {
    allowed_origin_list: rule.allowedOriginList,
    allowed_method_list: rule.allowedMethodList,
    allowed_head_list: rule.allowedHeadList,
    expose_head_list: rule.exposeHeadList,
  };
  for (const [name, list] of Object.entries(lists)) {
    for (const entry of listOf(fields[name], (text) => ({ rule: stringOf(text) }))) {
      list.append(entry);
    }
  }
  return rule;
}
