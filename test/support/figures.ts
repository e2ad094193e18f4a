/** Figures that a command measured, in a file that says where they come from. */

import { writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";

/**
 * Writes figures as JSON, with the date, the machine, the version of Node and the command.
 *
 * @param file - `undefined` writes nothing
 * @param command - what measured them, such as `npm run kill`
 */
export function writeFigures(file: string | undefined, command: string, figures: object): void {
  if (file === undefined) return;
  const origin = {
    command,
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "?"}, ${platform()} ${arch()}`,
    node: process.version,
  };
  writeFileSync(file, `${JSON.stringify({ ...origin, ...figures }, null, 2)}\n`);
}
