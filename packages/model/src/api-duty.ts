import { z } from "zod";
import { ok } from "./api-params.ts";
import * as d from "./duty-plan.ts";
import { escalationPolicy } from "./escalation.ts";
import { requestId } from "./ids.ts";
import { rotation, schedule } from "./oncall.ts";
import { route } from "./route.ts";

const one = z.object({ id: z.uuid() });
const instant = z.iso.datetime({ offset: true });

/** Rosters, teams, the notification chain and its runs. What is put is replaced whole; ids come from the caller. */
export const dutyRoutes = {
  "duty.plan": route({ method: "GET", path: "/duty", permission: "staff.read", output: d.dutyPlan }),
  "duty.now": route({ method: "GET", path: "/duty/now", permission: "staff.read", output: d.dutyNow }),
  "duty.shifts": route({
    method: "GET",
    path: "/duty/schedules/:id/shifts",
    permission: "staff.read",
    params: one,
    query: z.object({ from: instant, to: instant }),
    output: d.dutyShifts,
  }),
  "team.put": route({
    method: "PUT",
    path: "/duty/teams/:id",
    permission: "duty.write",
    params: one,
    body: d.teamForm,
    output: d.team,
  }),
  "rotation.put": route({
    method: "PUT",
    path: "/duty/rotations/:id",
    permission: "duty.write",
    params: one,
    body: d.rotationForm,
    output: rotation,
  }),
  "schedule.put": route({
    method: "PUT",
    path: "/duty/schedules/:id",
    permission: "duty.write",
    params: one,
    body: d.scheduleForm,
    output: schedule,
  }),
  "policy.put": route({
    method: "PUT",
    path: "/duty/policies/:id",
    permission: "duty.write",
    params: one,
    body: d.policyForm,
    output: escalationPolicy,
  }),
  /** Refused while something else of the plan uses it. */
  "duty.remove": route({
    method: "DELETE",
    path: "/duty/:kind/:id",
    permission: "duty.write",
    params: one.extend({ kind: d.dutyKind }),
    output: ok,
  }),
  "escalation.get": route({
    method: "GET",
    path: "/requests/:request/escalation",
    permission: "request.read",
    params: z.object({ request: requestId }),
    output: z.object({ escalation: d.escalation.optional() }),
  }),
  /** The caller answers for a page. */
  "escalation.acknowledge": route({
    method: "POST",
    path: "/requests/:request/escalation/:key",
    permission: "request.read",
    params: z.object({ request: requestId, key: z.string().max(20) }),
    output: d.escalation,
  }),
};
