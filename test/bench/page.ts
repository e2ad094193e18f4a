/** docs/performance.md: the tables, what they were measured on, and how to read them. */

import { readdirSync, readFileSync } from "node:fs";
import { expenseTable, type Occasion, resultTable } from "./report.js";

const FIGURES = new URL("../../docs/figures/", import.meta.url);

/** The page. */
export const pageUrl: URL = new URL("../../docs/performance.md", import.meta.url);

/** What was measured on several occasions, the last one behind the others. */
function occasionsKept(): Occasion[] {
  return readdirSync(FIGURES)
    .filter((name) => /^bench-\d+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(new URL(name, FIGURES), "utf8")) as Occasion)
    .sort((a, b) => a.machine.date.localeCompare(b.machine.date));
}

/** Where each occasion was, as cells of a table. */
function machineTable(occasions: readonly Occasion[]): string {
  const lines = occasions.map(({ machine }) => {
    const { date, processor, cores, memoryGiB, system } = machine;
    const versions = Object.entries(machine.versions).map((one) => one.join(" "));
    return `| ${date} | ${processor}, ${cores} cores, ${memoryGiB} GiB | ${system} | ${versions.join(", ")} |\n`;
  });
  return `| measured on | machine | system | versions |\n| --- | --- | --- | --- |\n${lines.join("")}`;
}

function notes(occasions: readonly Occasion[]): string {
  return occasions
    .filter(({ note }) => note !== undefined)
    .map(({ machine, note }) => `- ${machine.date}: ${note}\n`)
    .join("");
}

/** The page as it is to be; `null` when nothing was measured yet. */
export function performancePage(): string | null {
  const occasions = occasionsKept();
  const last = occasions.at(-1);
  if (last === undefined) return null;
  return `# Performance

Generated from docs/figures/bench-*.json by \`npm run performance\`; don't edit. Times are GMT.

${machineTable(occasions)}
${notes(occasions)}
## How it is measured

Each run is a process of its own that times its job and not its start. The runs of a job take turns, forwards and
backwards, ${last.rounds} rounds of them (3 of lists, 6 of long transfers, up to 41 for a checkpoint's cost); each row is the
median of the ratios within a round, with the least and the greatest, so that a machine that is slower for a while
does not tip the scales. The server (\`test/bench/sink.mjs\`) is another process: it throws uploads away and answers
downloads out of one mebibyte, reading a mebibyte at a time, which is the least that a process of Node can spend on
it. Client and server share the machine's cores and its loopback; there is no TLS and no distance. Files lie in memory
where the system has a place for that (\`/dev/shm\`), so that no disk is measured. CRC-64 is on in this library and in
the C SDK; downloads are compared with the CRC-64 that the server tells. Both sign with version 4, as \`ali-oss\` does,
which computes no CRC-64.

"Plain undici" and "bare sockets" are no clients of the service: nothing is signed, checked or looked at. They
show what the rest costs, and what the limit of one process of Node is. "Signed dispatch" is the least that a
signed call through undici takes.

## What it comes to

For "at least", more is faster; for "at most", less is cheaper. A column for each occasion: the median of its
rounds, with the least and the greatest. An occasion on which the machine was not free for all jobs has some of them.

${resultTable(occasions)}
## What each run costs

Medians of the last occasion on which the job was measured. curl does not tell its processor time; its runs are one
request for the whole. The C SDK's small calls go out one at a time, as a call of it takes a thread.

${expenseTable(occasions)}
## Where the limits are

- **Two cores carry the client, the server and the kernel's copies of both.** What a process of Node can reach at
  the most is told by "bare sockets with CRC-64, against ali-oss": no HTTP client, no signature, no answer looked at.
  That one copies each window into the memory of WebAssembly; this library reads files into that memory at once.
  Of an upload's time 60 % are the kernel's copies out of the file and into the socket, 17 % the CRC-64, 7 % the rest
  of this library ([profiles](design.md#7-what-the-profiles-of-the-hottest-jobs-show)).
- **A thread of its own for the CRC-64** computes on shared memory while the main thread sends, which then has a tenth
  to a fifth less to do ("what of it is the sending thread's"): that is the most that a third core would bring. Where
  two cores carry the server too, none is free for it. There it brings nothing, takes 10 to 25 MiB more, and is used
  only if a program asks for it (\`crc64Thread\` of the request options); where there are more than two it is used by
  itself, for several parts in flight.
- **Downloads** pass undici's parser, which copies each chunk into its own memory; "bare sockets" reads into one and
  the same memory and writes it at once.
- **Small calls** have undici's \`dispatch\` and two digests below them: "undici's dispatch with a signature by hand,
  against ali-oss" is what is left when nothing else is done.
- **A checkpoint** is written, flushed and renamed once a second at most, and has a line for each part in between.
  Each of those operations wakes a thread, which takes over the core of the one that sends where both cores are busy,
  as they are when a MiB over loopback takes half a millisecond.
- **A download of 8 GiB** fills 8 GiB of memory, as its file lies there. A virtual machine gets it from its host, and
  the more slowly the more it takes, whoever asks: "eight downloads of an eighth, whose files stay" fill as much.
  What one of 8 GiB takes against those is what grows with the size of a transfer by itself.
- **A list's memory** is what V8 lets lie before it collects. "Memory held at the end" is what is left when it has.
  The heap grows to its size within the first 200 pages; so the shorter list is one that has long reached it.

## How to run it

\`\`\`sh
npm run bench                        # everything
npm run bench -- --quick             # less of everything
npm run bench -- --only upload       # the jobs whose title holds that word; FILE keeps its others
npm run bench -- --json FILE         # writes the figures as JSON too
npm run performance                  # writes this page from docs/figures/bench-*.json
\`\`\`

The C SDK takes part when \`OSS_C_SDK_BENCH\` names a program. \`test/bench/c/bench.c\` is one: build the C SDK
3.11.2 as a release, compile the file with the include directories of the SDK and of APR (\`apr-1-config
--includes --cppflags\`), and link it with the SDK's library, apr-1, aprutil-1, curl and mxml. The program takes
seven arguments and prints a line on standard output:

\`\`\`
PROGRAM JOB ENDPOINT OBJECT COUNT FILE PART_SIZE IN_FLIGHT
{"seconds":1.234567,"cpuSeconds":0.987654}
\`\`\`

| JOB | what it does |
| --- | --- |
| crc64 | COUNT times the CRC-64 of one mebibyte |
| upload | uploads FILE to OBJECT in parts of PART_SIZE bytes, IN_FLIGHT at a time, without a checkpoint |
| download | downloads OBJECT to FILE likewise |
| put, get | COUNT times a kibibyte, one after the other |
`;
}
