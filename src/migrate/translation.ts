/** What goes into a translation, and what comes of it. */

/** What a reader of the translation must know of a line of C. */
export interface Finding {
  readonly line: number;
  /** Whether a hand is needed, or it is only worth knowing. */
  readonly kind: "attention" | "note";
  readonly reason: string;
  readonly advice: string;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A module of TypeScript. */
export interface Translation {
  /** The C file it is of. */
  readonly path: string;
  readonly code: string;
  readonly findings: readonly Finding[];
  /** How many statements and declarations were translated. */
  readonly translated: number;
}
