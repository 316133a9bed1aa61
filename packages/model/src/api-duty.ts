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
  /** What a rotation or schedule would leave uncovered, before it is saved. */
  "duty.check": route({
    method: "POST",
    path: "/duty/check",
    permission: "duty.write",
    body: d.dutyDraft,
    output: d.dutyGaps,
  }),
  /** Notes from one duty to the next, newest first. */
  "handover.list": route({
    method: "GET",
    path: "/duty/handovers",
    permission: "staff.read",
    output: z.array(d.handover),
  }),
  "handover.write": route({
    method: "POST",
    path: "/duty/handovers",
    permission: "request.write",
    body: d.handoverForm,
    output: d.handover,
  }),
  /** The caller has read it and is on duty now; the first who says so stands there. */
  "handover.take": route({
    method: "POST",
    path: "/duty/handovers/:id/taken",
    permission: "request.write",
    params: one,
    output: d.handover,
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
    body: d.rotationOrder,
    output: rotation,
  }),
  "schedule.put": route({
    method: "PUT",
    path: "/duty/schedules/:id",
    permission: "duty.write",
    params: one,
    body: d.scheduleOrder,
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
  /** Ends the chain: the emergency is in hands, nobody else is told. */
  "escalation.resolve": route({
    method: "POST",
    path: "/requests/:request/escalation-end",
    permission: "notice.write",
    params: z.object({ request: requestId }),
    output: d.escalation,
  }),
};
