import { analysis } from "./analysis.ts";
import { closing } from "./closing.ts";
import { duty } from "./duty.ts";
import { entry } from "./entry.ts";
import { frame } from "./frame.ts";
import { incident } from "./incident.ts";
import { intake } from "./intake.ts";
import { names } from "./names.ts";
import { tasks } from "./tasks.ts";

export const en = { frame, entry, intake, incident, analysis, closing, names, tasks, duty };
export type Words = typeof en;
