/** The side of fast-xml-parser: its validator and its parser on a page of a list. */
import { request } from "node:http";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { repeated, runJob } from "./child.mjs";

function fetched(url) {
  return new Promise((resolve, reject) => {
    const asked = request(url, async (answer) => {
      let text = "";
      for await (const chunk of answer.setEncoding("utf8")) text += chunk;
      resolve(text);
    });
    asked.on("error", reject).end();
  });
}

await runJob({
  async list(job) {
    const page = await fetched(`${job.endpoint}/bench/?prefix=1000`);
    const parser = new XMLParser();
    return repeated(job, async () => {
      if (XMLValidator.validate(page) !== true) throw new Error("the page was refused");
      parser.parse(page);
    });
  },
});
