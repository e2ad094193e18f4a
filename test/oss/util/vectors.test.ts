import { createAdapters } from "../../conformance/adapters/create.js";
import { utilAdapters } from "../../conformance/adapters/util.js";
import { describeVectors } from "../../support/vectors.js";

describeVectors("oss_util.h", { ...utilAdapters, ...createAdapters });
