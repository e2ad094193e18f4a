/** The Authorization header of version 4, as a service gets it, against published signatures. */

import { expect, test } from "vitest";
import { aosStrSet } from "../../../src/aos/string.js";
import { ossDoPutObjectFromBuffer } from "../../../src/oss/api/object.js";
import { useAnswers } from "../../support/answers.js";
import { buffers, table } from "../../support/options.js";

const server = useAnswers();
const OBJECT = "test-sign-V4/-!@#$%^&*()/abcdefjhijklmnoqprstuvwxyz/123456789";
const PARAMS = {
  param1: "value1",
  "|param1": "value4",
  "+param1": "value3",
  "+param2": "",
  "|param2": "",
  param2: "",
};
const HEADERS = { "x-oss-head1": "value", abc: "value", ZAbc: "value", XYZ: "value" };
const REGION = "cn-hangzhou/oss";
const BOX = "cloudbox-id/oss-cloudbox";

/** The Authorization of a put that the service refuses. */
async function authorizationOf(
  cloudboxId: string,
  date: string,
  headers: Readonly<Record<string, string>>,
  params: Readonly<Record<string, string>> | null,
): Promise<string> {
  const { options, seen } = server();
  server().answer({ status: 403 });
  aosStrSet(options.config.accessKeyId, "ak");
  aosStrSet(options.config.accessKeySecret, "sk");
  aosStrSet(options.config.region, "cn-hangzhou");
  aosStrSet(options.config.cloudboxId, cloudboxId);
  options.config.signatureVersion = 4;
  const said = table({ ...headers, "x-oss-date": date });
  const query = params === null ? null : table(params);
  const args = [options, "oss-bucket-test", OBJECT, buffers(""), said, query] as const;
  expect((await ossDoPutObjectFromBuffer(...args, null, null, null)).code).toBe(403);
  return seen[0]?.headers.get("authorization") ?? "";
}

test.each([
  [
    "headers and parameters",
    "",
    "20221016T040719Z",
    HEADERS,
    PARAMS,
    `20221016/${REGION}`,
    "16e58322c5aafb55edd82813b02d6521caab8194882c786bf0e77b7987a63979",
  ],
  [
    "headers alone",
    "",
    "20221016T091431Z",
    { "x-oss-head1": "value" },
    null,
    `20221016/${REGION}`,
    "5028172a0a3806285979896982bee6e36e915cbf428ee7100a809e1f0ff43b64",
  ],
  [
    "a cloud box",
    "cloudbox-id",
    "20221016T091831Z",
    HEADERS,
    PARAMS,
    `20221016/${BOX}`,
    "939eae7d5012d444c8d1dd8c68811275928f780a859e41ddbe52cf10a100adb4",
  ],
])("with %s is the published one", async (_, box, date, headers, params, scope, signature) => {
  const credential = `ak/${scope}/aliyun_v4_request`;
  expect(await authorizationOf(box, date, headers, params)).toBe(
    `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}`,
  );
});

test("takes its day from an x-oss-date in GMT, too", async () => {
  const date = "Thu, 19 Mar 2015 18:00:00 GMT";
  const authorization = await authorizationOf("cloudbox-id", date, HEADERS, PARAMS);
  const credential = `ak/20150319/${BOX}/aliyun_v4_request`;
  expect(authorization).toContain(`OSS4-HMAC-SHA256 Credential=${credential}`);
});
