/** All that is fuzzed. */

import type { FuzzTarget } from "./target.js";
import { checkpoint, journal } from "./targets/checkpoint.js";
import { emulatorBytes, emulatorRequests, emulatorSql, emulatorXml } from "./targets/emulator.js";
import { numberArguments, numberTexts } from "./targets/numbers.js";
import { endpointTexts, requestHeaders, requestUrls } from "./targets/requests.js";
import { selectFrames } from "./targets/select_frames.js";
import { xmlAnswers } from "./targets/xml_answers.js";
import { xmlDocument } from "./targets/xml_document.js";

export const targets: readonly FuzzTarget[] = [
  ...[xmlDocument, xmlAnswers, checkpoint, journal, selectFrames],
  ...[requestUrls, requestHeaders, endpointTexts, numberTexts, numberArguments],
  ...[emulatorXml, emulatorSql, emulatorRequests, emulatorBytes],
];
