import { aosAdapters } from "../conformance/adapters/aos.js";
import { describeVectors } from "../support/vectors.js";

describeVectors("the portable runtime", aosAdapters);
