/** How the API's data look (`api.generated.ts`): C's declarations beside TypeScript's types. */

/** Where a name is imported from: `oss-c-sdk` or `oss-c-sdk/aos`. */
export type Entry = "." | "./aos";

/** What C does with what a pointer leads to: reads, writes, or both. */
export type Direction = "in" | "out" | "inout";

export interface ApiParam {
  /** C's name. */
  readonly name: string;
  /** C's type; "" for a macro's parameter, `...` for the variable ones. */
  readonly c: string;
  readonly dir: Direction;
  /** TypeScript's type: `AosStringLike | null`, `Out<AosTable> | null`, `AosList<OssCorsRule>`. */
  readonly ts: string;
  /** TypeScript callers may leave it out. */
  readonly optional?: true;
}

/** What functions and callbacks have in common. */
interface Signature {
  /** C's type; "" for a macro. */
  readonly returns: string;
  /** TypeScript's type, without its promise. */
  readonly tsReturns: string;
  /** It gives a promise. */
  readonly async?: true;
  readonly params: readonly ApiParam[];
  /** C's own parameters, where they are not the same in number: each such call has a rule of its own. */
  readonly cParams?: readonly { readonly name: string }[];
}

/** A function, or a macro that looks like one. */
export interface ApiFunction extends Signature {
  readonly c: string;
  readonly ts: string;
  readonly from: Entry;
  readonly header: string;
}

export interface ApiField {
  readonly c: string;
  /** C's type. */
  readonly type: string;
  /** `null` where there is no counterpart: a list's links and the node within a structure. */
  readonly ts: string | null;
  readonly tsType: string;
  /** It is filled (`aosStrSet`), not assigned. */
  readonly readonly?: true;
}

interface NamedType {
  readonly c: string;
  readonly ts: string;
  readonly from: Entry;
  /** The call that makes an empty one, as `aosString()`; `null` where there is none. */
  readonly make: string | null;
}

export interface ApiStruct extends NamedType {
  readonly kind: "struct";
  readonly fields: readonly ApiField[];
}

export interface ApiCallback extends NamedType, Signature {
  readonly kind: "callback";
}

export type ApiType = ApiStruct | ApiCallback | (NamedType & { readonly kind: "enum" | "opaque" });

export interface ApiConstant {
  readonly c: string;
  readonly ts: string;
  readonly from: Entry;
  /** The enumeration it is of, or what it is. */
  readonly tsType: string;
  readonly value?: number | string;
}

/** A name that C has not: `out`, `aosList`, `Out`. */
export interface ApiHelper {
  readonly ts: string;
  readonly from: Entry;
}

/** A name of the headers that has no counterpart, and why. */
export interface ApiExcluded {
  readonly c: string;
  readonly why: string;
}
