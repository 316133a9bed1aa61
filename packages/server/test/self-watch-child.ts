/** Serves a centre with a mail server and an administrator, then holds its only thread for the milliseconds named third. */
import { writeSync } from "node:fs";
import { pino } from "pino";
import { openCentre } from "../src/centre.ts";

const [data = "", lateMs = "", blockMs = ""] = process.argv.slice(2);
const { url, firstPassword } = await openCentre({
  data,
  port: 0,
  database: "",
  log: pino({ level: "silent" }),
  lateMs: Number(lateMs),
});
writeSync(1, `${JSON.stringify({ url, firstPassword })}\n`);
process.stdin.once("data", () => {
  const until = Date.now() + Number(blockMs);
  // A loop that never gives back the thread: no timer of this thread can notice.
  while (Date.now() < until);
  writeSync(1, "free\n");
});
