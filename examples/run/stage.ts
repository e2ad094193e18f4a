/**
 * What the examples find when they run: a bucket with a few objects, and a directory with a few
 * files. Each example gets a stage of its own.
 */

import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OSS from "ali-oss";
import { type OssEmulator, type OssEmulatorOptions, startOssEmulator } from "oss-c-sdk/emulator";

/** A stage: an emulator, and a directory to run in. */
export interface Stage {
  readonly emulator: OssEmulator;
  readonly directory: string;
  /** What the emulator is reached with. */
  readonly env: NodeJS.ProcessEnv;
  /** An independent client, to set the stage and to see what became of it. */
  readonly client: OSS;
  /** Takes it all away. */
  strike(): Promise<void>;
}

const account = {
  accessKeyId: "exampleAccessKeyId",
  accessKeySecret: "exampleAccessKeySecret",
  region: "cn-hangzhou",
};
const bucket = "examplebucket";
const lines = Array.from({ length: 40 }, (_, i) => `This is line ${i + 1} of the example.\n`);

/** The smallest PNG: one transparent pixel. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==",
  "base64",
);

/** The objects that are in the bucket, by name. */
const objects: Readonly<Record<string, string | Buffer>> = {
  "exampledir/exampleobject.txt": lines.join(""),
  "exampleobject.txt": "Hello OSS!\n",
  "example.png": picture,
  "fun/test.jpg": picture,
  "fun/movie/001.avi": "the first film",
  "fun/movie/007.avi": "the seventh film",
  "city_sample_data.csv": "name,inhabitants\nBerlin,3800000\nHangzhou,12500000\nLyon,520000\n",
  "my_key_1.zip": Buffer.alloc(250 * 1024, lines.join("")),
  "my_key_2.zip": Buffer.alloc(300 * 1024, lines.join("")),
};

/** What an example needs otherwise than all others. */
interface Wish {
  /** The objects that are in the bucket instead. */
  readonly objects?: Readonly<Record<string, string>>;
  /** How the emulator is started otherwise. */
  readonly emulator?: Partial<OssEmulatorOptions>;
  /** More of the environment, which may lead to the emulator. */
  readonly env?: (endpoint: string) => NodeJS.ProcessEnv;
  /** What is on the server beforehand, beside the objects. */
  readonly prepare?: (client: OSS) => Promise<unknown>;
  /** Whether there is a server for the service to call. */
  readonly callbacks?: boolean;
}

const token = "exampleSecurityToken";
const withToken: Wish = {
  emulator: { securityToken: token },
  env: () => ({ OSS_SESSION_TOKEN: token }),
};

/** The examples that have such a wish, by name. */
const wishes: Readonly<Record<string, Wish>> = {
  append_object_from_file: { objects: {} },
  delete_bucket: { objects: {} },
  get_cors: {
    prepare: (client) =>
      client.putBucketCORS(bucket, [{ allowedOrigin: ["*"], allowedMethod: ["GET", "PUT"] }]),
  },
  get_lifecycle: { prepare: putLifecycle },
  get_logging: { prepare: (client) => client.putBucketLogging(bucket, "exampleprefix/") },
  get_symlink: {
    prepare: (client) => client.putSymlink("exampledir/link", "exampledir/exampleobject.txt", {}),
  },
  get_website: {
    prepare: (client) =>
      client.putBucketWebsite(bucket, { index: "index.html", error: "error.html" }),
  },
  initialize_cname: {
    // The client, which goes by that name too, has nothing to put.
    objects: {},
    emulator: { cnames: { localhost: bucket } },
    env: (endpoint) => ({ OSS_CNAME: endpoint.replace("127.0.0.1", "localhost") }),
  },
  initialize_sts: withToken,
  multipart_from_buffer_with_callback: { callbacks: true },
  put_object_from_buffer_with_callback: { callbacks: true },
  sts_download: withToken,
  sts_upload: withToken,
  upload_callback: { callbacks: true },
};

/** The client's own function for it writes a date that the service does not take. */
async function putLifecycle(client: OSS): Promise<void> {
  const rule =
    "<Rule><ID>rule-1</ID><Prefix>obsoleted</Prefix><Status>Enabled</Status>" +
    "<Expiration><Days>3</Days></Expiration></Rule>";
  const url = await client.signatureUrlV4("PUT", 60, { queries: { lifecycle: null } }, "");
  const body = Buffer.from(`<LifecycleConfiguration>${rule}</LifecycleConfiguration>`);
  await fetch(url, { method: "PUT", body });
}

/** The files that are in the directory, by name. */
const files: Readonly<Record<string, string | Buffer>> = {
  "examplefile.txt": lines.join(""),
  "示例文件.txt": "More than just cloud.\n",
  "examplefile.bin": Buffer.alloc(1024 * 1024, lines.join("")),
  "local_big_file.zip": Buffer.alloc(300 * 1024, lines.join("")),
  "example.png": picture,
};

/** Puts the files of the stage into a new directory, and gives its path. */
export async function layOutFiles(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "oss-example-"));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(directory, name), content);
  }
  return directory;
}

/** Starts an emulator with the objects that the example finds, and lays out the files. */
export async function setStage(example: string): Promise<Stage> {
  const wish = wishes[example] ?? {};
  const emulator = await startOssEmulator({ ...account, buckets: [bucket], ...wish.emulator });
  const client = clientOf(emulator.port, wish);
  for (const [name, content] of Object.entries(wish.objects ?? objects)) {
    await client.put(name, Buffer.from(content));
  }
  await wish.prepare?.(client);
  emulator.requests.length = 0;
  const directory = await layOutFiles();
  const callee = wish.callbacks === true ? await startCallee() : null;
  const env = { ...envOf(emulator.endpoint, wish), OSS_CALLBACK_URL: addressOf(callee) };
  return { emulator, directory, env, client, strike };

  async function strike(): Promise<void> {
    await emulator.close();
    callee?.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Starts a program's own server, which the service tells of uploads. */
async function startCallee(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Connection", "close");
      response.end('{"Status":"OK"}');
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function addressOf(callee: Server | null): string {
  const address = callee?.address() ?? null;
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
}

function clientOf(port: number, wish: Wish): OSS {
  const stsToken = wish.emulator?.securityToken;
  const options = {
    ...account,
    ...(stsToken === undefined ? {} : { stsToken }),
    region: `oss-${account.region}`,
    bucket,
    // At a name it puts the bucket into the path.
    endpoint: `http://localhost:${port}`,
    sldEnable: true,
    authorizationV4: true,
  };
  return new OSS(options);
}

function envOf(endpoint: string, wish: Wish): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OSS_ENDPOINT: endpoint,
    OSS_REGION: account.region,
    OSS_BUCKET: bucket,
    OSS_ACCESS_KEY_ID: account.accessKeyId,
    OSS_ACCESS_KEY_SECRET: account.accessKeySecret,
    ...wish.env?.(endpoint),
  };
}
