/**
 * The links that lists and pools are made of. Imports nothing.
 *
 * @packageDocumentation
 */

/** One place in a ring; the place without an entry is the ring's head. */
export class Link<T> {
  readonly entry: T | null;
  prev: Link<T> = this;
  next: Link<T> = this;
  linked = true;

  constructor(entry: T | null) {
    this.entry = entry;
  }

  insertBefore(place: Link<T>): void {
    this.prev = place.prev;
    this.next = place;
    place.prev.next = this;
    place.prev = this;
  }

  /** Puts all other places of a ring before this one; `head` is alone afterwards. */
  insertRing(head: Link<T>): void {
    if (head.next === head) return;
    head.next.prev = this.prev;
    this.prev.next = head.next;
    head.prev.next = this;
    this.prev = head.prev;
    head.prev = head;
    head.next = head;
  }

  /** Keeps its own neighbours, so that a walk that stands here can go on. */
  unlink(): void {
    this.linked = false;
    this.prev.next = this.next;
    this.next.prev = this.prev;
  }

  /**
   * Forgets its neighbours too: it keeps nothing alive that came and went beside it, and may be cut off
   * again.
   */
  cutOff(): void {
    this.unlink();
    this.prev = this;
    this.next = this;
  }
}
