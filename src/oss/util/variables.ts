/**
 * Structures that C programs declare as variables, since the C SDK has no function that makes them:
 * `oss_bucket_stat_t stat;` is `const stat = ossBucketStat();`.
 *
 * @packageDocumentation
 */

import { aosList } from "../../aos/list.js";
import { aosString } from "../../aos/string.js";
import type {
  OssBucketStat,
  OssLiveChannelStat,
  OssRefererConfig,
  OssWebsiteConfig,
} from "../define.js";

/** An empty `oss_website_config_t`. */
export function ossWebsiteConfig(): OssWebsiteConfig {
  return { suffixStr: aosString(), keyStr: aosString() };
}

/** An `oss_referer_config_t` without referers, that lets requests without a Referer pass. */
export function ossRefererConfig(): OssRefererConfig {
  return { refererList: aosList(), allowEmptyReferer: true };
}

/** An `oss_bucket_stat_t` of zeros, for `ossGetBucketStat` to fill. */
export function ossBucketStat(): OssBucketStat {
  return { storageInBytes: 0n, objectCount: 0n, multipartUploadCount: 0n };
}

/** An empty `oss_live_channel_stat_t`, for `ossGetLiveChannelStat` to fill. */
export function ossLiveChannelStat(): OssLiveChannelStat {
  return {
    pushflowStatus: aosString(),
    connectedTime: aosString(),
    remoteAddr: aosString(),
    videoStat: { width: 0, height: 0, frameRate: 0, bandWidth: 0, codec: aosString() },
    audioStat: { bandWidth: 0, sampleRate: 0, codec: aosString() },
  };
}
