/**
 * ListLiveChannel.
 *
 * @packageDocumentation
 */

import { type Answer, xmlAnswer } from "../answer.js";
import type { LiveChannelRecord } from "../store/records.js";
import { SortedMap } from "../store/sorted_map.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { type Call, isoTime, queryNumber } from "./call.js";
import { urlElements } from "./live_channel.js";
import { pageOf } from "./page.js";

/** Lists the channels of a bucket by pages. */
export function listLiveChannels(call: Call): Answer {
  const { request, store } = call;
  const channels = new SortedMap<LiveChannelRecord>();
  for (const channel of Object.values(store.bucket(request.bucket).record.liveChannels ?? {})) {
    channels.set(channel.name, channel);
  }
  const [prefix, marker] = [request.query.get("prefix"), request.query.get("marker")];
  const most = queryNumber(request, "max-keys", 100, [1, 1000]);
  const page = pageOf(channels, { prefix, delimiter: "", marker, most });
  const entries = page.entries.map(
    (channel): XmlElement => [
      "LiveChannel",
      [
        ["Name", channel.name],
        ["Description", channel.description],
        ["Status", channel.status],
        ["LastModified", isoTime(channel.lastModified)],
        ...urlElements(call, channel),
      ],
    ],
  );
  return xmlAnswer(
    xmlDocument("ListLiveChannelResult", [
      ["Prefix", prefix],
      ["Marker", marker],
      ["MaxKeys", most],
      ["IsTruncated", page.truncated],
      ...(page.truncated ? [["NextMarker", page.next] as const] : []),
      ...entries,
    ]),
  );
}
