/** A progress bar on a terminal; a line for each tenth in a log. */
export function progressBar(label: string): (consumed: number, total: number) => void {
  const width = 30;
  let lastTenth = -1;
  return (consumed, total) => {
    const share = total === 0 ? 1 : consumed / total;
    const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
    if (process.stdout.isTTY) {
      const filled = Math.floor(share * width);
      const bar = "█".repeat(filled) + "░".repeat(width - filled);
      process.stdout.write(`\r${label} ${bar} ${percent}${share === 1 ? "\n" : ""}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth > lastTenth) process.stdout.write(`${label} ${percent}\n`);
    lastTenth = tenth;
  };
}
