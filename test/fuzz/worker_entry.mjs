/** Where the threads begin: Node's own flags do not bring TypeScript into a thread. */

import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
