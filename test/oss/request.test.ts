import { requestAdapters } from "../conformance/adapters/request.js";
import { describeVectors } from "../support/vectors.js";

describeVectors("making requests", requestAdapters);
