import { authAdapters } from "../../conformance/adapters/auth.js";
import { describeVectors } from "../../support/vectors.js";

describeVectors("oss_auth.h", authAdapters);
