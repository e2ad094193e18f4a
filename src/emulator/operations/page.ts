/**
 * One page of a listing: prefix, delimiter, marker and a greatest number.
 *
 * @packageDocumentation
 */

import { compareUtf8, type SortedMap } from "../store/sorted_map.js";

/** What a page is to hold. */
export interface PageQuery {
  /** What names begin with. */
  readonly prefix: string;
  /** What names are cut at behind the prefix, "" for not at all. */
  readonly delimiter: string;
  /** The page begins behind this name or common prefix. */
  readonly marker: string;
  /** The most entries, common prefixes among them. */
  readonly most: number;
  /** The page begins behind this key of the map; the marker itself by default. */
  readonly after?: string;
  /** The name in a key of the map; the whole key by default. */
  readonly nameOf?: (key: string) => string;
}

/** A page. */
export interface Page<T> {
  /** The entries. */
  readonly entries: readonly T[];
  /** The common prefixes. */
  readonly prefixes: readonly string[];
  /** Whether there are more. */
  readonly truncated: boolean;
  /** The marker of the next page: the last entry's key or the last common prefix. */
  readonly next: string;
}

/** Takes one page from a map. */
export function pageOf<T>(map: SortedMap<T>, query: PageQuery): Page<T> {
  const entries: T[] = [];
  const prefixes: string[] = [];
  let next = "";
  for (const [key, value] of behind(map, query)) {
    const group = groupOf(key, query);
    // Nothing more is said of a common prefix that was shown, on this page or the one before.
    if (group !== null && (group === next || group === query.marker)) continue;
    if (entries.length + prefixes.length === query.most) {
      return { entries, prefixes, truncated: true, next };
    }
    if (group === null) entries.push(value);
    else prefixes.push(group);
    next = group ?? key;
  }
  return { entries, prefixes, truncated: false, next };
}

/** Everything of the prefix behind the marker. */
function* behind<T>(map: SortedMap<T>, query: PageQuery): Generator<[string, T]> {
  const { prefix, marker, after = marker } = query;
  for (const entry of map.from(compareUtf8(after, prefix) > 0 ? after : prefix)) {
    if (!entry[0].startsWith(prefix)) return;
    if (entry[0] !== after) yield entry;
  }
}

/** The common prefix that a key goes under, null for one that stands for itself. */
function groupOf(key: string, { prefix, delimiter, nameOf }: PageQuery): string | null {
  if (delimiter === "") return null;
  const name = nameOf?.(key) ?? key;
  const at = name.indexOf(delimiter, prefix.length);
  return at < 0 ? null : name.slice(0, at + delimiter.length);
}
