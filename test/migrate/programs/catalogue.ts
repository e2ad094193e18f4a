import {
  type AosBuf,
  type AosList,
  type AosPool,
  aosBufPack,
  aosHttpIoDeinitialize,
  aosHttpIoInitialize,
  aosList,
  aosListAddTail,
  aosListInit,
  aosPoolCreate,
  aosPoolDestroy,
  aosString,
  aosStrSet,
  aprPsprintf,
  type Out,
  ossPutObjectFromBuffer,
  out,
} from "oss-c-sdk";
import { account_bucket, account_options } from "./account.js";

/*
 * Structures of the program's own: an array of them, pointers to them, one within another, a list of
 * the SDK's kind made of them.
 */

const SHELF_FICTION = 0;
const SHELF_SCIENCE = 1;

class facts_t {
  pages: number = 0;
  price: number = 0;
}

class book_t {
  title: string = "";
  shelf: number = 0;
  facts: facts_t = new facts_t();
  note: string = "";
}

class order_struct {
  book: book_t | null = null;
  copies: number = 0;
}

const books: book_t[] = [
  { title: "emma", shelf: SHELF_FICTION, facts: { pages: 474, price: 7.5 }, note: "" },
  { title: "optics", shelf: SHELF_SCIENCE, facts: { pages: 406, price: 12.3 }, note: "" },
  { title: "ulysses", shelf: SHELF_FICTION, facts: { pages: 730, price: 9.0 }, note: "long" },
];

const book_count: number = books.length;

function find_book(title: string): book_t | null {
  let i = 0;

  for (i = 0; i < book_count; i++) {
    if (followed(books[i]).title === title) {
      return followed(books[i]);
    }
  }
  return null;
}

function order_books(_p: AosPool, orders: AosList<object>, title: string, copies: number): number {
  const book = find_book(title);

  if (book === null) {
    return -1;
  }
  const order = new order_struct();
  order.book = book;
  order.copies = copies;
  aosListAddTail(order, orders);
  return copies;
}

/* Writes the sums through its pointers, as far as there are any. */
function add_up(
  orders: AosList<order_struct>,
  price: Out<number>,
  pages: Out<number> | null,
): void {
  price.value = 0;
  for (const order of orders) {
    price.value = (price.value ?? 0) + order.copies * followed(order.book).facts.price;
    if (pages !== null) {
      pages.value = (pages.value ?? 0) + order.copies * followed(order.book).facts.pages;
    }
  }
}

async function main(): Promise<number> {
  const bucket = aosString();
  const object = aosString();
  const orders = aosList<order_struct>();
  const body = aosList<AosBuf>();
  const marked = followed(books[1]);
  const copy = new book_t();
  const price = out<number>(0);
  const pages = out<number>(0);
  let text = "";

  aosHttpIoInitialize(null, 0);
  const p = aosPoolCreate(null);
  const options = account_options(p);
  aosStrSet(bucket, account_bucket());
  aosStrSet(object, "catalogue/orders.csv");

  Object.assign(copy, { ...marked, facts: { ...marked.facts } });
  copy.facts.pages++;
  marked.note = "new";
  process.stdout.write(
    `${copy.title} ${copy.facts.pages} ${marked.facts.pages} '${copy.note}' '${marked.note}'\n`,
  );

  aosListInit(orders);
  process.stdout.write(`emma: ${order_books(p, orders, "emma", 2)}\n`);
  process.stdout.write(`optics: ${order_books(p, orders, "optics", 1)}\n`);
  process.stdout.write(`faust: ${order_books(p, orders, "faust", 1)}\n`);
  add_up(orders, price, pages);
  process.stdout.write(
    aprPsprintf(null, "%.2f for %d pages\n", price.value ?? 0, pages.value ?? 0),
  );
  add_up(orders, price, null);
  process.stdout.write(aprPsprintf(null, "%.1f\n", price.value ?? 0));

  aosListInit(body);
  for (const order of orders) {
    text = `${followed(order.book).title},${followed(order.book).shelf === SHELF_SCIENCE ? "science" : "fiction"},${order.copies}\n`;
    const line = aosBufPack(p, text);
    aosListAddTail(line, body);
  }
  const s = await ossPutObjectFromBuffer(options, bucket, object, body, null, null);
  process.stdout.write(`stored: ${s.code}\n`);

  aosPoolDestroy(p);
  aosHttpIoDeinitialize();
  return 0;
}

process.exitCode = await main();

/** What a pointer leads to. NULL leads nowhere: C would crash. */
function followed<T>(pointer: T | null | undefined): T {
  if (pointer === null || pointer === undefined) throw new TypeError("NULL is followed");
  return pointer;
}
