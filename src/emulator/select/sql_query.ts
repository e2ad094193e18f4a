/**
 * What an SQL expression asks for.
 *
 * @packageDocumentation
 */

/** A value that can be computed of a row. */
export type SqlValue =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "null" }
  | { readonly kind: "cast"; readonly to: "number" | "integer" | "text"; readonly of: SqlValue };

/** How two values are compared. */
export type SqlComparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** An element of a pattern: a character, any one character (`_`), or as many as may be (`%`). */
export type SqlLikeElement =
  | { readonly kind: "literal"; readonly character: string }
  | { readonly kind: "one" }
  | { readonly kind: "many" };

/** A condition that a row meets, does not meet, or of which nothing is known. */
export type SqlCondition =
  | { readonly kind: "and" | "or"; readonly left: SqlCondition; readonly right: SqlCondition }
  | { readonly kind: "not"; readonly of: SqlCondition }
  | {
      readonly kind: "compare";
      readonly how: SqlComparison;
      readonly left: SqlValue;
      readonly right: SqlValue;
    }
  | {
      readonly kind: "like";
      readonly of: SqlValue;
      readonly pattern: readonly SqlLikeElement[];
    }
  | { readonly kind: "in"; readonly of: SqlValue; readonly list: readonly SqlValue[] }
  | { readonly kind: "is null"; readonly of: SqlValue };

/** What is computed of all rows together. */
export type SqlAggregate = "count" | "sum" | "avg" | "min" | "max";

/** A column of the result. */
export type SqlColumn =
  | { readonly kind: "all" }
  | { readonly kind: "value"; readonly value: SqlValue; readonly title: string }
  | {
      readonly kind: "aggregate";
      readonly what: SqlAggregate;
      /** Null for the rows themselves. */
      readonly of: SqlValue | null;
      readonly title: string;
    };

/** A whole expression. */
export interface SqlQuery {
  /** What the result has. */
  readonly columns: readonly SqlColumn[];
  /** Which rows are taken; null for all. */
  readonly where: SqlCondition | null;
  /** The most rows; Infinity for all. */
  readonly limit: number;
}
