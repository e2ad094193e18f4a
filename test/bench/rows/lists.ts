import { type Effort, type Group, type Run, share } from "../table.js";

/** ossListObject with its request, against the library that it stands on with a page at hand. */
export function listPage({ pages }: Effort): Group {
  const settings = { count: pages, warmUp: pages / 4, inFlight: 1 };
  return {
    title: "Page of 1000 objects",
    unit: "page",
    runs: {
      ours: { peer: "oss-c-sdk", job: "list", settings, units: pages },
      fxp: { peer: "fast-xml-parser", job: "list", settings, units: pages },
    },
    rows: [
      share("time of fast-xml-parser's with its validator", "seconds", "ours", "fxp", {
        atMost: 1.1,
        aim: 0.5,
      }),
    ],
  };
}

/** What a long list takes against one of half, when V8's heap has long reached its size. */
export function longList({ listed }: Effort): Group {
  const run = (count: number): Run => ({
    peer: "oss-c-sdk",
    job: "listAll",
    settings: { count },
    units: count / 1000,
  });
  return {
    title: `List of ${listed} objects`,
    unit: "page",
    runs: { long: run(listed), short: run(listed / 2) },
    rounds: 3,
    rows: [
      share("memory held at the end of half's", "heapMiB", "long", "short", {
        atMost: 1.1,
        aim: 1,
      }),
      share("peak resident memory of half's", "peakMiB", "long", "short", {
        atMost: 1.1,
        aim: 1,
      }),
      share("time for a page of half's", "seconds", "long", "short", { atMost: 1.1, aim: 1 }),
    ],
  };
}
