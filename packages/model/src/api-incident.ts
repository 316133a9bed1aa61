import { z } from "zod";
import { incidentParams, ok, pageQuery, within } from "./api-params.ts";
import * as h from "./handling.ts";
import * as ids from "./ids.ts";
import { incident, incidentState, incidentSummary } from "./incident.ts";
import { journalEntry } from "./journal.ts";
import { mostMentions } from "./mention.ts";
import { processStep } from "./process.ts";
import { route } from "./route.ts";

const instant = z.iso.datetime({ offset: true });

/** The case: overview, clock, notices, determination, people, advice. */
export const incidentRoutes = {
  "incident.list": route({
    method: "GET",
    path: "/incidents",
    permission: "incident.read",
    query: pageQuery.extend({ state: incidentState.optional(), text: z.string().max(200).optional() }),
    output: z.array(incidentSummary),
  }),
  "incident.get": route({
    method: "GET",
    path: "/incidents/:incident",
    permission: "incident.read",
    params: incidentParams,
    output: incident,
  }),
  "incident.journal": route({
    method: "GET",
    path: "/incidents/:incident/journal",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(journalEntry),
  }),
  "incident.contact": route({
    method: "POST",
    path: "/incidents/:incident/contact",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({
      person: z.string().trim().min(1).max(200),
      how: z.string().trim().min(1).max(1000),
      at: instant.optional(),
    }),
    output: incident,
  }),
  /** Only the clock for being on site; the time until the first contact is never paused. */
  "siteClock.pause": route({
    method: "POST",
    path: "/incidents/:incident/site-clock/pause",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({ reason: z.string().trim().min(1).max(1000) }),
    output: incident,
  }),
  "siteClock.resume": route({
    method: "POST",
    path: "/incidents/:incident/site-clock/resume",
    permission: "incident.write",
    params: incidentParams,
    output: incident,
  }),
  "incident.note": route({
    method: "POST",
    path: "/incidents/:incident/notes",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({
      body: z.string().trim().min(1).max(20_000),
      /** People of the staff whom the text names as `@` and their name; they are told by mail. */
      mentions: z.array(ids.staffId).max(mostMentions).default([]),
    }),
    output: ok.extend({
      /** Whom the text names; without `told` it is somebody who may not see the case. Absent when nobody. */
      mentioned: z.array(z.object({ name: z.string(), told: z.boolean() })).optional(),
    }),
  }),
  "incident.skip": route({
    method: "POST",
    path: "/incidents/:incident/skip",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({ step: processStep, reason: z.string().trim().min(1).max(4000) }),
    output: incident,
  }),
  "incident.done": route({
    method: "POST",
    path: "/incidents/:incident/steps",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({ step: processStep, note: z.string().trim().min(1).max(4000) }),
    output: incident,
  }),
  "notice.list": route({
    method: "GET",
    path: "/incidents/:incident/notices",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.notice),
  }),
  "notice.create": route({
    method: "POST",
    path: "/incidents/:incident/notices",
    permission: "notice.write",
    params: incidentParams,
    body: h.noticeForm,
    output: h.notice,
  }),
  "decision.list": route({
    method: "GET",
    path: "/incidents/:incident/decisions",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.supervisorDecision),
  }),
  "decision.create": route({
    method: "POST",
    path: "/incidents/:incident/decisions",
    permission: "incident.decide",
    params: incidentParams,
    body: h.supervisorDecisionForm,
    output: h.supervisorDecision,
  }),
  "determination.list": route({
    method: "GET",
    path: "/incidents/:incident/determinations",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.determination),
  }),
  "determination.create": route({
    method: "POST",
    path: "/incidents/:incident/determinations",
    permission: "incident.write",
    params: incidentParams,
    body: h.determinationForm,
    output: h.determination,
  }),
  "assignment.list": route({
    method: "GET",
    path: "/incidents/:incident/assignments",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.assignment),
  }),
  "assignment.create": route({
    method: "POST",
    path: "/incidents/:incident/assignments",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({ staff: ids.staffId, part: h.assignment.shape.part, mode: h.assignment.shape.mode }),
    output: h.assignment,
  }),
  "assignment.change": route({
    method: "POST",
    path: "/incidents/:incident/assignments/:assignment/state",
    permission: "incident.write",
    params: within("assignment", ids.assignmentId),
    body: z.object({ state: h.assignmentState, at: instant.optional() }),
    output: h.assignment,
  }),
  "advice.list": route({
    method: "GET",
    path: "/incidents/:incident/advice",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.advice),
  }),
  "advice.create": route({
    method: "POST",
    path: "/incidents/:incident/advice",
    permission: "incident.write",
    params: incidentParams,
    body: h.adviceForm,
    output: h.advice,
  }),
};
