/** C's files: `FILE` and what is done to names of files. */

import type { Node } from "../c/grammar.js";
import { adapted } from "../expressions/adapt.js";
import { counted } from "../expressions/arithmetic.js";
import { codeAt, compared, LEVEL, primary, type Value } from "../expressions/value.js";
import type { HelperName } from "../module/helpers/helpers.js";
import type { Scope } from "../program/scope.js";
import { given, type Rule, textGiven } from "./rules.js";
import { formattedText } from "./texts.js";

export const FILES: Readonly<Record<string, Rule>> = {
  fprintf: (scope, [stream, ...args]) => put(scope, stream, formattedText(scope, args)),
  fputs: (scope, [text, stream]) => put(scope, stream, textGiven(scope, text).code),
  fputc: (scope, [character, stream]) => put(scope, stream, characterOf(given(scope, character))),
  fflush: () => primary("", "nothing"),
  fopen: (scope, args) => {
    const [path, mode] = args.map((arg) => textGiven(scope, arg).code);
    return primary(`${scope.needs.helper("fopen")}(${path ?? ""}, ${mode ?? ""})`, "CFile | null");
  },
  fclose: (scope, [file]) =>
    primary(`${scope.needs.external("node:fs", "closeSync")}(${fileOf(scope, file)}.fd)`, "void"),
  fread: transfer("fread"),
  fwrite: transfer("fwrite"),
  fgets: (scope, [text, size, file]) => {
    const target = adapted(scope, given(scope, text), "AosString").code;
    const args = [target, given(scope, size).code, fileOf(scope, file)];
    const isRead = primary(`${scope.needs.helper("fgets")}(${args.join(", ")})`, "boolean");
    const is: Value = { code: `!${isRead.code}`, ts: "boolean", level: LEVEL.unary };
    return { ...isRead, zero: { is, isNot: isRead } };
  },
  fseek: (scope, [file, offset, origin]) => {
    const args = [fileOf(scope, file), given(scope, offset).code, JSON.stringify(origin?.text)];
    return primary(`${scope.needs.helper("fseek")}(${args.join(", ")})`, "number");
  },
  ftell: (scope, [file]) => primary(`${fileOf(scope, file)}.position`, "number"),
  rewind: (scope, [file]) => {
    return { code: `${fileOf(scope, file)}.position = 0`, ts: "void", level: LEVEL.assign };
  },
  feof: (scope, [file]) => primary(`${fileOf(scope, file)}.atEnd`, "boolean"),
  stat: (scope, [path, status]) => {
    const args = [textGiven(scope, path).code, given(scope, status).code];
    return primary(`${scope.needs.helper("fileStatus")}(${args.join(", ")})`, "number");
  },
  remove: (scope, [path]) => removed(scope, path),
  unlink: (scope, [path]) => removed(scope, path),
};

function fileOf(scope: Scope, node: Node | undefined): string {
  return codeAt(scope.followed(given(scope, node)), LEVEL.primary);
}

function characterOf(value: Value): string {
  return value.ts === "char" ? value.code : `String.fromCharCode(${counted(value).code})`;
}

/** Text for a stream: of the process, or of a file. */
function put(scope: Scope, stream: Node | undefined, text: string): Value {
  const standard = /^std(out|err)$/.exec(stream?.text ?? "");
  if (standard !== null) return primary(`process.${standard[0]}.write(${text})`, "void");
  return primary(`${scope.needs.helper("fputs")}(${text}, ${fileOf(scope, stream)})`, "void");
}

function transfer(name: Extract<HelperName, "fread" | "fwrite">): Rule {
  return (scope, [memory, size, count, file]) => {
    const value = given(scope, memory);
    const wanted = name === "fread" ? "Buffer" : "Uint8Array";
    const bytes = value.memory ?? adapted(scope, value, wanted).code;
    const args = [bytes, given(scope, size).code, given(scope, count).code, fileOf(scope, file)];
    return primary(`${scope.needs.helper(name)}(${args.join(", ")})`, "number");
  };
}

/** `remove` gives 0 where the file is gone. */
function removed(scope: Scope, path: Node | undefined): Value {
  const code = `${scope.needs.helper("removeFile")}(${textGiven(scope, path).code})`;
  const value = primary(code, "number");
  return {
    ...value,
    zero: { is: compared(value, "===", "0"), isNot: compared(value, "!==", "0") },
  };
}
