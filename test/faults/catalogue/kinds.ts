/** How each kind of fault is brought about. */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { answerOf, RawServer } from "../../support/raw_server.js";
import { tlsIdentity } from "../../support/tls.js";
import { type Action, DO, damage } from "./actions.js";
import type { Fault, WireFault } from "./entry.js";
import type { World } from "./world.js";

type Kind = Fault["fault"];
type Of<K extends Kind> = Extract<Fault, { fault: K }>;

const onTheWire = (world: World, fault: WireFault): void => {
  world.gateway?.faults.add(fault);
};

const KINDS: { readonly [K in Kind]: (world: World, fault: Of<K>) => unknown } = {
  emulator: ({ emulator }, { rule }) => {
    emulator.faults.add(rule);
  },
  closedUnanswered: onTheWire,
  closedAfterAnswer: onTheWire,
  answeredBy: onTheWire,
  altered: onTheWire,
  meanwhile: (world, { fault: _, does, ...match }) => {
    world.emulator.faults.add({
      ...match,
      fault: "hold",
      until: () => act(world, does),
    });
  },
  earlier: (world, { does }) => act(world, does),
  refused: (world) => {
    world.leadNowhere();
  },
  reset: (world) =>
    world.leadTo(
      RawServer.start(async (_, socket) => {
        socket.once("data", () => socket.resetAndDestroy());
      }),
    ),
  silent: (world) =>
    world.leadTo(
      RawServer.start(async () => undefined),
      "https",
    ),
  untrusted: (world) =>
    world.leadTo(RawServer.answering(answerOf(200), tlsIdentity("server")), "https"),
  clock: (world, { seconds }) => {
    world.clockAhead = seconds * 1000;
  },
  file: ({ path }, { path: name, text }) => {
    writeFileSync(path(name), text);
  },
  directory: ({ path }, { path: name }) => {
    rmSync(path(name), { force: true });
    mkdirSync(path(name));
  },
  link: ({ path }, { path: name, to }) => {
    symlinkSync(to, path(name));
  },
  missing: ({ path }, { path: name }) => {
    rmSync(path(name));
  },
  damaged: ({ path }, { path: name }) => {
    damage(path(name));
  },
  fileLimit: (world, { blocks }) => {
    world.fileLimit = blocks;
  },
};

/** What somebody does; what goes wrong with it is not lost. */
async function act(world: World, does: Action): Promise<void> {
  try {
    await DO[does](world);
  } catch (error) {
    world.wrong.push(`${does}: ${String(error)}`);
  }
}

/** Brings a fault about. */
export async function bring<K extends Kind>(world: World, fault: Of<K>): Promise<void> {
  const kind: K = fault.fault;
  await KINDS[kind](world, fault);
}

/** Whether a fault is made on the wire between the client and the service. */
export function isOnTheWire({ fault }: Fault): boolean {
  const makers: Readonly<Record<Kind, unknown>> = KINDS;
  return makers[fault] === onTheWire;
}
