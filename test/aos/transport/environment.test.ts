import { afterEach, expect, test, vi } from "vitest";
import { AOSE_OK } from "../../../src/aos/define.js";
import { exchange } from "../../support/http_exchange.js";
import { answerOf, RawServer } from "../../support/raw_server.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a proxy that only the environment names is not used", async () => {
  for (const name of ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]) {
    vi.stubEnv(name, "http://127.0.0.1:1");
  }
  await using server = await RawServer.answering(answerOf(200));
  expect((await exchange(server.host)).code).toBe(AOSE_OK);
});
