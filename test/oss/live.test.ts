import { describe, expect, test } from "vitest";
import { AOSE_INVALID_ARGUMENT, AOSE_XML_PARSE_ERROR } from "../../src/aos/define.js";
import { aosList } from "../../src/aos/list.js";
import { aosStrSet } from "../../src/aos/string.js";
import {
  ossCreateLiveChannel,
  ossDeleteLiveChannel,
  ossGenRtmpSignedUrl,
  ossGenVodPlayList,
  ossGetLiveChannelHistory,
  ossGetLiveChannelInfo,
  ossListLiveChannel,
  ossPutLiveChannelStatus,
} from "../../src/oss/api/live.js";
import {
  LIVE_CHANNEL_STATUS_DISABLED,
  type OssLiveChannelPlayUrl,
  type OssLiveChannelPublishUrl,
  type OssLiveRecordContent,
} from "../../src/oss/define.js";
import { ossCreateLiveChannelConfigurationContent } from "../../src/oss/util/create.js";
import { ossCreateListLiveChannelParams } from "../../src/oss/util/create_params.js";
import { useAnswers } from "../support/answers.js";

const server = useAnswers();

function targets(): string[] {
  return server().seen.map(({ method, target }) => `${method} ${target}`);
}

describe("a live channel", () => {
  test("is made, and tells where to send and to play", async () => {
    const { options, seen } = server();
    server().answer({
      body: "<CreateLiveChannelResult><PublishUrls><Url>rtmp://p</Url></PublishUrls><PlayUrls><Url>http://q</Url></PlayUrls></CreateLiveChannelResult>",
    });
    const config = ossCreateLiveChannelConfigurationContent(null);
    aosStrSet(config.name, "ch 1");
    const publish = aosList<OssLiveChannelPublishUrl>();
    const play = aosList<OssLiveChannelPlayUrl>();
    await ossCreateLiveChannel(options, "bucket", config, publish, play, null);
    expect([...publish].map(({ publishUrl }) => publishUrl.data)).toEqual(["rtmp://p"]);
    expect([...play].map(({ playUrl }) => playUrl.data)).toEqual(["http://q"]);
    expect(targets()).toEqual(["PUT /bucket%2Fch%201?live"]);
    expect(seen[0]?.body.toString()).toContain("<Status>enabled</Status>");
  });

  test("is switched, listed, asked for its history and deleted", async () => {
    const { options } = server();
    const page =
      "<ListLiveChannelResult><IsTruncated>true</IsTruncated><NextMarker>b</NextMarker></ListLiveChannelResult>";
    server().answer({}, { body: page }, { body: "<LiveChannelHistory/>" }, { status: 204 });
    const status = LIVE_CHANNEL_STATUS_DISABLED;
    await ossPutLiveChannelStatus(options, "bucket", "ch", status, null);
    const params = ossCreateListLiveChannelParams(null);
    aosStrSet(params.prefix, "c");
    await ossListLiveChannel(options, "bucket", params, null);
    expect(params.truncated).toBe(true);
    expect(params.nextMarker.data).toBe("b");
    const records = aosList<OssLiveRecordContent>();
    await ossGetLiveChannelHistory(options, "bucket", "ch", records, null);
    await ossDeleteLiveChannel(options, "bucket", "ch", null);
    expect(targets()).toEqual([
      "PUT /bucket%2Fch?live&status=disabled",
      "GET /bucket?live&prefix=c&marker&max-keys=1000",
      "GET /bucket%2Fch?live&comp=history",
      "DELETE /bucket%2Fch?live",
    ]);
  });

  test("has the name that was asked for when an answer came, even an unreadable one", async () => {
    const { options } = server();
    server().answer({ status: 403 }, { body: "<LiveChannelConfiguration>" });
    const info = ossCreateLiveChannelConfigurationContent(null);
    await ossGetLiveChannelInfo(options, "bucket", "ch", info, null);
    expect(info.name.data).toBe("");
    const s = await ossGetLiveChannelInfo(options, "bucket", "ch", info, null);
    expect(s.code).toBe(AOSE_XML_PARSE_ERROR);
    expect(info.name.data).toBe("ch");
  });

  test("gets a play list for a time in whole seconds", async () => {
    const { options } = server();
    await ossGenVodPlayList(options, "bucket", "ch", "vod.m3u8", 1, 2, null);
    const s = await ossGenVodPlayList(options, "bucket", "ch", "vod.m3u8", 1.5, 2, null);
    expect(s.code).toBe(AOSE_INVALID_ARGUMENT);
    expect(targets()).toEqual(["POST /bucket%2Fch%2Fvod.m3u8?vod&startTime=1&endTime=2"]);
  });

  test("has a URL to publish to, or none without a whole expiry or a host", () => {
    const { options } = server();
    aosStrSet(options.config.endpoint, "https://oss-cn-hangzhou.aliyuncs.com");
    const url = ossGenRtmpSignedUrl(options, "bucket", "ch", "p.m3u8", 1760003600);
    expect(url).toMatch(
      /^rtmp:\/\/bucket\.oss-cn-hangzhou\.aliyuncs\.com\/live%2Fch\?playlistName=p/,
    );
    expect(ossGenRtmpSignedUrl(options, "bucket", "ch", "p.m3u8", Number.NaN)).toBeNull();
    aosStrSet(options.config.endpoint, "no host");
    expect(ossGenRtmpSignedUrl(options, "bucket", "ch", "p.m3u8", 1760003600)).toBeNull();
  });
});
