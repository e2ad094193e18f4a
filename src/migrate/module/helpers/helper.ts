/** How a helper looks: a text for the end of a module, and what it needs. */

export interface Helper {
  readonly code: string;
  /** What it needs of Node, by module. */
  readonly node?: Readonly<Record<string, readonly string[]>>;
  /** The package's types that it needs. */
  readonly types?: readonly string[];
  /** The helper that declares what this one uses. */
  readonly after?: string;
}

/** Helpers by what their modules call them. */
export type Helpers<Name extends string> = Readonly<Record<Name, Helper>>;
