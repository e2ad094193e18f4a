/** An example is found by whatever a reader has in hand: a page, its address, a C name. */

import { describe, expect, test } from "vitest";
import { allExamples, type Example } from "../../examples/run/catalogue.js";
import { otherNames } from "../../examples/run/pages.js";
import { find } from "../../examples/run/search.js";
import { allSamples, type Sample } from "./samples.js";

const examples = allExamples();
const samples = allSamples();

function found(text: string): string[] {
  return find(examples, text).examples.map(({ name }) => name);
}

function portOf({ page, sample }: Sample): string {
  const port = examples.find((example) => example.page === page && example.sample === sample);
  return port?.name ?? `no port of ${page}, ${sample}`;
}

describe("a sample's port is found", () => {
  test.each(samples)("by the page's title in any case: $page, $sample", (sample) => {
    const port = portOf(sample);
    expect(found(sample.page)).toContain(port);
    expect(found(sample.page.toUpperCase())).toContain(port);
    expect(found(sample.page.replace("(C SDK)", "using OSS SDK for C"))).toContain(port);
  });

  test.each(samples)("by each of the page's addresses: $page, $sample", (sample) => {
    for (const address of sample.addresses) {
      expect([address, found(address)]).toEqual([
        address,
        expect.arrayContaining([portOf(sample)]),
      ]);
      expect(found(`${address}?spm=a2c4g.1#section-1`)).toContain(portOf(sample));
    }
  });

  test.each(samples)("by each C function: $page, $sample", (sample) => {
    for (const name of sample.functions) expect(found(name)).toContain(portOf(sample));
  });

  test.each(examples)("by its name, its file and its sample: $name", (example: Example) => {
    expect(found(example.name)).toContain(example.name);
    expect(found(example.file)).toContain(example.name);
    expect(found(example.sample)).toContain(example.name);
  });
});

describe("a text", () => {
  test("that is a C function's name finds what calls it, and no longer names", () => {
    expect(found("oss_put_object_from_file")).toContain("upload_file");
    expect(found("ossPutObjectFromFile()")).toEqual(found("oss_put_object_from_file"));
    expect(found("oss_put_object_from_file")).not.toContain("upload_by_signed_url");
  });

  test.each([
    ["Set logging", "put_logging"],
    ["Object Storage Service:Log storage (C SDK)", "put_logging"],
    ["断点续传上传", "resumable_upload"],
    ["MULTIPART", "multipart_upload"],
    ["range downlaod", "download_range"],
    ["delete_object", "delete_object"],
    ["oss_crc_sample", "disable_crc"],
  ])("finds what has all its words: %s", (text, name) => {
    expect(found(text)).toContain(name);
    expect(find(examples, text)).toMatchObject({ whole: true });
  });

  test.each([
    ["Configure hotlink protection settings", "put_referer"],
    ["https://www.alibabacloud.com/help/en/oss/developer-reference/set-logging-99", "put_logging"],
  ])("finds what comes nearest, and says so: %s", (text, name) => {
    expect(found(text)).toContain(name);
    expect(found(text).length).toBeLessThan(10);
    expect(find(examples, text)).toMatchObject({ whole: false });
  });

  test("without a word that any of them has finds none", () => {
    expect(found("zzz")).toEqual([]);
  });
});

test("the other names of pages are those of pages that there are", () => {
  const pages = examples.map(({ page }) => page);
  expect(Object.keys(otherNames).filter((page) => !pages.includes(page))).toEqual([]);
});
