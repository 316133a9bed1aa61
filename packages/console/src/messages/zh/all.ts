import type { Words } from "../en/all.ts";
import { access } from "./access.ts";
import { analysis } from "./analysis.ts";
import { closing } from "./closing.ts";
import { duty } from "./duty.ts";
import { entry } from "./entry.ts";
import { frame } from "./frame.ts";
import { going } from "./going.ts";
import { incident } from "./incident.ts";
import { intake } from "./intake.ts";
import { legal } from "./legal.ts";
import { journal } from "./journal.ts";
import { measuring } from "./measuring.ts";
import { names } from "./names.ts";
import { papers } from "./papers.ts";
import { portal } from "./portal.ts";
import { reach } from "./reach.ts";
import { rules } from "./rules.ts";
import { service } from "./service.ts";
import { tasks } from "./tasks.ts";

export const zh: Words = {
  access,
  frame,
  entry,
  intake,
  incident,
  analysis,
  closing,
  names,
  legal,
  papers,
  tasks,
  duty,
  portal,
  service,
  reach,
  rules,
  journal,
  going,
  measuring,
};
