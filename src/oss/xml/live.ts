/**
 * `oss_xml.c`: live channels.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import type { AosBool } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosPool } from "../../aos/pool.js";
import { type AosString, aosStrSet } from "../../aos/string.js";
import { type AosXmlNode, aosXmlDocument, aosXmlElement } from "../../aos/xml.js";
import type {
  OssAudioStat,
  OssLiveChannelConfiguration,
  OssLiveChannelContent,
  OssLiveChannelPlayUrl,
  OssLiveChannelPublishUrl,
  OssLiveChannelStat,
  OssLiveRecordContent,
  OssVideoStat,
} from "../define.js";
import {
  ossCreateListLiveChannelContent,
  ossCreateLiveChannelPlayUrl,
  ossCreateLiveChannelPublishUrl,
  ossCreateLiveRecordContent,
} from "../util/create.js";
import { intAt, isTruncated, readBody, readEntries, readMarker, readStrings } from "./read.js";
import { fillBody, stringElement } from "./write.js";

/**
 * Reads the answer of `ossCreateLiveChannel`.
 *
 * @param publishUrlList - the URLs to publish to are appended; untouched on failure
 * @param playUrlList - the URLs to play are appended; untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_create_live_channel_parse_from_body`.
 */
export function ossCreateLiveChannelParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  publishUrlList: AosList<OssLiveChannelPublishUrl>,
  playUrlList: AosList<OssLiveChannelPlayUrl>,
): number {
  return readBody(bc, (root) => {
    readUrls(p, root, publishUrlList, playUrlList);
  });
}

function readUrls(
  p: AosPool | null,
  node: AosXmlNode,
  publishUrlList: AosList<OssLiveChannelPublishUrl>,
  playUrlList: AosList<OssLiveChannelPlayUrl>,
): void {
  readEntries(node.child("PublishUrls")?.all("Url"), publishUrlList, ({ text }) => {
    const content = ossCreateLiveChannelPublishUrl(p);
    aosStrSet(content.publishUrl, text);
    return content;
  });
  readEntries(node.child("PlayUrls")?.all("Url"), playUrlList, ({ text }) => {
    const content = ossCreateLiveChannelPlayUrl(p);
    aosStrSet(content.playUrl, text);
    return content;
  });
}

/**
 * Reads the answer of `ossGetLiveChannelInfo`.
 *
 * @param info - filled in place, but for its name; untouched on failure and where an element is
 *   missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_live_channel_info_parse_from_body`.
 */
export function ossLiveChannelInfoParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  info: OssLiveChannelConfiguration,
): number {
  return readBody(bc, (root) => {
    const { target } = info;
    readStrings(root, { Description: info.description, Status: info.status });
    readStrings(root.child("Target"), { Type: target.type, PlaylistName: target.playListName });
    target.fragDuration = intAt(root, "Target", "FragDuration") ?? target.fragDuration;
    target.fragCount = intAt(root, "Target", "FragCount") ?? target.fragCount;
  });
}

/**
 * Reads the answer of `ossGetLiveChannelStat`.
 *
 * @param stat - filled in place; untouched on failure and where an element is missing
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_live_channel_stat_parse_from_body`.
 */
export function ossLiveChannelStatParseFromBody(
  _p: AosPool | null,
  bc: AosList<AosBuf>,
  stat: OssLiveChannelStat,
): number {
  return readBody(bc, (root) => {
    readStrings(root, {
      Status: stat.pushflowStatus,
      ConnectedTime: stat.connectedTime,
      RemoteAddr: stat.remoteAddr,
    });
    readVideo(root.child("Video"), stat.videoStat);
    readAudio(root.child("Audio"), stat.audioStat);
  });
}

function readVideo(node: AosXmlNode | null, video: OssVideoStat): void {
  if (node === null) return;
  video.width = intAt(node, "Width") ?? video.width;
  video.height = intAt(node, "Height") ?? video.height;
  video.frameRate = intAt(node, "FrameRate") ?? video.frameRate;
  video.bandWidth = intAt(node, "Bandwidth") ?? video.bandWidth;
  readStrings(node, { Codec: video.codec });
}

function readAudio(node: AosXmlNode | null, audio: OssAudioStat): void {
  if (node === null) return;
  audio.bandWidth = intAt(node, "Bandwidth") ?? audio.bandWidth;
  audio.sampleRate = intAt(node, "SampleRate") ?? audio.sampleRate;
  readStrings(node, { Codec: audio.codec });
}

/**
 * Reads the answer of `ossListLiveChannel`.
 *
 * Unlike C, `nextMarker` is "" when the answer has none, and `truncated` is true only when it says
 * "true".
 *
 * @param liveChannelList - the channels are appended; what is missing is "" there
 * @param nextMarker - filled with where the next page begins
 * @param truncated - set to whether there is a next page
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR` and nothing is touched. Port of
 *   `oss_list_live_channel_parse_from_body`.
 */
export function ossListLiveChannelParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  liveChannelList: AosList<OssLiveChannelContent>,
  nextMarker: AosString,
  truncated: Out<AosBool>,
): number {
  return readBody(bc, (root) => {
    readMarker(root, "NextMarker", nextMarker);
    truncated.value = isTruncated(root);
    readEntries(root.all("LiveChannel"), liveChannelList, (node) => liveChannel(p, node));
  });
}

function liveChannel(p: AosPool | null, node: AosXmlNode): OssLiveChannelContent {
  const content = ossCreateListLiveChannelContent(p);
  readStrings(node, {
    Name: content.name,
    Description: content.description,
    Status: content.status,
    LastModified: content.lastModified,
  });
  readUrls(p, node, content.publishUrlList, content.playUrlList);
  return content;
}

/**
 * Reads the answer of `ossGetLiveChannelHistory`.
 *
 * @param liveRecordList - the records are appended; untouched on failure
 * @returns `AOSE_OK`, or `AOSE_XML_PARSE_ERROR`. Port of `oss_live_channel_history_parse_from_body`.
 */
export function ossLiveChannelHistoryParseFromBody(
  p: AosPool | null,
  bc: AosList<AosBuf>,
  liveRecordList: AosList<OssLiveRecordContent>,
): number {
  return readBody(bc, (root) => {
    readEntries(root.all("LiveRecord"), liveRecordList, (node) => {
      const content = ossCreateLiveRecordContent(p);
      readStrings(node, {
        StartTime: content.startTime,
        EndTime: content.endTime,
        RemoteAddr: content.remoteAddr,
      });
      return content;
    });
  });
}

/**
 * Writes the XML of `ossCreateLiveChannel`, in which the channel's name is not. Port of
 * `build_create_live_channel_xml`.
 *
 * @param config - what is written
 */
export function buildCreateLiveChannelXml(
  _p: AosPool | null,
  config: OssLiveChannelConfiguration,
): string {
  const { target } = config;
  return aosXmlDocument(
    aosXmlElement("LiveChannelConfiguration", [
      stringElement("Description", config.description),
      stringElement("Status", config.status),
      aosXmlElement("Target", [
        stringElement("Type", target.type),
        aosXmlElement("FragDuration", target.fragDuration),
        aosXmlElement("FragCount", target.fragCount),
        stringElement("PlaylistName", target.playListName),
      ]),
    ]),
  );
}

/**
 * Writes the body of `ossCreateLiveChannel`. Port of `build_create_live_channel_body`.
 *
 * @param config - what is written
 */
export function buildCreateLiveChannelBody(
  p: AosPool | null,
  config: OssLiveChannelConfiguration,
  body: AosList<AosBuf>,
): void {
  fillBody(p, body, buildCreateLiveChannelXml(p, config));
}
