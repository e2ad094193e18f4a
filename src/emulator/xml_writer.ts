/**
 * The XML that the emulator answers.
 *
 * @packageDocumentation
 */

/** An element: its name and what is in it. */
export type XmlElement = readonly [name: string, content: XmlContent];

/** A text, a number, or elements one after the other. */
export type XmlContent = string | number | boolean | readonly XmlElement[];

/** A whole document. */
export function xmlDocument(name: string, content: XmlContent): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element([name, content], "")}`;
}

function element([name, content]: XmlElement, indent: string): string {
  if (typeof content !== "object") {
    return `${indent}<${name}>${escapeXml(String(content))}</${name}>\n`;
  }
  const children = content.map((child) => element(child, `${indent}  `)).join("");
  return `${indent}<${name}>\n${children}${indent}</${name}>\n`;
}

/** Control characters become references too, as the service writes them, though XML forbids most. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"\u0000-\u001f]/g,
    (character) => ESCAPES.get(character) ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);
