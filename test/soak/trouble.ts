/** Random faults of the server and of the network. */

import type { OssEmulatorRequest, OssFault, OssFaults } from "../../src/emulator/index.js";

/** What may befall any request. A stall would only cost time: others prove that it is noticed. */
const FAULTS: readonly OssFault[] = [
  { fault: "error", status: 503, code: "ServiceUnavailable" },
  { fault: "error", status: 500 },
  { fault: "error", status: 429, code: "TooManyRequests" },
  { fault: "resetRequest", afterBytes: 0 },
  { fault: "resetRequest", afterBytes: 1000 },
  { fault: "resetResponse", afterBytes: 0 },
  { fault: "resetResponse", afterBytes: 1000 },
  { fault: "truncate", afterBytes: 0 },
  { fault: "truncate", afterBytes: 1000 },
  { fault: "delay", milliseconds: 20 },
  { fault: "lostAnswer" },
  { fault: "wrongCrc" },
  { fault: "missingEtag" },
  { fault: "corruptBody" },
];

/** Makes faults, unless it is told to rest. */
export class Trouble {
  readonly #random: () => number;
  readonly #chosen = new WeakMap<OssEmulatorRequest, OssFault | null>();
  /** How many of the requests one befalls. */
  share = 0.1;
  /** How many there were. */
  count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Lets the faults befall the requests to an emulator. */
  befall(faults: OssFaults): void {
    for (const fault of FAULTS) {
      const when = (request: OssEmulatorRequest): boolean => this.#choose(request) === fault;
      faults.add({ ...fault, when, times: Infinity });
    }
  }

  #choose(request: OssEmulatorRequest): OssFault | null {
    const before = this.#chosen.get(request);
    if (before !== undefined) return before;
    const isHit = this.#random() < this.share;
    const chosen = isHit ? (FAULTS[Math.floor(this.#random() * FAULTS.length)] ?? null) : null;
    this.#chosen.set(request, chosen);
    if (chosen !== null) this.count++;
    return chosen;
  }
}
