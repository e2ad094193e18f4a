/** APR's files and directories. */

import type { Node } from "../c/grammar.js";
import { Untranslatable } from "../c/syntax.js";
import { adapted } from "../expressions/adapt.js";
import { LEVEL, primary, type Value } from "../expressions/value.js";
import type { HelperName } from "../module/helpers/helpers.js";
import type { Scope } from "../program/scope.js";
import { given, type Rule, textGiven } from "./rules.js";

/** Node's names for the flags that a file is opened with. */
const FLAGS: Readonly<Record<string, string>> = {
  APR_READ: "O_RDONLY",
  APR_WRITE: "O_WRONLY",
  APR_CREATE: "O_CREAT",
  APR_APPEND: "O_APPEND",
  APR_TRUNCATE: "O_TRUNC",
  APR_EXCL: "O_EXCL",
};

export const APR: Readonly<Record<string, Rule>> = {
  apr_file_open: (scope, [file, path, flags]) =>
    waiting(scope, "openFile", [
      given(scope, file).code,
      textGiven(scope, path).code,
      flagsOf(scope, flags),
    ]),
  apr_file_close: (scope, [file]) => waiting(scope, "closeFile", [handle(scope, file)]),
  apr_file_seek: (scope, [file, origin, offset]) => {
    if (origin?.text !== "APR_SET") {
      throw new Untranslatable(
        "a place in a file is not counted from its beginning",
        "Count it so.",
      );
    }
    const place = given(scope, offset).code;
    const code = `${scope.needs.helper("seekFile")}(${handle(scope, file)}, ${place}.value ?? 0)`;
    return primary(code, "number");
  },
  apr_file_read: (scope, [file, memory, count]) =>
    waiting(scope, "readFile", [
      handle(scope, file),
      adapted(scope, given(scope, memory), "Buffer").code,
      given(scope, count).code,
    ]),
  apr_file_write: (scope, [file, bytes, count]) =>
    waiting(scope, "writeFile", [
      handle(scope, file),
      adapted(scope, given(scope, bytes), "Uint8Array").code,
      given(scope, count).code,
    ]),
  apr_file_info_get: (scope, [info, , file]) =>
    waiting(scope, "fileInfo", [given(scope, info).code, handle(scope, file)]),
  apr_file_remove: (scope, [path]) =>
    primary(`${scope.needs.helper("removeFile")}(${textGiven(scope, path).code})`, "number"),
  apr_dir_make: directory,
  apr_dir_make_recursive: directory,
};

function directory(scope: Scope, [path]: readonly Node[]): Value {
  return primary(
    `${scope.needs.helper("makeDirectory")}(${textGiven(scope, path).code})`,
    "number",
  );
}

function handle(scope: Scope, file: Node | undefined): string {
  return scope.followed(given(scope, file)).code;
}

/** A call that is awaited, as all that is done with a file. */
function waiting(scope: Scope, name: HelperName, args: readonly string[]): Value {
  const { needs } = scope;
  needs.program.learned.learn("async", `${needs.module}/${scope.name}()`);
  const code = `await ${needs.helper(name)}(${args.join(", ")})`;
  return { code, ts: "number", level: LEVEL.unary };
}

function flagsOf(scope: Scope, flags: Node | undefined): string {
  const words = (flags?.text ?? "").split("|").map((word) => word.trim());
  const hasBoth = words.includes("APR_READ") && words.includes("APR_WRITE");
  const names = words.filter((word) => !hasBoth || !/^APR_(READ|WRITE)$/.test(word));
  const found = names.map((name) => FLAGS[name]);
  if (found.includes(undefined)) {
    throw new Untranslatable("a file is opened in a way that has no counterpart", "See node:fs.");
  }
  const constants = scope.needs.external("node:fs", "constants");
  return [...(hasBoth ? ["O_RDWR"] : []), ...found]
    .map((name) => `${constants}.${name ?? ""}`)
    .join(" | ");
}
