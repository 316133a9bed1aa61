import { z } from "zod";
import { incidentParams, within } from "./api-params.ts";
import { participant } from "./participant.ts";
import { route } from "./route.ts";
import { supportForm, supportRequest } from "./support.ts";

/** Who had which part from when until when, and help within an incident. */
export const supportRoutes = {
  "participant.list": route({
    method: "GET",
    path: "/incidents/:incident/participants",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(participant),
  }),
  "support.list": route({
    method: "GET",
    path: "/incidents/:incident/support",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(supportRequest),
  }),
  "support.ask": route({
    method: "POST",
    path: "/incidents/:incident/support",
    permission: "support.answer",
    params: incidentParams,
    body: supportForm,
    output: supportRequest,
  }),
  /** The caller takes it, and is on the incident from now on. */
  "support.take": route({
    method: "POST",
    path: "/incidents/:incident/support/:support/take",
    permission: "support.answer",
    params: within("support", z.uuid()),
    output: supportRequest,
  }),
  "support.answer": route({
    method: "POST",
    path: "/incidents/:incident/support/:support/answer",
    permission: "support.answer",
    params: within("support", z.uuid()),
    body: z.object({ answer: z.string().trim().min(1).max(20_000) }),
    output: supportRequest,
  }),
};
