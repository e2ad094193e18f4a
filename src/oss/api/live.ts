/**
 * `oss_live.c`: live channels, which take a video stream and keep it as objects.
 *
 * A channel's name is not checked here, as in C. What is asked for is put behind what a list holds
 * already, or over the fields of a struct; on failure, lists and structs are left as they are.
 *
 * @packageDocumentation
 */

import type { AosBuf } from "../../aos/buf.js";
import { AOSE_OK, HTTP_DELETE, HTTP_GET, HTTP_POST, HTTP_PUT } from "../../aos/define.js";
import { aosHttpRequestCreate } from "../../aos/http_io.js";
import { type AosList, aosList } from "../../aos/list.js";
import type { Out } from "../../aos/out.js";
import type { AosStatus } from "../../aos/status.js";
import { type AosStringLike, aosString, aosStrSet, aosText } from "../../aos/string.js";
import type { AosTable } from "../../aos/table.js";
import { ossGetRtmpSignedUrl } from "../auth/rtmp.js";
import {
  OSS_COMP,
  OSS_CONTENT_TYPE,
  OSS_LIVE_CHANNEL,
  OSS_LIVE_CHANNEL_END_TIME,
  OSS_LIVE_CHANNEL_HISTORY,
  OSS_LIVE_CHANNEL_START_TIME,
  OSS_LIVE_CHANNEL_STAT,
  OSS_LIVE_CHANNEL_STATUS,
  OSS_LIVE_CHANNEL_VOD,
  OSS_MARKER,
  OSS_MAX_KEYS,
  OSS_MULTIPART_CONTENT_TYPE,
  OSS_PREFIX,
  type OssListLiveChannelParams,
  type OssLiveChannelConfiguration,
  type OssLiveChannelPlayUrl,
  type OssLiveChannelPublishUrl,
  type OssLiveChannelStat,
  type OssLiveRecordContent,
  type OssRequestOptions,
} from "../define.js";
import { ossIntegerError, ossReadPage, ossRoundTrip, ossTableWith } from "../request/round_trip.js";
import { ossGetRtmpUri } from "../util/endpoint.js";
import {
  buildCreateLiveChannelBody,
  ossCreateLiveChannelParseFromBody,
  ossListLiveChannelParseFromBody,
  ossLiveChannelHistoryParseFromBody,
  ossLiveChannelInfoParseFromBody,
  ossLiveChannelStatParseFromBody,
} from "../xml/live.js";

/**
 * Makes a live channel, or changes one. Port of `oss_create_live_channel`.
 *
 * @param config - the channel's name and how it keeps the stream
 * @param publishUrlList - gets the addresses to which a stream is sent, nothing on failure
 * @param playUrlList - gets the addresses from which it is played, nothing on failure
 * @returns 200
 */
export async function ossCreateLiveChannel(
  options: OssRequestOptions,
  bucket: AosStringLike,
  config: OssLiveChannelConfiguration,
  publishUrlList: AosList<OssLiveChannelPublishUrl>,
  playUrlList: AosList<OssLiveChannelPlayUrl>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const buffer = aosList<AosBuf>();
  buildCreateLiveChannelBody(options.pool, config, buffer);
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    liveChannel: config.name,
    queryParams: ossTableWith(null, [OSS_LIVE_CHANNEL, ""]),
    buffer,
    respHeaders,
    document: {
      root: "CreateLiveChannelResult",
      read: (body) =>
        ossCreateLiveChannelParseFromBody(options.pool, body, publishUrlList, playUrlList),
    },
  });
}

/**
 * Switches a live channel on or off. Port of `oss_put_live_channel_status`.
 *
 * @param liveChannelStatus - `LIVE_CHANNEL_STATUS_ENABLED` or `LIVE_CHANNEL_STATUS_DISABLED`
 * @returns 200; 404 `NoSuchLiveChannel`
 */
export async function ossPutLiveChannelStatus(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  liveChannelStatus: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_PUT,
    bucket,
    liveChannel,
    queryParams: ossTableWith(
      null,
      [OSS_LIVE_CHANNEL, ""],
      [OSS_LIVE_CHANNEL_STATUS, aosText(liveChannelStatus)],
    ),
    respHeaders,
  });
}

/**
 * Asks how a live channel is configured. Port of `oss_get_live_channel_info`.
 *
 * @param info - takes the answer; `name` becomes `liveChannel` when an answer came, even one that
 *   can't be read; the rest is left as it is on failure
 * @returns 200; 404 `NoSuchLiveChannel`
 */
export async function ossGetLiveChannelInfo(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  info: OssLiveChannelConfiguration,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    liveChannel,
    queryParams: ossTableWith(null, [OSS_LIVE_CHANNEL, ""]),
    respHeaders,
    document: {
      root: "LiveChannelConfiguration",
      read: (body) => {
        aosStrSet(info.name, liveChannel);
        return ossLiveChannelInfoParseFromBody(options.pool, body, info);
      },
    },
  });
}

/**
 * Asks whether a stream comes in on a live channel, and what it is like. Port of
 * `oss_get_live_channel_stat`.
 *
 * @param stat - takes the answer; left as it is on failure
 * @returns 200; 404 `NoSuchLiveChannel`
 */
export async function ossGetLiveChannelStat(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  stat: OssLiveChannelStat,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    liveChannel,
    queryParams: ossTableWith(null, [OSS_LIVE_CHANNEL, ""], [OSS_COMP, OSS_LIVE_CHANNEL_STAT]),
    respHeaders,
    document: {
      root: "LiveChannelStat",
      read: (body) => ossLiveChannelStatParseFromBody(options.pool, body, stat),
    },
  });
}

/**
 * Deletes a live channel; the objects that it made stay. Port of `oss_delete_live_channel`.
 *
 * @returns 204, also when it is not there
 */
export async function ossDeleteLiveChannel(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_DELETE,
    bucket,
    liveChannel,
    queryParams: ossTableWith(null, [OSS_LIVE_CHANNEL, ""]),
    respHeaders,
  });
}

/**
 * Lists the live channels of a bucket, page by page, as `ossListObject` does with objects. Port of
 * `oss_list_live_channel`.
 *
 * @param params - which channels, where to begin (`marker`), how many at most (`maxKeys`); takes
 *   the page, and is left as it is on failure
 * @returns 200
 */
export async function ossListLiveChannel(
  options: OssRequestOptions,
  bucket: AosStringLike,
  params: OssListLiveChannelParams,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    queryParams: ossTableWith(
      null,
      [OSS_LIVE_CHANNEL, ""],
      [OSS_PREFIX, params.prefix.data],
      [OSS_MARKER, params.marker.data],
      [OSS_MAX_KEYS, params.maxKeys],
    ),
    respHeaders,
    document: {
      root: "ListLiveChannelResult",
      read: (body) =>
        ossReadPage(params, (truncated) =>
          ossListLiveChannelParseFromBody(
            options.pool,
            body,
            params.liveChannelList,
            params.nextMarker,
            truncated,
          ),
        ),
    },
  });
}

/**
 * Asks when streams came in on a live channel lately. Port of `oss_get_live_channel_history`.
 *
 * @param liveRecordList - gets the last ten records, nothing on failure
 * @returns 200; 404 `NoSuchLiveChannel`
 */
export async function ossGetLiveChannelHistory(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  liveRecordList: AosList<OssLiveRecordContent>,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  return ossRoundTrip(options, {
    method: HTTP_GET,
    bucket,
    liveChannel,
    queryParams: ossTableWith(null, [OSS_LIVE_CHANNEL, ""], [OSS_COMP, OSS_LIVE_CHANNEL_HISTORY]),
    respHeaders,
    document: {
      root: "LiveChannelHistory",
      read: (body) => ossLiveChannelHistoryParseFromBody(options.pool, body, liveRecordList),
    },
  });
}

/**
 * Makes a play list of what a live channel kept in some time. Port of `oss_gen_vod_play_list`.
 *
 * @param playListName - the play list's name, which ends in `.m3u8`
 * @param startTime - in seconds since 1970
 * @param endTime - in seconds since 1970; at most a day later
 * @returns 200; 404 `NoSuchLiveChannel`
 */
export async function ossGenVodPlayList(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  playListName: AosStringLike,
  startTime: number | bigint,
  endTime: number | bigint,
  respHeaders: Out<AosTable> | null,
): Promise<AosStatus> {
  const refused = ossIntegerError({ startTime, endTime });
  if (refused !== null) return refused;
  return ossRoundTrip(options, {
    method: HTTP_POST,
    bucket,
    liveChannel: `${aosText(liveChannel)}/${aosText(playListName)}`,
    headers: ossTableWith(null, [OSS_CONTENT_TYPE, OSS_MULTIPART_CONTENT_TYPE]),
    queryParams: ossTableWith(
      null,
      [OSS_LIVE_CHANNEL_VOD, ""],
      [OSS_LIVE_CHANNEL_START_TIME, startTime],
      [OSS_LIVE_CHANNEL_END_TIME, endTime],
    ),
    respHeaders,
  });
}

/**
 * Makes the URL to which a stream is sent, signed with version 1, the only one there is for RTMP.
 *
 * Unlike C, the scheme of the endpoint is taken off whatever it is, and temporary credentials put
 * their token into the URL. Port of `oss_gen_rtmp_signed_url`.
 *
 * @param playListName - the play list's name
 * @param expires - when the URL expires, in seconds since 1970
 * @returns the URL, or `null` when it can't be signed
 */
export function ossGenRtmpSignedUrl(
  options: OssRequestOptions,
  bucket: AosStringLike,
  liveChannel: AosStringLike,
  playListName: AosStringLike,
  expires: number | bigint,
): string | null {
  if (ossIntegerError({ expires }) !== null) return null;
  const req = aosHttpRequestCreate(options.pool);
  ossGetRtmpUri(options, bucket, liveChannel, req);
  const signedUrl = aosString();
  const res = ossGetRtmpSignedUrl(options, req, String(expires), playListName, null, signedUrl);
  return res === AOSE_OK ? signedUrl.data : null;
}
