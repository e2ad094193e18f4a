import { xmlAdapters } from "../../conformance/adapters/xml.js";
import { describeVectors } from "../../support/vectors.js";

describeVectors("the vectors of oss_xml.h", xmlAdapters);
