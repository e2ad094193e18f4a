/** The functions of live channels, and those that select from an object. */

import * as oss from "../../../../src/index.js";
import type { Call, Operation } from "../call.js";
import { content, to } from "./object.js";

export const liveOperations: Readonly<Record<string, Operation>> = {
  ossCreateLiveChannel: (c) => {
    const config = oss.ossCreateLiveChannelConfigurationContent(null);
    oss.aosStrSet(config.name, c.text("channel", "new-channel"));
    return oss.ossCreateLiveChannel(
      c.options,
      c.bucket,
      config,
      c.out(oss.aosList<oss.OssLiveChannelPublishUrl>()),
      c.out(oss.aosList<oss.OssLiveChannelPlayUrl>()),
      c.headers,
    );
  },
  ossPutLiveChannelStatus: (c) =>
    oss.ossPutLiveChannelStatus(c.options, c.bucket, channel(c), "disabled", c.headers),
  ossGetLiveChannelInfo: (c) => {
    const info = oss.ossCreateLiveChannelConfigurationContent(null);
    return oss.ossGetLiveChannelInfo(c.options, c.bucket, channel(c), c.out(info), c.headers);
  },
  ossGetLiveChannelStat: (c) => {
    const stat = {
      pushflowStatus: oss.aosString("before"),
      connectedTime: oss.aosString("before"),
      remoteAddr: oss.aosString("before"),
      videoStat: { width: 7, height: 7, frameRate: 7, bandWidth: 7, codec: oss.aosString("x") },
      audioStat: { bandWidth: 7, sampleRate: 7, codec: oss.aosString("x") },
    };
    return oss.ossGetLiveChannelStat(c.options, c.bucket, channel(c), c.out(stat), c.headers);
  },
  ossGetLiveChannelHistory: (c) => {
    const records = oss.aosList<oss.OssLiveRecordContent>();
    return oss.ossGetLiveChannelHistory(c.options, c.bucket, channel(c), c.out(records), c.headers);
  },
  ossListLiveChannel: (c) => {
    const params = oss.ossCreateListLiveChannelParams(null);
    oss.aosStrSet(params.nextMarker, "before");
    return oss.ossListLiveChannel(c.options, c.bucket, c.out(params), c.headers);
  },
  ossDeleteLiveChannel: (c) => oss.ossDeleteLiveChannel(c.options, c.bucket, channel(c), c.headers),
  ossGenVodPlayList: (c) =>
    oss.ossGenVodPlayList(
      c.options,
      c.bucket,
      channel(c),
      "all.m3u8",
      hourAgo,
      hourAgo + 7200,
      c.headers,
    ),
  ossGenRtmpSignedUrl: (c) =>
    oss.ossGenRtmpSignedUrl(
      c.options,
      c.bucket,
      channel(c),
      "playlist.m3u8",
      c.number("expires", 2_000_000_000),
    ),
};

export const selectOperations: Readonly<Record<string, Operation>> = {
  ossSelectObjectToBuffer: (c) =>
    oss.ossSelectObjectToBuffer(
      c.options,
      c.bucket,
      rows(c),
      EXPRESSION,
      selectParams(),
      c.out(content()),
      c.headers,
    ),
  ossDoSelectObjectToBuffer: (c) =>
    oss.ossDoSelectObjectToBuffer(
      c.options,
      c.bucket,
      rows(c),
      EXPRESSION,
      selectParams(),
      c.requestHeaders,
      c.params,
      c.out(content()),
      c.progress,
      c.headers,
    ),
  ossSelectObjectToFile: (c) =>
    oss.ossSelectObjectToFile(
      c.options,
      c.bucket,
      rows(c),
      EXPRESSION,
      selectParams(),
      to(c),
      c.headers,
    ),
  ossDoSelectObjectToFile: (c) =>
    oss.ossDoSelectObjectToFile(
      c.options,
      c.bucket,
      rows(c),
      EXPRESSION,
      selectParams(),
      c.requestHeaders,
      c.params,
      to(c),
      c.progress,
      c.headers,
    ),
  ossCreateSelectObjectMeta: (c) => {
    const meta = oss.ossCreateSelectObjectMetaParams(null);
    return oss.ossCreateSelectObjectMeta(c.options, c.bucket, rows(c), c.out(meta), c.headers);
  },
};

const EXPRESSION = "select _1 from ossobject";
const hourAgo = Math.floor(Date.now() / 1000) - 3600;

function channel(c: Call): string {
  return c.text("channel", "channel");
}

function rows(c: Call): string {
  return c.text("object", "rows.csv");
}

function selectParams(): oss.OssSelectObjectParams {
  const params = oss.ossCreateSelectObjectParams(null);
  params.outputParam.enablePayloadCrc = oss.AOS_TRUE;
  return params;
}
