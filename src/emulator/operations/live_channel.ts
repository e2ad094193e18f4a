/**
 * Live channels: put, status, info, stat, history and delete. They are kept and shown; nobody can
 * push to them, so none is ever live.
 *
 * @packageDocumentation
 */

import { Buffer } from "node:buffer";
import { type Answer, emptyAnswer, xmlAnswer } from "../answer.js";
import { anyText, oneOf, readShape, type Shape, wholeNumber } from "../documents/shape.js";
import { OssError } from "../error.js";
import type { LiveChannelRecord } from "../store/records.js";
import { childText, readXml, type XmlNode } from "../xml.js";
import { type XmlElement, xmlDocument } from "../xml_writer.js";
import { type Call, readDocument } from "./call.js";

const LONGEST_DESCRIPTION = 128;
const LONGEST_NAME = 128;

const shape: Shape = {
  Description: { shape: anyText },
  Status: { shape: oneOf("enabled", "disabled") },
  Target: {
    least: 1,
    shape: {
      Type: { least: 1, shape: oneOf("HLS") },
      FragDuration: { shape: wholeNumber("FragDuration", 1, 100) },
      FragCount: { shape: wholeNumber("FragCount", 1, 100) },
      PlaylistName: { shape: anyText },
    },
  },
};

/** PutLiveChannel: makes a channel, or changes the one of that name. */
async function putLiveChannel(call: Call): Promise<Answer> {
  const { request, store, now } = call;
  store.bucket(request.bucket);
  const root = readXml(await readDocument(call), "LiveChannelConfiguration");
  readShape(root, shape);
  const channel = channelOf(request.key, root, now);
  await save(call, request.key, channel);
  return xmlAnswer(xmlDocument("CreateLiveChannelResult", urlElements(call, channel)));
}

function channelOf(name: string, root: XmlNode, now: number): LiveChannelRecord {
  const target = root.children.find((node) => node.name === "Target") ?? root;
  const description = childText(root, "Description") ?? "";
  const playlistName = childText(target, "PlaylistName") ?? "playlist.m3u8";
  if (Buffer.byteLength(description) > LONGEST_DESCRIPTION)
    throw refused("Description", description);
  checkPlaylistName(playlistName);
  return {
    name,
    description,
    status: childText(root, "Status") === "disabled" ? "disabled" : "enabled",
    fragDuration: Number(childText(target, "FragDuration") ?? 5),
    fragCount: Number(childText(target, "FragCount") ?? 3),
    playlistName,
    lastModified: now,
  };
}

/** Refuses what can't be the name of a play list. */
export function checkPlaylistName(name: string): void {
  if (/^.+\.m3u8$/s.test(name) && name.length <= LONGEST_NAME) return;
  throw refused("PlaylistName", name);
}

function refused(name: string, value: string): OssError {
  return new OssError("InvalidArgument", {
    elements: { ArgumentName: name, ArgumentValue: value },
  });
}

/** Where a channel is pushed to and played. */
export function urlElements({ request }: Call, channel: LiveChannelRecord): readonly XmlElement[] {
  const host = request.headers.get("host") ?? "";
  const inHost = request.host.startsWith(`${request.bucket}.`);
  const base = inHost ? host : `${host}/${request.bucket}`;
  return [
    ["PublishUrls", [["Url", `rtmp://${base}/live/${channel.name}`]]],
    ["PlayUrls", [["Url", `http://${base}/${channel.name}/${channel.playlistName}`]]],
  ];
}

/** A channel by its name; throws NoSuchLiveChannel. */
export function liveChannel({ request, store }: Call, name: string): LiveChannelRecord {
  const channels = new Map(Object.entries(store.bucket(request.bucket).record.liveChannels ?? {}));
  const channel = channels.get(name);
  if (channel !== undefined) return channel;
  throw new OssError("NoSuchLiveChannel", { elements: { LiveChannel: name } });
}

/** Keeps a channel, or with `undefined` forgets it. */
async function save(
  { request, store }: Call,
  name: string,
  channel?: LiveChannelRecord,
): Promise<void> {
  const { record } = store.bucket(request.bucket);
  const others = Object.entries(record.liveChannels ?? {}).filter(([other]) => other !== name);
  const liveChannels = Object.fromEntries(
    channel === undefined ? others : [...others, [name, channel]],
  );
  await store.saveBucket({ ...record, liveChannels });
}

/** PutLiveChannelStatus. */
async function putLiveChannelStatus(call: Call): Promise<Answer> {
  const { key, query } = call.request;
  const channel = liveChannel(call, key);
  const status = query.get("status");
  if (status !== "enabled" && status !== "disabled") throw refused("status", status);
  await save(call, key, { ...channel, status });
  return emptyAnswer(200);
}

/** What is put to a live channel: with a status only that, otherwise all of it. */
export function putLive(call: Call): Promise<Answer> {
  return call.request.query.has("status") ? putLiveChannelStatus(call) : putLiveChannel(call);
}

/** What is got of a live channel: `comp` says what. */
export function getLive(call: Call): Answer {
  const comp = call.request.query.get("comp");
  const channel = liveChannel(call, call.request.key);
  switch (comp) {
    case "":
      return getLiveChannelInfo(channel);
    case "stat":
      return getLiveChannelStat(channel);
    case "history":
      return xmlAnswer(xmlDocument("LiveChannelHistory", []));
    default:
      throw refused("comp", comp);
  }
}

function getLiveChannelInfo(channel: LiveChannelRecord): Answer {
  return xmlAnswer(
    xmlDocument("LiveChannelConfiguration", [
      ["Description", channel.description],
      ["Status", channel.status],
      [
        "Target",
        [
          ["Type", "HLS"],
          ["FragDuration", channel.fragDuration],
          ["FragCount", channel.fragCount],
          ["PlaylistName", channel.playlistName],
        ],
      ],
    ]),
  );
}

function getLiveChannelStat({ status }: LiveChannelRecord): Answer {
  const shown = status === "enabled" ? "Idle" : "Disabled";
  return xmlAnswer(xmlDocument("LiveChannelStat", [["Status", shown]]));
}

/** DeleteLiveChannel. */
export async function deleteLiveChannel(call: Call): Promise<Answer> {
  liveChannel(call, call.request.key);
  await save(call, call.request.key);
  return emptyAnswer(204);
}
