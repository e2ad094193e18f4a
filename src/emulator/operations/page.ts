/**
 * One page of a listing: prefix, delimiter, marker and a greatest number.
 *
 * @module
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
  const { prefix, delimiter, marker, most, after = marker, nameOf = same } = query;
  const entries: T[] = [];
  const prefixes: string[] = [];
  let next = "";
  for (const [key, value] of map.from(compareUtf8(after, prefix) > 0 ? after : prefix)) {
    if (!key.startsWith(prefix)) break;
    if (key === after) continue;
    const group = groupOf(nameOf(key), prefix, delimiter);
    // Nothing more is said of a common prefix that was shown, on this page or the one before.
    if (group !== null && (group === next || group === marker)) continue;
    if (entries.length + prefixes.length === most) {
      return { entries, prefixes, truncated: true, next };
    }
    if (group === null) entries.push(value);
    else prefixes.push(group);
    next = group ?? key;
  }
  return { entries, prefixes, truncated: false, next };
}

function same(key: string): string {
  return key;
}

function groupOf(name: string, prefix: string, delimiter: string): string | null {
  if (delimiter === "") return null;
  const at = name.indexOf(delimiter, prefix.length);
  return at < 0 ? null : name.slice(0, at + delimiter.length);
}
