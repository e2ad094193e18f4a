/** Loaded before each test file: gives the property tests the seed of the run. */

import fc from "fast-check";
import { testSeed } from "./random.js";

fc.configureGlobal({ seed: testSeed() });
