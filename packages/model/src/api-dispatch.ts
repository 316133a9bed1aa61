import { z } from "zod";
import { incidentParams, within } from "./api-params.ts";
import { dispatch, dispatchForm, handlerCandidate } from "./dispatch.ts";
import { route } from "./route.ts";

/** Who goes: candidates in their order, and rounds of offers. */
export const dispatchRoutes = {
  "dispatch.candidates": route({
    method: "GET",
    path: "/incidents/:incident/candidates",
    permission: "incident.read",
    params: incidentParams,
    query: z.object({ mode: dispatchForm.shape.mode.optional() }),
    output: z.array(handlerCandidate),
  }),
  "dispatch.list": route({
    method: "GET",
    path: "/incidents/:incident/dispatches",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(dispatch),
  }),
  /** Asks the first candidate, and the next ones as long as nobody accepts. */
  "dispatch.begin": route({
    method: "POST",
    path: "/incidents/:incident/dispatches",
    permission: "incident.write",
    params: incidentParams,
    body: dispatchForm,
    output: dispatch,
  }),
  "dispatch.stop": route({
    method: "POST",
    path: "/incidents/:incident/dispatches/:dispatch/stop",
    permission: "incident.write",
    params: within("dispatch", z.uuid()),
    body: z.object({ reason: z.string().trim().min(1).max(1000) }),
    output: dispatch,
  }),
};
