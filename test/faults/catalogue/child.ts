/** A process that is told of one call, makes it, and tells what the caller sees. */

import { AOS_LOG_OFF, aosLogSetLevel, aosPoolCreate } from "../../../src/index.js";
import type { Setting } from "./call.js";
import { perform } from "./perform.js";

aosLogSetLevel(AOS_LOG_OFF);
process.once("message", (setting: Setting) => {
  void perform(setting, aosPoolCreate(null)).then((seen) => {
    process.send?.(seen);
    process.disconnect();
  });
});
