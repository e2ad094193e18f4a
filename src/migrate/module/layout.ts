/** How lines of TypeScript look: none is longer than it has to be. */

const WIDTH = 100;

/** Lines that are too long, with the arguments of their last call one by one. */
export function laidOut(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.length <= WIDTH || /^\s*\/[/*]/.test(line) ? [line] : broken(line),
  );
}

function broken(line: string): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const end = /\)(;| \{)?$/.exec(line);
  const open = end === null ? -1 : opening(line, end.index);
  if (end === null || open < 0) return [line];
  const args = listed(line.slice(open + 1, end.index));
  if (args.length < 2) return [line];
  return [
    line.slice(0, open + 1),
    ...args.map((arg) => `${indent}  ${arg},`),
    `${indent}${line.slice(end.index)}`,
  ];
}

/** Where the parenthesis opens that closes at a place; -1 where texts make it unsure. */
function opening(line: string, close: number): number {
  const bare = withoutTexts(line);
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (bare[i] === ")") depth++;
    if (bare[i] === "(" && --depth === 0) return i;
  }
  return -1;
}

function listed(text: string): string[] {
  const bare = withoutTexts(text);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (/[([{]/.test(bare[i] ?? "")) depth++;
    if (/[)\]}]/.test(bare[i] ?? "")) depth--;
    if (bare[i] === "," && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}

function withoutTexts(line: string): string {
  return line.replace(/"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g, (text) => "\0".repeat(text.length));
}
