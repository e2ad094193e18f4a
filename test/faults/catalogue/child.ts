/** A process that is told of one call, makes it, and tells what the caller sees. */

import { AOS_LOG_ALL, aosLogSetLevel, aosPoolCreate } from "../../../src/index.js";
import type { Setting } from "./call.js";
import { perform } from "./perform.js";

// Its parent looks for secrets in it.
aosLogSetLevel(AOS_LOG_ALL);
process.once("message", (setting: Setting) => {
  void perform(setting, aosPoolCreate(null)).then((seen) => {
    process.send?.(seen);
    process.disconnect();
  });
});
