/**
 * What the examples find when they run: a bucket with a few objects, and a directory with a few
 * files. Each example gets a stage of its own.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
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
  "select/people.csv": "name,age,city\nAnna,31,Berlin\nBo,19,Hangzhou\nChen,44,Shanghai\n",
};

/** What an example needs otherwise than all others. */
interface Wish {
  /** The objects that are in the bucket instead. */
  readonly objects?: Readonly<Record<string, string>>;
  /** How the emulator is started otherwise. */
  readonly emulator?: Partial<OssEmulatorOptions>;
  /** More of the environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The examples that have such a wish, by name. */
const wishes: Readonly<Record<string, Wish>> = {};

/** The files that are in the directory, by name. */
const files: Readonly<Record<string, string | Buffer>> = {
  "examplefile.txt": lines.join(""),
  "examplefile.bin": Buffer.alloc(1024 * 1024, lines.join("")),
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
  emulator.requests.length = 0;
  const directory = await layOutFiles();
  return { emulator, directory, env: envOf(emulator.endpoint, wish), client, strike };

  async function strike(): Promise<void> {
    await emulator.close();
    await rm(directory, { recursive: true, force: true });
  }
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
    ...wish.env,
  };
}
