/** Live channels through the API, in a service that keeps them. */

import { describe, expect, test } from "vitest";
import {
  type AosList,
  type AosStatus,
  aosList,
  aosPoolCreate,
  aosString,
  aosStrSet,
  type OssLiveChannelPlayUrl,
  type OssLiveChannelPublishUrl,
  type OssLiveChannelStat,
  type OssLiveRecordContent,
  type OssRequestOptions,
  ossCreateListLiveChannelParams,
  ossCreateLiveChannel,
  ossCreateLiveChannelConfigurationContent,
  ossDeleteLiveChannel,
  ossGenVodPlayList,
  ossGetLiveChannelHistory,
  ossGetLiveChannelInfo,
  ossGetLiveChannelStat,
  ossListLiveChannel,
  ossPutLiveChannelStatus,
  ossPutObjectFromBuffer,
} from "../../src/index.js";
import { testAccount, useEmulator } from "../support/emulator.js";
import { buffers, testOptions } from "../support/options.js";

const { bucket } = testAccount;
const emulator = useEmulator();
const pool = aosPoolCreate(null);

function optionsFor(version: number): OssRequestOptions {
  const options = testOptions(pool, emulator().endpoint);
  options.config.signatureVersion = version;
  return options;
}

async function succeeds(status: Promise<AosStatus>, code = 200): Promise<void> {
  expect(await status).toMatchObject({ code, errorCode: "", errorMsg: "" });
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
    const stat: OssLiveChannelStat = {
      pushflowStatus: aosString(),
      connectedTime: aosString(),
      remoteAddr: aosString(),
      videoStat: { width: 0, height: 0, frameRate: 0, bandWidth: 0, codec: aosString() },
      audioStat: { bandWidth: 0, sampleRate: 0, codec: aosString() },
    };
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
