/** What a condition says of pointers: where they are known not to be NULL, they are followed without a check. */

import { describe, expect, test } from "vitest";
import { codeOf } from "../support/c2ts.js";

const NODE = "typedef struct node { int n; struct node *next; } node;\n";

/** The lines of a function of two pointers, both of which may be NULL. */
async function linesOf(c: string): Promise<string> {
  const code = await codeOf(
    `${NODE}int run(node *p, node *q) { ${c} if (p == NULL || q == NULL) return -1; return 0; }`,
  );
  return code.replace(/\s+/g, " ");
}

describe("is known to be there", () => {
  test.each([
    ["if (p) return p->n;", "return p.n;"],
    ["if ((p)) return p->n;", "return p.n;"],
    ["if (p != NULL) return p->n;", "return p.n;"],
    ["if (p != 0) return p->n;", "return p.n;"],
    ["if (NULL != p) return p->n;", "return p.n;"],
    ["if (p == NULL) return 1; return p->n;", "return p.n;"],
    ["if (!p) return 1; return p->n;", "return p.n;"],
    ["if (!(p != NULL)) return 1; return p->n;", "return p.n;"],
    ["if (p && q) return p->n + q->n;", "return p.n + q.n;"],
    ["if (!p || !q) return 1; return p->n + q->n;", "return p.n + q.n;"],
    ["if (!(p && q)) return 1; return p->n + q->n;", "return p.n + q.n;"],
    ["if (p && p->next) return p->next->n;", "return p.next.n;"],
    ["if (p && p->next != NULL && p->next->n) return 1;", "p.next !== null && p.next.n"],
    ["return p ? p->n : 2;", "return p !== null ? p.n : 2;"],
    ["if ((p = q->next)) return p->n;", "return p.n;"],
  ])("what %s asks for", async (c, ts) => {
    expect(await linesOf(c)).toContain(ts);
  });
});

describe("is not known to be there", () => {
  test.each([
    ["if (p || q) return p->n;", "return followed(p).n;"],
    ["if (!p || q) return p->n;", "return followed(p).n;"],
    ["if (!(p && q)) return p->n;", "return followed(p).n;"],
    ["if (p == NULL) return p->n;", "return followed(p).n;"],
    ["if (p == NULL && q == NULL) return 1; return p->n;", "return followed(p).n;"],
    ["if (p == q) return p->n;", "return followed(p).n;"],
    ["if (p != q) return p->n;", "return followed(p).n;"],
    ["if (p) q = p; return p->n;", "return followed(p).n;"],
    ["if (-1) return p->n;", "return followed(p).n;"],
    ["return p ? 2 : p->n;", "return p !== null ? 2 : followed(p).n;"],
    // TypeScript asks anew for what a call gives.
    ["if (p->next) return p->next->n;", "return followed(followed(p).next).n;"],
  ])("what %s asks for", async (c, ts) => {
    expect(await linesOf(c)).toContain(ts);
  });
});

test("what can't be translated says nothing, but is marked itself", async () => {
  const code = await codeOf(`${NODE}int run(node *p) { if (other && p) return p->n; return 0; }`);
  expect(code).toContain('never = "other has no counterpart"');
});
