/**
 * Prints how long reading a page of 1000 objects takes against fast-xml-parser without any check, in
 * interleaved runs of one process.
 *
 * Run: `npm run bench:xml`.
 */

import { XMLParser } from "fast-xml-parser";
import { aosParseXml } from "../../src/aos/xml.js";

const ROUNDS = 15;
const OBJECT = `<Contents><Key>dir/&amp;&#20013;.txt</Key><LastModified>2025-10-09T08:53:20.000Z</LastModified><ETag>"5B3C1A2E053D763E1B002CC607C5A0FE"</ETag><Type>Normal</Type><Size>344606</Size><StorageClass>Standard</StorageClass><Owner><ID>00220120222</ID><DisplayName>user</DisplayName></Owner></Contents>`;
const page = `<ListBucketResult>${OBJECT.repeat(1000)}</ListBucketResult>`;
const bytes = Buffer.from(page);
const parser = new XMLParser();

function milliseconds(read: () => unknown): number {
  const start = performance.now();
  if (read() === null) throw new Error("the page was refused");
  return performance.now() - start;
}

const ratios = Array.from({ length: ROUNDS }, () => {
  const unchecked = milliseconds(() => parser.parse(page) as unknown);
  return milliseconds(() => aosParseXml(bytes)) / unchecked;
}).sort((a, b) => a - b);
const [least = 0, median = 0, most = 0] = [0, ROUNDS >> 1, ROUNDS - 1].map((i) => ratios[i]);
console.log(
  `1000 objects: ${median.toFixed(2)} [${least.toFixed(2)}..${most.toFixed(2)}] of fast-xml-parser's time without any check`,
);
