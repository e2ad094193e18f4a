import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { aosHttpControllerCreate, aosHttpRequestOptionsCreate } from "../../../src/aos/http_io.js";
import { aosListAddTail } from "../../../src/aos/list.js";
import { AosPool, aosPoolCreate, aosPoolDestroy } from "../../../src/aos/pool.js";
import { AosString } from "../../../src/aos/string.js";
import {
  ossConfigCreate,
  ossConfigResolve,
  ossRequestOptionsCreate,
} from "../../../src/oss/util/config.js";
import * as create from "../../../src/oss/util/create.js";
import * as createParams from "../../../src/oss/util/create_params.js";
import { isObject, type Json, type JsonObject } from "../../conformance/values.js";

describe("request options", () => {
  test("say what is missing until it is set, and then give it back", () => {
    const options = ossRequestOptionsCreate(null);
    expect(() => options.config).toThrow(/options\.config.*ossConfigCreate/);
    expect(() => options.ctl).toThrow(/options\.ctl.*aosHttpControllerCreate/);
    expect(() => options.ctl).toThrow(TypeError);
    const config = ossConfigCreate(options.pool);
    const ctl = aosHttpControllerCreate(options.pool, 0);
    options.config = config;
    options.ctl = ctl;
    expect([options.config, options.ctl]).toEqual([config, ctl]);
    expect({ ...options }).toMatchObject({ config, ctl, pool: options.pool });
  });

  test("keep the pool they are given, and make one of their own from NULL", () => {
    const pool = aosPoolCreate(null);
    expect(ossRequestOptionsCreate(pool).pool).toBe(pool);
    expect(ossRequestOptionsCreate(null).pool).toBeInstanceOf(AosPool);
  });

  test("show no secret when they are printed", () => {
    const options = ossRequestOptionsCreate(null);
    options.config = ossConfigCreate(null);
    options.config.accessKeySecret.data = "TheSecret";
    expect(inspect(options)).not.toContain("TheSecret");
  });
});

describe("the proxy of a configuration", () => {
  test("leaves that of the controller alone when it names none", () => {
    const ctl = aosHttpControllerCreate(null, 0);
    ctl.options = { ...aosHttpRequestOptionsCreate(null), proxyHost: "given", proxyAuth: "a:b" };
    ossConfigResolve(null, ossConfigCreate(null), ctl);
    expect(ctl.options).toMatchObject({ proxyHost: "given", proxyAuth: "a:b" });
  });
});

const isSetEmpty = (json: Json): boolean =>
  isObject(json) && json["data"] === "" && json["len"] === 0;
const isNull = (json: Json): boolean => isObject(json) && json["data"] === null;

/** The strings of a structure that C sets to "", or leaves NULL, by their dotted names. */
function namesOf(fields: JsonObject, is: (json: Json) => boolean, prefix = ""): string[] {
  return Object.entries(fields).flatMap(([name, json]) => {
    if (is(json)) return [prefix + name];
    return isObject(json) && !("data" in json) ? namesOf(json, is, `${prefix}${name}.`) : [];
  });
}

function stringAt(made: unknown, path: string): AosString {
  const camel = (name: string): string => name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase());
  const found = path
    .split(".")
    .reduce<unknown>((at, name) => Reflect.get(Object(at), camel(name)), made);
  if (!(found instanceof AosString)) throw new Error(`${path} is no string`);
  return found;
}

const vector = JSON.parse(
  readFileSync(new URL("../../conformance/vectors/create_defaults.json", import.meta.url), "utf8"),
) as { cases: { out: Record<string, JsonObject> }[] };
const structures = Object.entries(vector.cases[0]?.out ?? {}).filter(([name]) =>
  /^oss_create_\w+$/.test(name),
);

describe.each(structures)("%s", (cName, fields) => {
  const name = cName.replace(/_(\w)/g, (_, c: string) => c.toUpperCase());
  const make = (): unknown => {
    const made: unknown = Reflect.get({ ...create, ...createParams }, name);
    if (typeof made !== "function") throw new Error(`${name} is not ported`);
    return Reflect.apply(made, undefined, [aosPoolCreate(null)]) as unknown;
  };

  test("tells a text that C sets to empty from one that it leaves NULL", () => {
    const made = make();
    for (const field of namesOf(fields, isSetEmpty)) {
      expect(stringAt(made, field).isNull, field).toBe(false);
    }
    for (const field of namesOf(fields, isNull)) {
      expect(stringAt(made, field).isNull, field).toBe(true);
    }
  });

  test("makes another each time, and shares no string or list with it", () => {
    const [one, other] = [make(), make()];
    const parts = (made: unknown): unknown[] =>
      typeof made === "object" && made !== null
        ? Object.values(made).filter((value) => typeof value === "object" && value !== null)
        : [];
    for (const part of parts(one)) expect(parts(other)).not.toContain(part);
    expect(one).not.toBe(other);
  });
});

describe("lists of strings", () => {
  test("a CORS rule takes what is added, in order", () => {
    const rule = create.ossCreateCorsRule(aosPoolCreate(null));
    create.ossCreateSubCorsRule(null, rule.allowedMethodList, "GET");
    create.ossCreateSubCorsRule(null, rule.allowedMethodList, "PUT");
    expect([...rule.allowedMethodList].map((sub) => sub.rule.data)).toEqual(["GET", "PUT"]);
    expect(rule.allowedOriginList.first).toBeNull();
  });

  test("a referer that was added is the entry of the list", () => {
    const params = createParams.ossCreateListObjectParams(null);
    aosListAddTail(create.ossCreateListObjectContent(null), params.objectList);
    expect(params.objectList.first?.key.data).toBe("");
  });
});

describe("NULL pools", () => {
  test("a CORS rule and result memory are NULL then, as in C", () => {
    expect(create.ossCreateCorsRule(null)).toBeNull();
    expect(create.ossCreateApiResultContent(null, 64)).toBeNull();
  });

  test("result memory is as long as it was asked for, and zeroed", () => {
    const memory = create.ossCreateApiResultContent(aosPoolCreate(null), 64);
    expect(memory?.equals(Buffer.alloc(64))).toBe(true);
    expect(create.ossCreateApiResultContent(aosPoolCreate(null), -10)).toBeNull();
  });

  test("result memory of a destroyed pool is a TypeError", () => {
    const pool = aosPoolCreate(null);
    aosPoolDestroy(pool);
    expect(() => create.ossCreateApiResultContent(pool, 1)).toThrow(TypeError);
  });
});
