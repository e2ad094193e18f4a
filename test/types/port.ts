/**
 * How a C prototype is ported, as section 2 of docs/design.md has it: the calls that a ported program
 * writes, made from the C types and directions alone.
 */

/** A parameter of a C function. */
export interface CParameter {
  readonly name: string;
  /** As C spells it, such as `const aos_string_t *`. */
  readonly type: string;
  readonly dir: "in" | "out" | "in/out";
  /** Of a list: the C type of its entries. */
  readonly of?: string;
}

/** A C function. */
export interface CFunction {
  readonly name: string;
  readonly returns: string;
  readonly params: readonly CParameter[];
}

/** What an `aos_string_t` that a function only reads is ported to. */
export type InputStrings = "strings" | "AosStrings";

const scalars: ReadonlyMap<string, string> = new Map([
  ["int", "number"],
  ["long", "number"],
  ["int64_t", "number"],
  ["uint64_t", "bigint"],
]);

/** One value of each enumeration; that it is the same number everywhere is the hardest case. */
const enumerations: ReadonlyMap<string, string> = new Map([
  ["oss_acl_e", "OSS_ACL_PUBLIC_READ"],
  ["oss_storage_class_type_e", "OSS_STORAGE_CLASS_IA"],
  ["oss_tier_type_e", "OSS_TIER_STANDARD"],
]);

/** `oss_put_object` as `ossPutObject`. */
export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `oss_bucket_info_t` as `OssBucketInfo`. */
function typeName(name: string): string {
  return camelCase(`_${name.replace(/_[te]$/, "")}`);
}

/** What a parameter's type means to C's compiler, without `const`, and a list's entries to the reader. */
function cType({ type, dir, of = "" }: CParameter): string {
  const plain = type.replace("const ", "");
  return plain === "aos_string_t *" ? `${plain} ${isWritten(dir) ? "written" : ""}` : plain + of;
}

function isWritten(dir: CParameter["dir"]): boolean {
  return dir !== "in";
}

/** Whether a port can tell these parameters apart by their types, as C's prototype can. */
export function differ(a: CParameter, b: CParameter): boolean {
  return cType(a) !== cType(b);
}

/** Whether C takes NULL for it: tables, what is not wanted, and callbacks. */
export function takesNull({ type }: CParameter): boolean {
  return /^aos_table_t \*|^oss_progress_callback$/.test(type);
}

/** What a ported program passes for a parameter; its types are written out, so nothing is inferred. */
export function argumentFor(parameter: CParameter, strings: InputStrings): string {
  const constant = enumerations.get(parameter.type);
  if (constant !== undefined) return constant;
  if (!isWritten(parameter.dir) && parameter.type.endsWith("aos_string_t *")) {
    return strings === "strings" ? `"${parameter.name}"` : "made<AosString>()";
  }
  return `made<${portedType(parameter)}>()`;
}

function portedType({ name, type, of = "" }: CParameter): string {
  const [, pointee = "", stars = ""] = /^(?:const )?(\w+) ?(\**)$/.exec(type) ?? [];
  const scalar = scalars.get(pointee);
  if (scalar !== undefined) {
    if (name.startsWith("is_")) return "boolean";
    return stars === "" ? scalar : `Out<${scalar}>`;
  }
  if (pointee === "aos_list_t") return `AosList<${typeName(of)}>`;
  return stars === "**" ? `Out<${typeName(pointee)}>` : typeName(pointee);
}

/** The type of what a ported function answers. */
function portedResult(returns: string): string {
  return returns === "char *" ? "string | null" : `Promise<${typeName(returns.replace(" *", ""))}>`;
}

/**
 * A module in which each line after the first ones calls a function, and the line of the first call.
 *
 * @param calls - of each, the function and its arguments
 */
export function moduleOfCalls(calls: readonly (readonly [CFunction, readonly string[]])[]): {
  readonly text: string;
  readonly firstLine: number;
} {
  const lines = calls.map(
    ([{ name, returns }, args], i) =>
      `export const call${i}: ${portedResult(returns)} = ${camelCase(name)}(${args.join(", ")});`,
  );
  const used = new Set(lines.join().match(/\b(?:[Ooa]ss|[Aa]os|Out|OSS)\w*/g));
  const names = [...used].map((name) => (/^[AO][a-z]/.test(name) ? `type ${name}` : name));
  const head = [
    `import { ${names.join(", ")} } from "oss-c-sdk";`,
    "declare function made<T>(): T;",
  ];
  return { text: [...head, ...lines].join("\n"), firstLine: head.length };
}
