import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { CallBackService } from "./call-back-service.ts";

export function callBackHandlers({
  within,
  callBacks,
}: {
  readonly within: IncidentWork;
  readonly callBacks: CallBackService;
}): Handlers<`callBack.${"list" | "record"}`> {
  return {
    "callBack.list": (call, { params: { incident } }) =>
      within(call, "callBack.list", incident, (unit) => callBacks.list(unit, incident), reading),
    "callBack.record": (call, { params: { incident }, body }) =>
      within(call, "callBack.record", incident, (unit) => callBacks.record(unit, incident, body)),
  };
}
