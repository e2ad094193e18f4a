/**
 * PostVodPlaylist: makes a play list of what a live channel left behind.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { type Answer, emptyAnswer } from "../answer.js";
import { OssError } from "../error.js";
import type { ObjectRecord } from "../store/records.js";
import type { Bucket } from "../store/store.js";
import { type Call, queryNumber } from "./call.js";
import { checkPlaylistName, liveChannel } from "./live_channel.js";
import { traitsOf } from "./traits.js";

const SECONDS_A_DAY = 24 * 60 * 60;
const LATEST: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];

/**
 * Nobody pushes here, so the fragments are the `.ts` objects under the channel's name that were
 * put in the time that is asked for; without one of them the request is refused, as the service
 * does.
 */
export async function postVodPlaylist(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  const bucket = store.bucket(request.bucket);
  const slash = request.key.lastIndexOf("/");
  checkPlaylistName(request.key.slice(slash + 1));
  const times = timesOf(call);
  const channel = liveChannel(call, request.key.slice(0, Math.max(slash, 0)));
  const fragments = fragmentsOf(bucket, `${channel.name}/`, times);
  const playlist = playlistOf(fragments, channel.fragDuration);
  const { md5, crc64, size, segments } = await store.contents.take([Buffer.from(playlist)]);
  const traits = traitsOf(request.headers, bucket);
  await store.saveObject(bucket, {
    ...traits,
    headers: { ...traits.headers, "content-type": "application/x-mpegURL" },
    key: request.key,
    type: "Normal",
    etag: md5,
    size,
    crc64: String(crc64),
    contentMd5: Buffer.from(md5, "hex").toString("base64"),
    lastModified: now,
    segments,
  });
  return emptyAnswer(200);
}

/** The time that is asked for, in seconds since 1970. */
interface Times {
  readonly start: number;
  readonly end: number;
}

function timesOf({ request }: Call): Times {
  const start = queryNumber(request, "startTime", 0, LATEST);
  const end = queryNumber(request, "endTime", 0, LATEST);
  if (end > start && end - start <= SECONDS_A_DAY) return { start, end };
  throw invalid("The end time must be after the start time, by a day at most.", "0044-00000306");
}

function fragmentsOf(bucket: Bucket, prefix: string, { start, end }: Times): ObjectRecord[] {
  const fragments = [...bucket.objects.values()]
    .filter(({ key }) => key.startsWith(prefix) && key.endsWith(".ts"))
    .filter(({ lastModified: at }) => at >= start * 1000 && at <= end * 1000)
    .sort((a, b) => a.lastModified - b.lastModified || (a.key < b.key ? -1 : 1));
  if (fragments.length > 0) return fragments;
  throw invalid("No ts file found in specified time range.", "0044-00000308");
}

function invalid(message: string, ec: string): OssError {
  return new OssError("InvalidArgument", { message, ec });
}

function playlistOf(fragments: readonly ObjectRecord[], seconds: number): string {
  const lines = fragments.map(({ key }) => {
    return `#EXTINF:${seconds.toFixed(3)},\n${key.slice(key.lastIndexOf("/") + 1)}\n`;
  });
  const head = `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-TARGETDURATION:${seconds}\n`;
  return `${head}${lines.join("")}#EXT-X-ENDLIST\n`;
}
