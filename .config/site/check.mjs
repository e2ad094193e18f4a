/**
 * Looks at the site that `npm run docs` made: the search must find each function of oss_api.h by its
 * C name, and each link within the site must lead somewhere.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const site = new URL("../../docs/site/", import.meta.url);
/** The search engine in the site's pages, as typedoc has it. */
const lunr = createRequire(createRequire(import.meta.url).resolve("typedoc"))("lunr");

function read(name) {
  return readFileSync(new URL(name, site), "utf8");
}

/** What a reader finds first who types a text: the query is that of the site's pages. */
function firstFound({ index, rows }, text) {
  const [best] = index.search(`*${text}*`);
  return best === undefined ? "nothing" : rows[Number(best.ref)].name;
}

function searchFaults() {
  const [, packed] = /"(.*)"/.exec(read("assets/search.js"));
  const { rows, index } = JSON.parse(inflateSync(Buffer.from(packed, "base64")).toString());
  const search = { rows, index: lunr.Index.load(index) };
  const { required } = JSON.parse(
    readFileSync(new URL("../../test/conformance/required-api.json", import.meta.url), "utf8"),
  );
  const functions = required.filter(({ header, kind }) => header === "oss_api.h" && kind === "function");
  const faults = functions
    .map(({ c, ts }) => ({ c, ts, found: firstFound(search, c) }))
    .filter(({ ts, found }) => found !== ts)
    .map(({ c, ts, found }) => `${c} finds ${found}, not ${ts}`);
  return { found: functions.length - faults.length, sought: functions.length, faults };
}

/** The pages of the site, by name, with their anchors and links. */
function pages() {
  const names = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"));
  return new Map(
    names.map((name) => {
      const html = read(name);
      const values = (pattern) => Array.from(html.matchAll(pattern), ([, value]) => value);
      return [name, { ids: new Set(values(/ id="([^"]*)"/g)), links: values(/<a [^>]*?href="([^"]*)"/g) }];
    }),
  );
}

function linkFaults(all) {
  return Array.from(all, ([name, { links }]) =>
    [...new Set(links)].flatMap((link) => {
      const url = new URL(link, new URL(name, site));
      if (url.protocol !== "file:") return [];
      const anchor = decodeURIComponent(url.hash.slice(1));
      url.hash = "";
      const target = all.get(fileURLToPath(url).slice(fileURLToPath(site).length));
      const isThere = target === undefined ? existsSync(url) : anchor === "" || target.ids.has(anchor);
      return isThere ? [] : [`${name}: ${link} leads nowhere`];
    }),
  ).flat();
}

const search = searchFaults();
const all = pages();
const faults = [...search.faults, ...linkFaults(all)];
for (const fault of faults) console.error(fault);
console.log(
  `${search.found} of ${search.sought} functions found by C name, ${all.size} pages, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
