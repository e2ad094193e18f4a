import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { type AosStatus, aosStatusCreate } from "../../../src/aos/status.js";
import { aosString } from "../../../src/aos/string.js";
import { ossGetTemporaryFileName, ossTempFileRename } from "../../../src/oss/util/files.js";
import { useTempDir } from "../../support/temp_dir.js";

const path = useTempDir();

function status(code: number): AosStatus {
  return Object.assign(aosStatusCreate(null), { code });
}

test("the temporary file lies beside its target, and its size is counted in bytes", () => {
  const name = aosString("before");
  expect(ossGetTemporaryFileName(null, "dir/ü", name)).toBe("dir/ü.tmp".length + 1 + 1);
  expect(name.data).toBe("dir/ü.tmp");
});

describe("the end of a download", () => {
  test("puts the new file into the old one's place after a success", async () => {
    writeFileSync(path("new"), "new");
    writeFileSync(path("old"), "old");
    expect(await ossTempFileRename(status(206), path("new"), path("old"), null)).toBe(0);
    expect(readFileSync(path("old"), "utf8")).toBe("new");
    expect(readdirSync(dirname(path("old")))).toEqual(["old"]);
  });

  test("removes the new file after a failure, and keeps the old one", async () => {
    writeFileSync(path("new"), "new");
    writeFileSync(path("old"), "old");
    expect(await ossTempFileRename(status(-992), path("new"), path("old"), null)).toBe(0);
    expect(readdirSync(dirname(path("old")))).toEqual(["old"]);
    expect(readFileSync(path("old"), "utf8")).toBe("old");
  });

  test("answers the operating system's number when the target can't be replaced", async () => {
    writeFileSync(path("new"), "new");
    mkdirSync(path("directory"));
    const res = await ossTempFileRename(status(200), path("new"), path("directory"), null);
    expect(res).toBe(constants.errno.EISDIR);
    expect(readFileSync(path("new"), "utf8")).toBe("new");
  });

  test("answers that the file is missing", async () => {
    const res = await ossTempFileRename(status(404), path("none"), path("old"), null);
    expect(res).toBe(constants.errno.ENOENT);
  });
});
