/** What the files of a program know of each other. */

import { describe, expect, test } from "vitest";
import { modulesOf } from "../support/c2ts.js";

describe("a variable of another file", () => {
  const header = "extern char *name;\nextern int count;\nextern int calls;\n";
  const owner = '#include "state.h"\nchar *name = NULL;\nint count = 3;\nint calls = 0;\n';
  const user = `#include "state.h"
int run(void)
{
    name = "x";
    count += 2;
    return name && count > calls;
}
`;

  test("is in a box where it is written there, and imported as it is where it is only read", async () => {
    const modules = await modulesOf({ "user.c": user, "state.c": owner, "state.h": header });
    expect(modules.get("state.c")?.code).toBe(`import { type Out, out } from "oss-c-sdk";

export const name: Out<string> = out();
export const count: { value: number } = { value: 3 };
export const calls: number = 0;
`);
    expect(modules.get("user.c")?.code).toBe(`import { calls, count, name } from "./state.js";

export function run(): number {
  name.value = "x";
  count.value += 2;
  return Number(name.value !== null && count.value > calls);
}
`);
  });

  test("is none where a function has one of that name itself", async () => {
    const local =
      '#include "state.h"\nint run(void)\n{\n    int count = 1;\n    count = 2;\n    return count;\n}\n';
    const modules = await modulesOf({ "user.c": local, "state.c": owner, "state.h": header });
    expect(modules.get("state.c")?.code).toContain("export const count: number = 3;");
    expect(modules.get("user.c")?.code).not.toContain("import");
  });
});

describe("a function that only a header tells of", () => {
  test("is imported from that header's module, and awaited: nobody knows whether it waits", async () => {
    const modules = await modulesOf({
      "user.c": '#include "util.h"\nint run(void)\n{\n    return twice(2);\n}\n',
      "util.h": "int twice(int n);\n",
    });
    expect(modules.get("user.c")?.code).toBe(`import { twice } from "./util.js";

export async function run(): Promise<number> {
  return await twice(2);
}
`);
  });

  test("is known by its definition where there is one", async () => {
    const modules = await modulesOf({
      "user.c": '#include "util.h"\nint run(void)\n{\n    return twice(2);\n}\n',
      "util.c": '#include "util.h"\nint twice(int n)\n{\n    return n * 2;\n}\n',
      "util.h": "int twice(int n);\n",
    });
    expect(modules.get("user.c")?.code).toContain("  return twice(2);");
  });
});
