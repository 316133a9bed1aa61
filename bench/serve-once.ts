/** Serves a centre on the folder named first, on the database named second if any, says where on one line, and ends in order when it is told to. */
import { openCentre } from "@stanch/server/centre";
import { pino } from "pino";

const [data = "", database = ""] = process.argv.slice(2);
const centre = await openCentre({ data, port: 0, database, log: pino({ level: "error" }, process.stderr) });
console.log(JSON.stringify({ url: centre.url, firstPassword: centre.firstPassword }));
process.once("SIGTERM", () => void centre.close().then(() => process.exit(0)));
