/** Asks the server for what an example left there, by a client that nobody here wrote. */

import type OSS from "ali-oss";
import type { ServerFact } from "./expectation.js";

/** An answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Asks as the expectation says. */
export async function ask(client: OSS, fact: ServerFact): Promise<Answer> {
  const { object, subresource } = fact;
  const queries = subresource === undefined ? {} : { [subresource]: null };
  const url = await client.signatureUrlV4("GET", 60, { queries }, object ?? "");
  const response = await fetch(url);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}
