// Runs a TypeScript entry under the bundled Node 26 whatever Node started npm; see packages/cli/launcher.cjs.
"use strict";
require("../packages/cli/launcher.cjs").relaunch(require("node:path").resolve(process.argv[2]), process.argv.slice(3));
