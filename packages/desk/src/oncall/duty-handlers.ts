import { found } from "../desk-error.ts";
import type { Handlers } from "../handler.ts";
import { readRequest } from "../request/request-repo.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { DutyService } from "./duty-service.ts";
import type { EscalationService } from "./escalation-service.ts";
import type { HandoverService } from "./handover-service.ts";

type DutyOperation =
  | `duty.${"plan" | "now" | "shifts" | "check" | "remove"}`
  | `handover.${"list" | "write" | "take"}`
  | `${"team" | "rotation" | "schedule" | "policy"}.put`
  | `escalation.${"get" | "acknowledge" | "resolve"}`;

const reading = { readOnly: true };

async function shown(escalations: EscalationService, unit: Unit, request: string) {
  // Of a request that is not there nothing is said, not even that it has no chain.
  found(await readRequest(unit.tx, request), "request");
  const escalation = await escalations.show(unit, request);
  return escalation === undefined ? {} : { escalation };
}

export function dutyHandlers({
  work,
  duty,
  escalations,
  handovers,
}: {
  readonly work: Work;
  readonly duty: DutyService;
  readonly escalations: EscalationService;
  readonly handovers: HandoverService;
}): Handlers<DutyOperation> {
  return {
    ...handoverHandlers(work, handovers),
    "duty.plan": (call) => work(call, "duty.plan", duty.plan, reading),
    "duty.now": (call) => work(call, "duty.now", duty.now, reading),
    "duty.shifts": (call, { params, query }) =>
      work(call, "duty.shifts", (unit) => duty.shifts(unit, params.id, query.from, query.to), reading),
    "duty.check": (call, { body }) => work(call, "duty.check", (unit) => duty.check(unit, body), reading),
    "team.put": (call, { params, body }) => work(call, "team.put", (unit) => duty.putTeam(unit, params.id, body)),
    "rotation.put": (call, { params, body }) =>
      work(call, "rotation.put", (unit) => duty.putRotation(unit, params.id, body)),
    "schedule.put": (call, { params, body }) =>
      work(call, "schedule.put", (unit) => duty.putSchedule(unit, params.id, body)),
    "policy.put": (call, { params, body }) => work(call, "policy.put", (unit) => duty.putPolicy(unit, params.id, body)),
    "duty.remove": async (call, { params }) => {
      await work(call, "duty.remove", (unit) => duty.remove(unit, params.kind, params.id));
      return { ok: true as const };
    },
    "escalation.get": (call, { params }) =>
      work(call, "escalation.get", (unit) => shown(escalations, unit, params.request), reading),
    "escalation.acknowledge": (call, { params }) =>
      work(call, "escalation.acknowledge", (unit) => escalations.acknowledge(unit, params.request, params.key)),
    "escalation.resolve": (call, { params }) =>
      work(call, "escalation.resolve", (unit) => escalations.end(unit, params.request)),
  };
}

function handoverHandlers(work: Work, handovers: HandoverService): Handlers<`handover.${"list" | "write" | "take"}`> {
  return {
    "handover.list": (call) => work(call, "handover.list", handovers.list, reading),
    "handover.write": (call, { body }) => work(call, "handover.write", (unit) => handovers.write(unit, body)),
    "handover.take": (call, { params }) => work(call, "handover.take", (unit) => handovers.take(unit, params.id)),
  };
}
