/** Goes before a program: it logs all that it does, for its parent to look for secrets in. */

import { AOS_LOG_ALL, aosLogSetLevel } from "oss-c-sdk";

aosLogSetLevel(AOS_LOG_ALL);
