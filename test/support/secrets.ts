/** What lets others in, by how it looks. */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ["a signature of version 1", /\bOSS [^\s:]+:[A-Za-z0-9+/]{27}=/],
  ["a signature of version 4", /\bOSS4-HMAC-SHA256\b/],
  ["a signed query", /\b(?:x-oss-)?signature(?:=|%3D)/i],
  ["a token", /\b(?:x-oss-)?security-token(?:=|%3D|: )/i],
  ["the password of a proxy", /\bBasic [A-Za-z0-9+/]{8,}/],
  ["user info", /:\/\/[^\s/?#@]+@/],
  ["what is signed", /^(?:GET|HEAD|PUT|POST|DELETE|OPTIONS)\n/m],
];

/** The sorts of secrets that a text tells, by how they look. */
export function secretsIn(text: string): string[] {
  return SHAPES.filter(([, shape]) => shape.test(text)).map(([name]) => name);
}

/** Whether a text tells a secret that is known, or something that looks like one. */
export function tellsSecret(text: string, known: string): boolean {
  return text.includes(known) || secretsIn(text).length > 0;
}
