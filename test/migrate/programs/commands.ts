import {
  type AosBuf,
  type AosString,
  type AosTable,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosStatusIsOk,
  aosString,
  aosStrSet,
  aprPsprintf,
  aprSleep,
  aprTableGet,
  OSS_CONTENT_LENGTH,
  type OssRequestOptions,
  ossDeleteObject,
  ossHeadObject,
  ossPutObjectFromBuffer,
  out,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/* Function pointers: a table of commands, found by name, and a switch over what they answer. */

const ANSWER_ABSENT = 404;
const MAX_ARGUMENT = 16;

class context_t {
  options: OssRequestOptions | null = null;
  bucket: AosString = aosString();
  requests: number = 0;
}

type command_fn = (context: context_t, argument: string) => number | Promise<number>;

class command_t {
  name: string = "";
  run: command_fn | null = null;
  help: string = "";
}

async function put_command(context: context_t, argument: string): Promise<number> {
  const object = aosString();
  const buffer = aosList<AosBuf>();

  aosStrSet(object, argument);
  aosListInit(buffer);
  aosListAddTail(aosBufPack(followed(context.options).pool, "content", 7), buffer);
  context.requests++;
  const s = await ossPutObjectFromBuffer(
    followed(context.options),
    context.bucket,
    object,
    buffer,
    null,
    null,
  );
  return s.code;
}

async function head_command(context: context_t, argument: string): Promise<number> {
  const object = aosString();
  const headers = out<AosTable>();

  aosStrSet(object, argument);
  context.requests++;
  const s = await ossHeadObject(followed(context.options), context.bucket, object, null, headers);
  if (aosStatusIsOk(s)) {
    const length = aprTableGet(headers.value, OSS_CONTENT_LENGTH);

    process.stdout.write(`  length ${length !== null ? length : "unknown"}\n`);
  }
  return s.code;
}

async function delete_command(context: context_t, argument: string): Promise<number> {
  const object = aosString();

  aosStrSet(object, argument);
  ++context.requests;
  return (await ossDeleteObject(followed(context.options), context.bucket, object, null)).code;
}

async function wait_command(_context: context_t, _argument: string): Promise<number> {
  await aprSleep(1000);
  return 0;
}

const commands: command_t[] = [
  { name: "put", run: put_command, help: "stores an object" },
  { name: "head", run: head_command, help: "looks at an object" },
  { name: "delete", run: delete_command, help: "deletes an object" },
  { name: "wait", run: wait_command, help: "waits a little" },
];

function find_command(name: string): command_t | null {
  for (const command of commands) {
    if (command.name === name) {
      return command;
    }
  }
  return null;
}

async function main(): Promise<number> {
  const script = [
    ["put", "commands/one"],
    ["head", "commands/one"],
    ["wait", ""],
    ["delete", "commands/one"],
    ["head", "commands/one"],
    ["copy", "commands/one"],
  ];
  const context = new context_t();
  let i = 0;

  aosHttpIoInitialize(null, 0);
  const p = aosPoolCreate(null);
  context.options = account_options(p);
  aosStrSet(context.bucket, account_bucket());

  for (i = 0; i < script.length; i++) {
    const command = find_command(followed(script[i])[0] ?? "");

    if (command === null) {
      process.stdout.write(`${followed(script[i])[0] ?? ""}: no such command\n`);
      continue;
    }
    process.stdout.write(
      aprPsprintf(
        null,
        "%s %.*s: %s\n",
        command.name,
        MAX_ARGUMENT,
        followed(script[i])[1] ?? "",
        command.help,
      ),
    );
    const code = await followed(command.run)(context, followed(script[i])[1] ?? "");
    switch (code) {
      case 0:
        process.stdout.write("  done\n");
        break;
      case 200:
      case 204:
        process.stdout.write(`  ok, ${code}\n`);
        break;
      case ANSWER_ABSENT:
        process.stdout.write("  not there\n");

        process.stdout.write(`  answer ${code}\n`);
        break;
      /* fall through */
      default:
        process.stdout.write(`  answer ${code}\n`);
    }
  }
  process.stdout.write(`${context.requests} requests\n`);

  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();

/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}
