/** What documents name as proof is looked for, and missed when it is not there. */

import { expect, test } from "vitest";
import { deviationRows, recordFault, testFault, vectorFault } from "../support/proofs.js";

test("what is there is found", () => {
  expect(recordFault("bucket.get_bucket_acl.v1")).toBe("");
  expect(vectorFault("is_valid_ip[0]")).toBe("");
  expect(testFault("test/docs/proofs.test.ts", "what is there is found")).toBe("");
  expect(deviationRows().map(({ name }) => name)).toContain("W1");
});

test("what is not there is missed", () => {
  expect(recordFault("bucket.fly.v1")).toBe("no record bucket.fly.v1");
  expect(vectorFault("fly[0]")).toBe("no vectors fly");
  expect(vectorFault("is_valid_ip[9999]")).toBe("is_valid_ip has no case 9999");
  expect(vectorFault("is_valid_ip")).toBe("no vectors ");
  expect(testFault("test/docs/proofs.test.ts", "another title")).toContain("no test of this title");
});
