/**
 * The list of `aos_list.h`, without its `node` members: an entry is the struct itself.
 *
 * @packageDocumentation
 */

import { Link } from "./util/link.js";

/** Where entries stand that don't know it themselves, so that `aosListDel` needs no list, as in C. */
const places = new WeakMap<object, Link<object>>();

/**
 * An entry that knows its place in a list itself. The buffers of each request do: in a WeakMap, what
 * thousands of short requests have used outlives them until a full collection of garbage.
 */
export class ListEntry {
  #place: Link<object> | null = null;

  /**
   * Where an entry stands; `null` when it is in no list.
   *
   * @internal
   */
  static placeOf(entry: object): Link<object> | null {
    return #place in entry ? entry.#place : (places.get(entry) ?? null);
  }

  /**
   * Notes where an entry of any kind stands.
   *
   * @internal
   */
  static setPlace(entry: object, place: Link<object> | null): void {
    if (#place in entry) entry.#place = place;
    else if (place === null) places.delete(entry);
    else places.set(entry, place);
  }
}

/** On the way from the first entry of a ring to its last: quicker than a generator, for few entries. */
class Walk<T> implements IterableIterator<T> {
  /** Where it stands; `null` at the end. */
  #at: Link<T> | null;

  constructor(head: Link<T>) {
    this.#at = head;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<T, undefined> {
    let link = this.#at?.next ?? null;
    while (link?.linked === false) link = link.next;
    const entry = link?.entry ?? null;
    this.#at = entry === null ? null : link;
    return entry === null ? { done: true, value: undefined } : { done: false, value: entry };
  }
}

/**
 * A list that can be walked with `for … of`; deleting entries while walking is allowed.
 *
 * An entry is in one list at a time. Unlike C, adding it to another list takes it out of the first
 * instead of corrupting both. Port of `aos_list_t`.
 */
export class AosList<T extends object> implements Iterable<T> {
  #head = new Link<T>(null);

  /** The first entry, or `null` when the list is empty. */
  get first(): T | null {
    return this.#head.next.entry;
  }

  /** The last entry, or `null` when the list is empty. */
  get last(): T | null {
    return this.#head.prev.entry;
  }

  /** Walks from first to last. Port of `aos_list_for_each_entry` and its `_safe` form. */
  [Symbol.iterator](): IterableIterator<T> {
    return new Walk(this.#head);
  }

  /** Walks from last to first. Port of `aos_list_for_each_entry_reverse` and its `_safe` form. */
  *reversed(): IterableIterator<T> {
    for (let link = this.#head.prev; link.entry !== null; link = link.prev) {
      if (link.linked) yield link.entry;
    }
  }

  /** Puts an entry at the end; see {@link aosListAddTail}. */
  append(entry: T): void {
    aosListDel(entry);
    const link = new Link<T>(entry);
    link.insertBefore(this.#head);
    ListEntry.setPlace(entry, link);
  }

  /** Takes every entry of another list in the place of its own; see {@link aosListMovelist}. */
  takeOver(other: AosList<T>): void {
    this.clear();
    this.#head.insertRing(other.#head);
  }

  /** Forgets every entry; see {@link aosListInit}. */
  clear(): void {
    for (const entry of this) ListEntry.setPlace(entry, null);
    this.#head = new Link<T>(null);
  }
}

/** Makes an empty list: `aos_list_t list; aos_list_init(&list);` may be `const list = aosList<AosBuf>();`. */
export function aosList<T extends object>(): AosList<T> {
  return new AosList<T>();
}

/** Empties a list. Port of `aos_list_init`. */
export function aosListInit(list: AosList<object>): void {
  list.clear();
}

/** Puts `entry` at the end of `list`. Port of `aos_list_add_tail`. */
export function aosListAddTail<T extends object>(entry: T, list: AosList<T>): void {
  list.append(entry);
}

/** Takes `entry` out of the list it is in, if any. Port of `aos_list_del`. */
export function aosListDel(entry: object): void {
  const place = ListEntry.placeOf(entry);
  if (place === null) return;
  place.unlink();
  ListEntry.setPlace(entry, null);
}

/** Whether `list` has no entry. Port of `aos_list_empty`. */
export function aosListEmpty(list: AosList<object>): boolean {
  return list.first === null;
}

/** Moves every entry of `list` to `newList`, which loses what it held. Port of `aos_list_movelist`. */
export function aosListMovelist<T extends object>(list: AosList<T>, newList: AosList<T>): void {
  if (list !== newList) newList.takeOver(list);
}

/** The first entry, or `null`. Port of `aos_list_get_first`. */
export function aosListGetFirst<T extends object>(list: AosList<T>): T | null {
  return list.first;
}

/** The last entry, or `null`. Port of `aos_list_get_last`. */
export function aosListGetLast<T extends object>(list: AosList<T>): T | null {
  return list.last;
}
