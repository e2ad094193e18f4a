/** How a helper looks: a text beside the program, and what it needs. */

export interface Helper<Name extends string = string> {
  readonly code: string;
  /** What it needs of Node, by module. */
  readonly node?: Readonly<Record<string, readonly string[]>>;
  /** The package's functions and constants that it needs. */
  readonly names?: readonly string[];
  /** The package's types that it needs. */
  readonly types?: readonly string[];
  /** The helper that declares what this one uses. */
  readonly after?: Name;
  /** It stands at the beginning, as the program may have run before what stands at the end is set. */
  readonly isFirst?: true;
}

/** Helpers by what their modules call them. */
export type Helpers<Name extends string> = Readonly<Record<Name, Helper<Name>>>;
