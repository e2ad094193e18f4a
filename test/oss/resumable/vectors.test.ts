import { resumableAdapters } from "../../conformance/adapters/resumable.js";
import { describeVectors } from "../../support/vectors.js";

describeVectors("oss_resumable", resumableAdapters);
