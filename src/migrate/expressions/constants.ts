/** What TypeScript takes for one literal: it refuses to compare two of them, as `0 === 1`. */

import { constantOf, isEnumeration } from "../api/api.js";
import { ownGlobal } from "../program/program.js";
import type { Scope } from "../program/scope.js";
import { isNumeric, primary, type Value, withoutNull } from "./value.js";

const LITERAL = String.raw`(?:-?\d[\w.]*|"(?:\\.|[^"\\])*"|true|false)`;

/** A literal, or one of two. */
const LITERALS = new RegExp(String.raw`^(?:.* \? ${LITERAL} : )?${LITERAL}$`);

/** What is known of a value that holds one literal; none where TypeScript forgets it, as behind `??`. */
export function oneLiteral({ loose, code }: Value): string[] {
  const read = loose ?? code;
  return /^[\w.[\]]+$/.test(read) ? [`${read} ===`] : [];
}

export function isLiteralFact(fact: string): boolean {
  return fact.endsWith(" ===");
}

/** Whether a value is a literal, a constant, or a variable that is known to hold one. */
export function isLiteral(scope: Scope, value: Value): boolean {
  const { code } = value;
  if (LITERALS.test(code) || constantOf(code) !== undefined) return true;
  if (oneLiteral(value).some((fact) => scope.known.has(fact))) return true;
  return (
    !scope.locals.has(code) &&
    ownGlobal(scope.needs.program.globals, code, scope.needs.module)?.value !== undefined
  );
}

/** Both sides of a comparison. Of two that are one literal each, one is taken as any number or text. */
export function withoutLiterals(
  scope: Scope,
  left: Value,
  right: Value,
): readonly [left: Value, right: Value] {
  if (!isLiteral(scope, left) || !isLiteral(scope, right)) return [left, right];
  return LITERALS.test(left.code) ? [left, anyOf(right)] : [anyOf(left), right];
}

/** A value as TypeScript takes it when it does not know which one it is. */
export function anyOf(value: Value): Value {
  const ts = withoutNull(value.ts);
  const code = value.code;
  if (ts === "bigint") return primary(`BigInt(${code})`, value.ts);
  if (isNumeric(ts) || isEnumeration(ts)) return primary(`Number(${code})`, value.ts);
  if (ts === "boolean") return primary(`Boolean(${code})`, value.ts);
  return /^(string|char)$/.test(value.ts) ? primary(`String(${code})`, value.ts) : value;
}
