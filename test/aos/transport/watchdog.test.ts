import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { AOSE_CONNECTION_FAILED, AOSE_OK } from "../../../src/aos/define.js";
import { exchange, putting } from "../../support/http_exchange.js";
import { answerOf, RawServer } from "../../support/raw_server.js";

const patience = { speedLimit: 1, speedTime: 0.1 };

test("an answer may take longer than speedTime, since the service has work to do", async () => {
  await using server = await RawServer.start(async (reader, socket) => {
    await reader.request();
    await sleep(2.5 * patience.speedTime * 1000);
    socket.write(answerOf(200, "done"));
  });
  const { code, text } = await exchange(server.host, putting("body"), patience);
  expect([code, text]).toEqual([AOSE_OK, "done"]);
});

test("an answer that does not come ends the request, and the reason says so", async () => {
  await using server = await RawServer.start(async (reader) => {
    await reader.request();
  });
  const { code, reason } = await exchange(server.host, putting("body"), patience);
  expect([code, reason]).toEqual([AOSE_CONNECTION_FAILED, expect.stringMatching(/^no answer/)]);
});
