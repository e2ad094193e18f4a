/** Live channels: documents with a state, and the play lists that are made of what they left. */

import { describe, expect, test } from "vitest";
import { testAccount, useEmulator } from "../support/emulator.js";
import { put, type RawAnswer, type RawRequest, send } from "../support/raw_oss.js";

const bucket = `/${testAccount.bucket}`;
const emulator = useEmulator();

async function answer(
  method: string,
  target: string,
  more: Partial<RawRequest> = {},
): Promise<RawAnswer> {
  return await send(emulator(), { method, target: `${bucket}${target}`, ...more });
}

function outcome(got: RawAnswer): unknown[] {
  return [got.status, got.element("Code")];
}

const target = "<Target><Type>HLS</Type></Target>";
const configuration = (content: string): string =>
  `<LiveChannelConfiguration>${content}</LiveChannelConfiguration>`;

async function make(name: string, content = target): Promise<RawAnswer> {
  return await answer("PUT", `/${name}?live`, { body: configuration(content) });
}

describe("a live channel", () => {
  test("is made, shown and deleted", async () => {
    const content =
      "<Description>a &lt; b</Description><Status>disabled</Status><Target><Type>HLS</Type><FragDuration>100</FragDuration><FragCount>99</FragCount><PlaylistName>my.m3u8</PlaylistName></Target>";
    const made = await make("channel", content);
    const host = `127.0.0.1:${emulator().port}`;
    expect(String(made.body)).toContain(`<Url>rtmp://${host}${bucket}/live/channel</Url>`);
    expect(String(made.body)).toContain(`<Url>http://${host}${bucket}/channel/my.m3u8</Url>`);
    const shown = String((await answer("GET", "/channel?live")).body).replace(/\n */g, "");
    expect(shown).toContain(configuration(content));
    const stat = await answer("GET", "/channel?live&comp=stat", {
      resource: `${bucket}/channel?comp=stat&live`,
    });
    expect(stat.element("Status")).toBe("Disabled");
    expect((await answer("DELETE", "/channel?live")).status).toBe(204);
    expect(outcome(await answer("GET", "/channel?live"))).toEqual([404, "NoSuchLiveChannel"]);
    expect(outcome(await answer("DELETE", "/channel?live"))).toEqual([404, "NoSuchLiveChannel"]);
  });

  test("has defaults, a status that changes, and no history", async () => {
    await make("channel");
    const shown = await answer("GET", "/channel?live");
    const names = ["Status", "FragDuration", "FragCount", "PlaylistName"];
    expect(names.map((name) => shown.element(name))).toEqual([
      "enabled",
      "5",
      "3",
      "playlist.m3u8",
    ]);
    const comp = (what: string): Promise<RawAnswer> => answer("GET", `/channel?comp=${what}&live`);
    expect((await comp("stat")).element("Status")).toBe("Idle");
    expect((await comp("history")).element("LiveRecord")).toBeUndefined();
    expect(outcome(await comp("x"))).toEqual([400, "InvalidArgument"]);
    expect((await answer("PUT", "/channel?live&status=disabled")).status).toBe(200);
    expect((await comp("stat")).element("Status")).toBe("Disabled");
    expect(outcome(await answer("PUT", "/channel?live&status=x"))).toEqual([
      400,
      "InvalidArgument",
    ]);
    expect(outcome(await answer("PUT", "/other?live&status=enabled"))).toEqual([
      404,
      "NoSuchLiveChannel",
    ]);
  });

  test("is no object, but counts, and keeps its bucket", async () => {
    await make("channel");
    expect(outcome(await answer("GET", "/channel"))).toEqual([404, "NoSuchKey"]);
    expect((await answer("GET", "?stat")).element("LiveChannelCount")).toBe("1");
    expect(outcome(await answer("DELETE", ""))).toEqual([409, "BucketNotEmpty"]);
  });

  test.each([
    ["<Target/>", "MalformedXML"],
    ["", "MalformedXML"],
    [`<Status>on</Status>${target}`, "MalformedXML"],
    [target.replace("HLS", "RTMP"), "MalformedXML"],
    [
      target.replace("</T", "</T").replace("</Target>", "<FragCount>0</FragCount></Target>"),
      "InvalidArgument",
    ],
    [target.replace("</Target>", "<FragDuration>101</FragDuration></Target>"), "InvalidArgument"],
    [target.replace("</Target>", "<PlaylistName>.m3u8</PlaylistName></Target>"), "InvalidArgument"],
    [target.replace("</Target>", "<PlaylistName>a</PlaylistName></Target>"), "InvalidArgument"],
    [`<Description>${"ä".repeat(65)}</Description>${target}`, "InvalidArgument"],
  ])("is not made of %s", async (content, code) => {
    expect(outcome(await make("channel", content))).toEqual([400, code]);
  });
});

describe("the list of live channels", () => {
  const names = ({ body }: RawAnswer): string[] =>
    [...String(body).matchAll(/<Name>([^<]*)/g)].map(([, name = ""]) => name);

  test("comes by pages", async () => {
    for (const name of ["b2", "a", "b1", "c"]) await make(name);
    const list = (query: string): Promise<RawAnswer> =>
      answer("GET", `?live&${query}`, { resource: `${bucket}?live` });
    expect(names(await list(""))).toEqual(["a", "b1", "b2", "c"]);
    const first = await list("max-keys=2");
    expect(names(first)).toEqual(["a", "b1"]);
    expect([first.element("IsTruncated"), first.element("NextMarker")]).toEqual(["true", "b1"]);
    expect(names(await list("marker=b1"))).toEqual(["b2", "c"]);
    expect(names(await list("prefix=b"))).toEqual(["b1", "b2"]);
    expect(outcome(await list("max-keys=0"))).toEqual([400, "InvalidArgument"]);
  });
});

describe("a play list", () => {
  const seconds = Math.floor(Date.now() / 1000);
  const post = (key: string, start: number, end: number): Promise<RawAnswer> =>
    answer("POST", `/${key}?vod&startTime=${start}&endTime=${end}`, {
      resource: `${bucket}/${key}?endTime=${end}&startTime=${start}&vod`,
    });

  test("is made of the fragments under the channel's name", async () => {
    await make("channel");
    await put(emulator(), "channel/2.ts", "two");
    await put(emulator(), "channel/3.txt", "three");
    await put(emulator(), "other/1.ts", "one");
    expect((await post("channel/vod.m3u8", seconds - 60, seconds + 60)).status).toBe(200);
    const playlist = String((await answer("GET", "/channel/vod.m3u8")).body);
    expect(playlist.split("\n")).toEqual([
      "#EXTM3U",
      "#EXT-X-VERSION:3",
      "#EXT-X-MEDIA-SEQUENCE:0",
      "#EXT-X-TARGETDURATION:5",
      "#EXTINF:5.000,",
      "2.ts",
      "#EXT-X-ENDLIST",
      "",
    ]);
  });

  test("is refused without fragments, for a wrong time, name or channel", async () => {
    const bad = [400, "InvalidArgument"];
    expect(outcome(await post("channel/vod.m3u8", seconds, seconds))).toEqual(bad);
    await make("channel");
    expect(outcome(await post("channel/vod.m3u8", seconds - 60, seconds + 60))).toEqual(bad);
    await put(emulator(), "channel/1.ts", "one");
    expect(outcome(await post("channel/vod.m3u8", seconds - 60, seconds - 30))).toEqual(bad);
    expect(outcome(await post("channel/vod.m3u8", seconds, seconds))).toEqual(bad);
    expect(outcome(await post("channel/vod.m3u8", seconds - 90_000, seconds))).toEqual(bad);
    expect(outcome(await post("channel/vod.m3u", seconds - 60, seconds + 60))).toEqual(bad);
    expect(outcome(await post("other/vod.m3u8", seconds - 60, seconds + 60))).toEqual([
      404,
      "NoSuchLiveChannel",
    ]);
  });
});
