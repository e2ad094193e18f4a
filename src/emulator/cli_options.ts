/**
 * The options of the command `oss-emulator`.
 *
 * @packageDocumentation
 */

import { parseArgs } from "node:util";
import { parseFaultRule } from "./fault_rule.js";
import type { OssEmulatorRequest } from "./log.js";
import type { OssEmulatorOptions } from "./options.js";

/** What the command prints when it is asked for help. */
export const USAGE = `Usage: oss-emulator --access-key-id ID --access-key-secret SECRET [options]

An OSS-compatible server for this machine. When it is ready it prints one line of JSON:
{"endpoint":"http://127.0.0.1:49152","host":"127.0.0.1","port":49152}

  --port N                  the port; 0, the default, takes a free one
  --host ADDRESS            the address to listen on (127.0.0.1)
  --data DIR                keep everything in this directory; in memory otherwise
  --bucket NAME             make this bucket; may be given several times
  --region REGION           the region that V4 signatures must name (cn-hangzhou)
  --security-token TOKEN    the STS token that requests must bring
  --cname HOST=BUCKET       a host that stands for a bucket; may be given several times
  --minimum-part-size N     refuse to complete uploads with smaller parts, in bytes (0)
  --restore-time N          how long an object of an Archive class thaws, in milliseconds (1000)
  --fault JSON              a fault, such as
                            {"operation":"UploadPart","nth":3,"fault":"error","status":503,
                            "code":"ServiceUnavailable"}; may be given several times
  --log                     print each request, when it has ended, as one line of JSON
  --help                    this text
`;

/** Reads the options; throws a `TypeError` that says what is wrong with them. */
export function optionsOf(args: string[]): OssEmulatorOptions | "help" {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      host: { type: "string" },
      data: { type: "string" },
      bucket: { type: "string", multiple: true },
      region: { type: "string" },
      "access-key-id": { type: "string" },
      "access-key-secret": { type: "string" },
      "security-token": { type: "string" },
      cname: { type: "string", multiple: true },
      "minimum-part-size": { type: "string" },
      "restore-time": { type: "string", default: "1000" },
      fault: { type: "string", multiple: true },
      log: { type: "boolean", default: false },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return "help";
  const { host, region, data: dataDirectory, "security-token": securityToken } = values;
  return {
    accessKeyId: needed("access-key-id", values["access-key-id"]),
    accessKeySecret: needed("access-key-secret", values["access-key-secret"]),
    port: wholeNumber("port", values.port),
    minimumPartSize: wholeNumber("minimum-part-size", values["minimum-part-size"]),
    restoreTime: wholeNumber("restore-time", values["restore-time"]),
    buckets: values.bucket ?? [],
    cnames: Object.fromEntries((values.cname ?? []).map(cname)),
    faults: (values.fault ?? []).map(parseFaultRule),
    keepRequests: false,
    ...(values.log ? { onRequest: print } : {}),
    ...(host === undefined ? {} : { host }),
    ...(region === undefined ? {} : { region }),
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
    ...(securityToken === undefined ? {} : { securityToken }),
  };
}

function print(request: OssEmulatorRequest): void {
  process.stdout.write(`${JSON.stringify(request)}\n`);
}

function needed(name: string, value = ""): string {
  if (value === "") throw new TypeError(`--${name} is needed.`);
  return value;
}

function wholeNumber(name: string, value = "0"): number {
  if (!/^\d+$/.test(value)) throw new TypeError(`--${name} must be a whole number.`);
  return Number(value);
}

function cname(value: string): [host: string, bucket: string] {
  const [host = "", bucket = "", more] = value.split("=");
  if (host === "" || bucket === "" || more !== undefined) {
    throw new TypeError("--cname must be HOST=BUCKET.");
  }
  return [host, bucket];
}
