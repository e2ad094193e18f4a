/** The readers of answers about live channels. */

import { type AosBool } from "../../../src/aos/define.js";
import { aosList } from "../../../src/aos/list.js";
import { out } from "../../../src/aos/out.js";
import { aosString } from "../../../src/aos/string.js";
import type {
  OssLiveChannelContent,
  OssLiveChannelPlayUrl,
  OssLiveChannelPublishUrl,
  OssLiveChannelStat,
  OssLiveRecordContent,
} from "../../../src/oss/define.js";
import { ossCreateLiveChannelConfigurationContent } from "../../../src/oss/util/create.js";
import {
  ossCreateLiveChannelParseFromBody,
  ossListLiveChannelParseFromBody,
  ossLiveChannelHistoryParseFromBody,
  ossLiveChannelInfoParseFromBody,
  ossLiveChannelStatParseFromBody,
} from "../../../src/oss/xml/live.js";
import { type AnswerReader, readNumber, type Shape, UNREAD, type Value } from "../answer.js";

const urls: Readonly<Record<string, Shape>> = {
  PublishUrls: { Url: ["text"] },
  PlayUrls: { Url: ["text"] },
};

function urlsValue(
  publish: Iterable<OssLiveChannelPublishUrl>,
  play: Iterable<OssLiveChannelPlayUrl>,
): Readonly<Record<string, Value>> {
  return {
    PublishUrls: { Url: [...publish].map(({ publishUrl }) => publishUrl.data) },
    PlayUrls: { Url: [...play].map(({ playUrl }) => playUrl.data) },
  };
}

const created: AnswerReader = {
  root: "CreateLiveChannelResult",
  shape: urls,
  read: (body) => {
    const [publish, play] = [aosList<OssLiveChannelPublishUrl>(), aosList<OssLiveChannelPlayUrl>()];
    const code = ossCreateLiveChannelParseFromBody(null, body, publish, play);
    return { code, value: urlsValue(publish, play) };
  },
};

const info: AnswerReader = {
  root: "LiveChannelConfiguration",
  shape: {
    Description: "text",
    Status: "text",
    Target: { Type: "text", PlaylistName: "text", FragDuration: "int", FragCount: "int" },
  },
  read: (body) => {
    const found = ossCreateLiveChannelConfigurationContent(null);
    const { target, description, status } = found;
    for (const text of [description, status, target.type, target.playListName]) text.data = "";
    target.fragDuration = UNREAD;
    target.fragCount = UNREAD;
    const code = ossLiveChannelInfoParseFromBody(null, body, found);
    const read = {
      Type: target.type.data,
      PlaylistName: target.playListName.data,
      FragDuration: readNumber(target.fragDuration),
      FragCount: readNumber(target.fragCount),
    };
    return { code, value: { Description: description.data, Status: status.data, Target: read } };
  },
};

function unreadStat(): OssLiveChannelStat {
  const [bandWidth, frameRate, sampleRate, width, height] = [
    UNREAD,
    UNREAD,
    UNREAD,
    UNREAD,
    UNREAD,
  ];
  return {
    pushflowStatus: aosString(),
    connectedTime: aosString(),
    remoteAddr: aosString(),
    videoStat: { width, height, frameRate, bandWidth, codec: aosString() },
    audioStat: { bandWidth, sampleRate, codec: aosString() },
  };
}

const stat: AnswerReader = {
  root: "LiveChannelStat",
  shape: {
    Status: "text",
    ConnectedTime: "text",
    RemoteAddr: "text",
    Video: { Width: "int", Height: "int", FrameRate: "int", Bandwidth: "int", Codec: "text" },
    Audio: { Bandwidth: "int", SampleRate: "int", Codec: "text" },
  },
  read: (body) => {
    const found = unreadStat();
    const code = ossLiveChannelStatParseFromBody(null, body, found);
    const { videoStat: video, audioStat: audio } = found;
    const value = {
      Status: found.pushflowStatus.data,
      ConnectedTime: found.connectedTime.data,
      RemoteAddr: found.remoteAddr.data,
      Video: {
        Width: readNumber(video.width),
        Height: readNumber(video.height),
        FrameRate: readNumber(video.frameRate),
        Bandwidth: readNumber(video.bandWidth),
        Codec: video.codec.data,
      },
      Audio: {
        Bandwidth: readNumber(audio.bandWidth),
        SampleRate: readNumber(audio.sampleRate),
        Codec: audio.codec.data,
      },
    };
    return { code, value };
  },
};

const channels: AnswerReader = {
  root: "ListLiveChannelResult",
  shape: {
    NextMarker: "text",
    IsTruncated: "truth",
    LiveChannel: [
      { Name: "text", Description: "text", Status: "text", LastModified: "text", ...urls },
    ],
  },
  read: (body) => {
    const [list, marker] = [aosList<OssLiveChannelContent>(), aosString()];
    const truncated = out<AosBool>();
    const code = ossListLiveChannelParseFromBody(null, body, list, marker, truncated);
    const found = [...list].map((channel) => ({
      Name: channel.name.data,
      Description: channel.description.data,
      Status: channel.status.data,
      LastModified: channel.lastModified.data,
      ...urlsValue(channel.publishUrlList, channel.playUrlList),
    }));
    const value = {
      NextMarker: marker.data,
      IsTruncated: Boolean(truncated.value),
      LiveChannel: found,
    };
    return { code, value };
  },
};

const history: AnswerReader = {
  root: "LiveChannelHistory",
  shape: { LiveRecord: [{ StartTime: "text", EndTime: "text", RemoteAddr: "text" }] },
  read: (body) => {
    const list = aosList<OssLiveRecordContent>();
    const code = ossLiveChannelHistoryParseFromBody(null, body, list);
    const found = [...list].map((record) => ({
      StartTime: record.startTime.data,
      EndTime: record.endTime.data,
      RemoteAddr: record.remoteAddr.data,
    }));
    return { code, value: { LiveRecord: found } };
  },
};

export const liveAnswers: readonly AnswerReader[] = [created, info, stat, channels, history];
