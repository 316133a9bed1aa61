import { z } from "zod";
import { ok, pageQuery } from "./api-params.ts";
import * as ids from "./ids.ts";
import { incident } from "./incident.ts";
import { callForm, request } from "./request.ts";
import { route } from "./route.ts";

const instant = z.iso.datetime({ offset: true });

/** Intake: requests and the call screen. */
export const requestRoutes = {
  "request.list": route({
    method: "GET",
    path: "/requests",
    permission: "request.read",
    query: pageQuery.extend({ state: z.string().optional(), text: z.string().max(200).optional() }),
    output: z.array(request),
  }),
  "request.create": route({
    method: "POST",
    path: "/requests",
    permission: "request.write",
    body: callForm,
    output: request,
  }),
  "request.get": route({
    method: "GET",
    path: "/requests/:request",
    permission: "request.read",
    params: z.object({ request: ids.requestId }),
    output: request,
  }),
  /** Opens an incident for the request, or links it to one; the taker becomes the lead if none. */
  "request.take": route({
    method: "POST",
    path: "/requests/:request/take",
    permission: "request.write",
    params: z.object({ request: ids.requestId }),
    body: z.object({
      incident: ids.incidentId.optional(),
      customer: ids.customerId.optional(),
      title: z.string().trim().max(300).optional(),
    }),
    output: incident,
  }),
  /**
   * Several requests become one incident: a new one, the one that is named, or the oldest that one of them has. Cases of their own are
   * closed and keep their journals.
   */
  "request.merge": route({
    method: "POST",
    path: "/requests/merge",
    permission: "request.write",
    body: z.object({
      requests: z.array(ids.requestId).min(1).max(100),
      incident: ids.incidentId.optional(),
      customer: ids.customerId.optional(),
      title: z.string().trim().max(300).optional(),
    }),
    output: incident,
  }),
  "draft.save": route({
    method: "PUT",
    path: "/request-drafts/:draft",
    permission: "request.write",
    params: z.object({ draft: z.uuid() }),
    body: z.object({ form: z.record(z.string(), z.json()) }),
    output: ok,
  }),
  "draft.list": route({
    method: "GET",
    path: "/request-drafts",
    permission: "request.write",
    output: z.array(z.object({ id: z.uuid(), form: z.record(z.string(), z.json()), savedAt: instant })),
  }),
  "draft.delete": route({
    method: "DELETE",
    path: "/request-drafts/:draft",
    permission: "request.write",
    params: z.object({ draft: z.uuid() }),
    output: ok,
  }),
};
