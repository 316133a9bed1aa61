import type { Assignment } from "@stanch/model/handling";

/** Which state may follow which. Who works remotely never arrives; an offer that was taken back may be accepted while nobody else has. */
export const assignmentSteps: Readonly<Record<Assignment["state"], readonly Assignment["state"][]>> = {
  offered: ["accepted", "declined"],
  accepted: ["under-way", "left", "declined"],
  declined: [],
  "under-way": ["arrived", "left"],
  arrived: ["left"],
  left: [],
  withdrawn: ["accepted"],
};

/** Whether an assignment may go on to that state. */
export function mayGo(assignment: Pick<Assignment, "state" | "mode">, to: Assignment["state"]): boolean {
  if (assignment.mode === "remote" && to === "arrived") return false;
  return assignmentSteps[assignment.state].includes(to);
}

/** The latest of the recorded times: the next one is not before it. */
export function lastTime(times: Assignment["times"]): number {
  return Math.max(...Object.values(times).map((time) => Date.parse(time)));
}
