/** Serves a centre on the folder named first and says where; the crash test kills it at a random moment. */
import { writeSync } from "node:fs";
import { pino } from "pino";
import { openCentre } from "../src/centre.ts";

const [data = ""] = process.argv.slice(2);
const log = pino({ level: "error" }, { write: (line: string) => void writeSync(2, line) });
const { url, firstPassword } = await openCentre({ data, port: 0, database: "", log });
writeSync(1, `${JSON.stringify({ url, firstPassword })}\n`);
