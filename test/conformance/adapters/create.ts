import { once } from "node:events";
import { createServer } from "node:http";
import { aosBufListContent, aosCreateFileBuf } from "../../../src/aos/buf.js";
import {
  aosHttpControllerCreate,
  aosHttpRequestCreate,
  aosHttpRequestOptionsCreate,
  aosHttpResponseCreate,
  aosHttpSendRequest,
  aosReadHttpBodyMemory,
  aosWriteHttpBodyMemory,
} from "../../../src/aos/http_io.js";
import { AosList } from "../../../src/aos/list.js";
import { AosPool, aosPoolCreate } from "../../../src/aos/pool.js";
import { aosStatusCreate } from "../../../src/aos/status.js";
import { ossConfigCreate, ossRequestOptionsCreate } from "../../../src/oss/util/config.js";
import * as create from "../../../src/oss/util/create.js";
import * as createParams from "../../../src/oss/util/create_params.js";
import { camelCase, isObject, type Json } from "../values.js";
import type { VectorAdapter } from "../vectors.js";

/** What C's create function `name` makes; the name may hold arguments. */
function make(name: string, pool: AosPool): unknown {
  const [, cName = "", args] = /^(\w+)(?:\((.*)\))?$/.exec(name) ?? [];
  const found: unknown = Reflect.get({ ...create, ...createParams }, camelCase(cName));
  if (typeof found !== "function") throw new Error(`${cName} is not ported`);
  return Reflect.apply(found, undefined, args === undefined ? [pool] : argumentsOf(args, pool));
}

/** `1048576,3,TRUE,"cp.ucp"`, or `NULL` and a size in place of the pool. */
function argumentsOf(args: string, pool: AosPool): unknown[] {
  const values = args.split(",").map((arg): unknown => {
    const known = new Map<string, unknown>([
      ["NULL", null],
      ["TRUE", true],
      ["FALSE", false],
    ]);
    return known.has(arg) ? known.get(arg) : (JSON.parse(arg) as unknown);
  });
  return values[0] === null ? values : [pool, ...values];
}

/** What reading a field that is not set gives: a TypeError where C has NULL. */
function readOrNull(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Shows a structure as the vector does: dotted names reach into structures, and lists are empty. */
function shown(made: unknown, expected: Json): unknown {
  if (!isObject(expected) || typeof made !== "object" || made === null) return made;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(expected)) {
    fields[name] =
      value === "empty list" || value === "NULL links"
        ? emptiness(made, name, value)
        : valueAt(made, name);
  }
  return fields;
}

/** An entry has no node member here: it can't be wrong. */
function emptiness(made: object, name: string, expected: string): unknown {
  if (name === "node") return expected;
  const list = valueAt(made, name);
  return list instanceof AosList && list.first === null ? "empty list" : list;
}

const noPart = { index: 0, offset: 0, size: 0, completed: false, etag: "", crc64: 0n };

function valueAt(made: object, path: string): unknown {
  // The parts of a checkpoint are made when they are needed.
  if (path === "parts[9999]") return noPart;
  return path
    .split(".")
    .reduce<unknown>(
      (at, name) =>
        typeof at === "object" && at !== null ? Reflect.get(at, camelCase(name)) : undefined,
      made,
    );
}

function requestOptions(pool: AosPool): unknown {
  const options = ossRequestOptionsCreate(pool);
  return {
    config: readOrNull(() => options.config),
    ctl: readOrNull(() => options.ctl),
    poolIsTheArgument: options.pool === pool,
  };
}

/** What is made by functions of other files, with what the vector says of it. */
const others: Record<string, (pool: AosPool) => unknown> = {
  oss_config_create: ossConfigCreate,
  oss_request_options_create: requestOptions,
  "oss_request_options_create(NULL)": () => ({
    poolCreated: ossRequestOptionsCreate(null).pool instanceof AosPool,
  }),
  aos_http_request_options_create: aosHttpRequestOptionsCreate,
  aos_http_request_create: (pool) => {
    const req = aosHttpRequestCreate(pool);
    return { ...req, readBodyIsMemory: req.readBody === aosReadHttpBodyMemory };
  },
  aos_http_response_create: (pool) => {
    const resp = aosHttpResponseCreate(pool);
    return { ...resp, writeBodyIsMemory: resp.writeBody === aosWriteHttpBodyMemory };
  },
  "aos_http_controller_create(P,0)": (pool) => {
    const ctl = aosHttpControllerCreate(pool, 0);
    const other = aosHttpControllerCreate(pool, 0);
    return { ...ctl, optionsIsTheGlobalDefault: ctl.options === other.options };
  },
  aos_status_create: aosStatusCreate,
  aos_create_file_buf: aosCreateFileBuf,
  user_agent: sentUserAgent,
};

/** The User-Agent header that a server gets. */
async function sentUserAgent(pool: AosPool): Promise<string> {
  const server = createServer((req, res) => {
    res.end(req.headers["user-agent"]);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const req = aosHttpRequestCreate(pool);
  req.host = `127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`;
  const resp = aosHttpResponseCreate(pool);
  await aosHttpSendRequest(aosHttpControllerCreate(pool, 0), req, resp);
  server.closeAllConnections();
  server.close();
  return aosBufListContent(pool, resp.body).toString();
}

/** The vector of what everything that is created holds. */
export const createAdapters: Record<string, VectorAdapter> = {
  create_defaults: async (_, { out }) => {
    const pool = aosPoolCreate(null);
    const made: Record<string, unknown> = {};
    for (const [name, expected] of Object.entries(isObject(out) ? out : {})) {
      const value = await (others[name]?.(pool) ?? make(name, pool));
      made[name] = shown(value, expected);
    }
    return made;
  },
};
