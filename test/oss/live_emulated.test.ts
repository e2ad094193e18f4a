/** Live channels through the API, in a service that keeps them. */

import { describe, expect, test } from "vitest";
import {
  type AosList,
  type AosStatus,
  aosList,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssLiveChannelConfiguration,
  type OssLiveChannelPlayUrl,
  type OssLiveChannelPublishUrl,
  type OssLiveChannelStat,
  type OssLiveRecordContent,
  type OssRequestOptions,
  ossCreateListLiveChannelParams,
  ossCreateLiveChannel,
  ossCreateLiveChannelConfigurationContent,
  ossDeleteLiveChannel,
  ossGenRtmpSignedUrl,
  ossGenVodPlayList,
  ossGetLiveChannelHistory,
  ossGetLiveChannelInfo,
  ossGetLiveChannelStat,
  ossListLiveChannel,
  ossPutLiveChannelStatus,
  ossPutObjectFromBuffer,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, signedOptions } from "../support/options.js";
import { fails, succeeds } from "../support/statuses.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const pool = aosPoolCreate(null);

function optionsFor(version: number): OssRequestOptions {
  return signedOptions(pool, emulator().endpoint, version);
}

function newStat(): OssLiveChannelStat {
  return {
    pushflowStatus: aosString(),
    connectedTime: aosString(),
    remoteAddr: aosString(),
    videoStat: { width: 0, height: 0, frameRate: 0, bandWidth: 0, codec: aosString() },
    audioStat: { bandWidth: 0, sampleRate: 0, codec: aosString() },
  };
}

async function make(
  options: OssRequestOptions,
  name: string,
): Promise<[AosList<OssLiveChannelPublishUrl>, AosList<OssLiveChannelPlayUrl>]> {
  const config = ossCreateLiveChannelConfigurationContent(pool);
  aosStrSet(config.name, name);
  aosStrSet(config.description, "说明 <&>");
  config.target.fragDuration = 100;
  config.target.fragCount = 99;
  aosStrSet(config.target.playListName, "my.m3u8");
  const publish = aosList<OssLiveChannelPublishUrl>();
  const play = aosList<OssLiveChannelPlayUrl>();
  await succeeds(ossCreateLiveChannel(options, bucket, config, publish, play, null));
  return [publish, play];
}

describe.each([1, 4])("signed with version %i, a live channel", (version) => {
  test("is made, told of, switched off and deleted", async () => {
    const options = optionsFor(version);
    const [publish, play] = await make(options, "channel");
    expect([...publish].map(({ publishUrl }) => publishUrl.data)).toEqual([
      expect.stringMatching(/^rtmp:\/\/.*\/live\/channel$/),
    ]);
    expect([...play].map(({ playUrl }) => playUrl.data)).toEqual([
      expect.stringMatching(/^http:\/\/.*\/channel\/my\.m3u8$/),
    ]);
    const info = ossCreateLiveChannelConfigurationContent(pool);
    await succeeds(ossPutLiveChannelStatus(options, bucket, "channel", "disabled", null));
    await succeeds(ossGetLiveChannelInfo(options, bucket, "channel", info, null));
    expect([info.name, info.description, info.status].map((text) => text.data)).toEqual([
      "channel",
      "说明 <&>",
      "disabled",
    ]);
    expect([info.target.fragDuration, info.target.fragCount]).toEqual([100, 99]);
    expect(info.target.playListName.data).toBe("my.m3u8");
    const records = aosList<OssLiveRecordContent>();
    await succeeds(ossGetLiveChannelHistory(options, bucket, "channel", records, null));
    expect([...records]).toEqual([]);
    await succeeds(ossDeleteLiveChannel(options, bucket, "channel", null), 204);
    expect(await ossGetLiveChannelInfo(options, bucket, "channel", info, null)).toMatchObject({
      code: 404,
      errorCode: "NoSuchLiveChannel",
    });
  });

  test("is idle until somebody pushes", async () => {
    const options = optionsFor(version);
    await make(options, "channel");
    const stat = newStat();
    await succeeds(ossGetLiveChannelStat(options, bucket, "channel", stat, null));
    expect(stat.pushflowStatus.data).toBe("Idle");
  });

  test("is listed by pages", async () => {
    const options = optionsFor(version);
    for (const name of ["a1", "a2", "a3", "b"]) await make(options, name);
    const params = ossCreateListLiveChannelParams(pool);
    aosStrSet(params.prefix, "a");
    params.maxKeys = 2;
    do {
      await succeeds(ossListLiveChannel(options, bucket, params, null));
      aosStrSet(params.marker, params.nextMarker.data);
    } while (params.truncated);
    const found = [...params.liveChannelList];
    expect(found.map(({ name }) => name.data)).toEqual(["a1", "a2", "a3"]);
    expect(found.map(({ status }) => status.data)).toEqual(["enabled", "enabled", "enabled"]);
  });

  test("leaves behind what a play list is made of", async () => {
    const options = optionsFor(version);
    await make(options, "channel");
    const now = Math.floor(Date.now() / 1000);
    const post = (): Promise<AosStatus> =>
      ossGenVodPlayList(options, bucket, "channel", "vod.m3u8", now - 60, now + 60, null);
    expect(await post()).toMatchObject({ code: 400, errorCode: "InvalidArgument" });
    const content = buffers("ts");
    await succeeds(ossPutObjectFromBuffer(options, bucket, "channel/1.ts", content, null, null));
    await succeeds(post());
  });
});

/** What a program reads of a channel's configuration. */
async function configurationOf(options: OssRequestOptions): Promise<unknown> {
  const info = ossCreateLiveChannelConfigurationContent(pool);
  await succeeds(ossGetLiveChannelInfo(options, bucket, "channel", info, null));
  const { type, playListName, fragDuration, fragCount } = info.target;
  const texts = [info.name, info.description, info.status, type, playListName];
  return [...texts.map((text) => text.data), fragDuration, fragCount];
}

describe.each([1, 4])("signed with version %i, the channel", (version) => {
  test.each<[string, (config: OssLiveChannelConfiguration) => void, readonly unknown[]]>([
    ["as C's defaults have it", () => undefined, ["enabled", "HLS", "playlist.m3u8", 5, 3]],
    [
      "as it was asked for",
      ({ status, target }) => {
        aosStrSet(status, "disabled");
        aosStrSet(target.type, "HLS");
        aosStrSet(target.playListName, "myplay.m3u8");
        Object.assign(target, { fragDuration: 100, fragCount: 99 });
      },
      ["disabled", "HLS", "myplay.m3u8", 100, 99],
    ],
  ])("is made %s", async (_, change, expected) => {
    const options = optionsFor(version);
    const config = ossCreateLiveChannelConfigurationContent(pool);
    aosStrSet(config.name, "channel");
    aosStrSet(config.description, "my test live channel,<>{}=?//&");
    change(config);
    const publish = aosList<OssLiveChannelPublishUrl>();
    const play = aosList<OssLiveChannelPlayUrl>();
    await succeeds(ossCreateLiveChannel(options, bucket, config, publish, play, null));
    expect(publish.first?.publishUrl.data).toMatch(/^rtmp:\/\/.*channel$/);
    expect(play.first?.playUrl.data).toMatch(/^http:\/\/.*\.m3u8$/);
    const told = ["channel", "my test live channel,<>{}=?//&", ...expected];
    expect(await configurationOf(options)).toEqual(told);
    await succeeds(ossDeleteLiveChannel(options, bucket, "channel", null), 204);
  });

  test("is switched off and on again", async () => {
    const options = optionsFor(version);
    await make(options, "channel");
    for (const status of ["disabled", "enabled"]) {
      await succeeds(ossPutLiveChannelStatus(options, bucket, "channel", status, null));
      expect(await configurationOf(options)).toEqual(expect.arrayContaining(["channel", status]));
    }
  });

  test("has no state once it is deleted", async () => {
    const options = optionsFor(version);
    await make(options, "channel");
    const stat = newStat();
    await succeeds(ossGetLiveChannelStat(options, bucket, "channel", stat, null));
    await succeeds(ossDeleteLiveChannel(options, bucket, "channel", null), 204);
    await fails(
      ossGetLiveChannelStat(options, bucket, "channel", stat, null),
      404,
      "NoSuchLiveChannel",
    );
  });

  test("has a URL to publish to", async () => {
    const options = optionsFor(version);
    await make(options, "channel");
    const expires = Math.floor(Date.now() / 1000) + 1800;
    const url = ossGenRtmpSignedUrl(options, bucket, "channel", "play.m3u8", expires);
    expect(url).toMatch(/^rtmp:\/\/.*channel\?.*Signature=/);
  });

  test.each<[string, { prefix: string; marker?: string; maxKeys?: number }, string[]]>([
    ["by their prefix", { prefix: "list" }, ["list1", "list2", "list3", "list4", "list5"]],
    ["by a whole name", { prefix: "list2" }, ["list2"]],
    ["from a marker on", { prefix: "list", marker: "list2" }, ["list3", "list4", "list5"]],
    ["up to a number", { prefix: "list", maxKeys: 3 }, ["list1", "list2", "list3"]],
  ])("is listed among others, %s", async (_, wish, expected) => {
    const options = optionsFor(version);
    for (const n of [1, 2, 3, 4, 5]) await make(options, `list${n}`);
    await make(options, "other");
    const params = ossCreateListLiveChannelParams(pool);
    const { prefix, marker = "", maxKeys = params.maxKeys } = wish;
    aosStrSet(params.prefix, prefix);
    aosStrSet(params.marker, marker);
    params.maxKeys = maxKeys;
    await succeeds(ossListLiveChannel(options, bucket, params, null));
    const found = [...params.liveChannelList];
    expect(found.map(({ name }) => name.data)).toEqual(expected);
    for (const channel of found) {
      expect([channel.description.data, channel.status.data]).toEqual(["说明 <&>", "enabled"]);
      expect(channel.lastModified.data).toMatch(/^\d{4}-.*Z$/);
      expect(channel.publishUrlList.first?.publishUrl.data).toMatch(/^rtmp:/);
      expect(channel.playUrlList.first?.playUrl.data).toMatch(/^http:/);
    }
  });
});
