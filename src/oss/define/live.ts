/**
 * `oss_define.h`: the structures of live channels.
 *
 * @packageDocumentation
 */

import type { AosBool } from "../../aos/define.js";
import type { AosList } from "../../aos/list.js";
import type { AosString } from "../../aos/string.js";

/** How a live channel is stored. Port of `oss_live_channel_target_t`. */
export interface OssLiveChannelTarget {
  /** The format; the service knows `HLS`. */
  readonly type: AosString;
  /** Length of each fragment, 1 to 100 seconds. */
  fragDuration: number;
  /** Number of fragments in the play list, 1 to 100. */
  fragCount: number;
  /** Name of the play list, which ends with `.m3u8`. */
  readonly playListName: AosString;
}

/** What a live channel is like. Port of `oss_live_channel_configuration_t`. */
export interface OssLiveChannelConfiguration {
  /** Its name. */
  readonly name: AosString;
  /** What it is about, in words; at most 128 bytes. */
  readonly description: AosString;
  /** `enabled` or `disabled`. */
  readonly status: AosString;
  /** How it is stored. */
  readonly target: OssLiveChannelTarget;
}

/** A URL to publish to. Port of `oss_live_channel_publish_url_t`. */
export interface OssLiveChannelPublishUrl {
  /** The URL, which is not signed. */
  readonly publishUrl: AosString;
}

/** A URL to play. Port of `oss_live_channel_play_url_t`. */
export interface OssLiveChannelPlayUrl {
  /** The URL. */
  readonly playUrl: AosString;
}

/** The picture that is pushed. Port of `oss_video_stat_t`. */
export interface OssVideoStat {
  /** Width in pixels. */
  width: number;
  /** Height in pixels. */
  height: number;
  /** Frames a second. */
  frameRate: number;
  /** Bytes a second. */
  bandWidth: number;
  /** The codec, as `H264`. */
  readonly codec: AosString;
}

/** The sound that is pushed. Port of `oss_audio_stat_t`. */
export interface OssAudioStat {
  /** Bytes a second. */
  bandWidth: number;
  /** Samples a second. */
  sampleRate: number;
  /** The codec, as `AAC`. */
  readonly codec: AosString;
}

/** The state of a live channel; filled by `ossGetLiveChannelStat`. Port of `oss_live_channel_stat_t`. */
export interface OssLiveChannelStat {
  /** `Disabled`, `Idle` or `Live`. */
  readonly pushflowStatus: AosString;
  /** Since when it is live, as `2026-11-22T06:07:08.000Z`; "" when it is not. */
  readonly connectedTime: AosString;
  /** Address and port of who pushes; "" when nobody does. */
  readonly remoteAddr: AosString;
  /** The picture, when it is live. */
  readonly videoStat: OssVideoStat;
  /** The sound, when it is live. */
  readonly audioStat: OssAudioStat;
}

/** A live channel in a list; filled by `ossListLiveChannel`. Port of `oss_live_channel_content_t`. */
export interface OssLiveChannelContent {
  /** Its name. */
  readonly name: AosString;
  /** What it is about, in words. */
  readonly description: AosString;
  /** `enabled` or `disabled`. */
  readonly status: AosString;
  /** When its configuration was changed, as `2026-11-22T06:07:08.000Z`. */
  readonly lastModified: AosString;
  /** The URLs to publish to. */
  readonly publishUrlList: AosList<OssLiveChannelPublishUrl>;
  /** The URLs to play. */
  readonly playUrlList: AosList<OssLiveChannelPlayUrl>;
}

/** What to list and what was found. Port of `oss_list_live_channel_params_t`. */
export interface OssListLiveChannelParams {
  /** Only names that begin with it; "" for all. */
  readonly prefix: AosString;
  /** The page begins behind this name; "" for the first page, later `nextMarker`. */
  readonly marker: AosString;
  /** At most so many channels on a page, 1 to 1000. */
  maxKeys: number;
  /** Filled: whether there is a next page. */
  truncated: AosBool;
  /** Filled: the marker of the next page; "" on the last one. */
  readonly nextMarker: AosString;
  /** Filled: the channels are added at its end. */
  readonly liveChannelList: AosList<OssLiveChannelContent>;
}

/** A push to a live channel; filled by `ossGetLiveChannelHistory`. Port of `oss_live_record_content_t`. */
export interface OssLiveRecordContent {
  /** When it began, as `2026-11-22T06:07:08.000Z`. */
  readonly startTime: AosString;
  /** When it ended, as `2026-11-22T06:07:08.000Z`. */
  readonly endTime: AosString;
  /** Address and port of who pushed. */
  readonly remoteAddr: AosString;
}
