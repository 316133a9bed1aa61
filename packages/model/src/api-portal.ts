import { z } from "zod";
import { ok } from "./api-params.ts";
import { consentForm, customerPage } from "./api-public.ts";
import { upload } from "./handling.ts";
import { adviceId, measureId, reportId, requestId, uploadId } from "./ids.ts";
import { incidentState, responseClock } from "./incident.ts";
import { request as requestSchema, requestForm } from "./request.ts";
import { ratingForm } from "./rating.ts";
import { route } from "./route.ts";

const request = z.object({ request: requestId });
const instant = z.iso.datetime({ offset: true });

/** What a customer's account sees of its own requests. */
export const portal = z.object({
  organisation: z.string(),
  requests: z.array(
    z.object({
      id: requestId,
      number: z.string(),
      receivedAt: instant,
      systems: z.string(),
      symptoms: requestSchema.shape.symptoms,
      state: z.union([z.literal("received"), incidentState]),
      incidentNumber: z.string().optional(),
      clock: responseClock,
    }),
  ),
});
export type Portal = z.infer<typeof portal>;

/** For accounts of customers: what belongs to their organisation, and nothing else. */
export const portalRoutes = {
  "portal.list": route({ method: "GET", path: "/portal", permission: "own-incident", output: portal }),
  "portal.submit": route({
    method: "POST",
    path: "/portal/requests",
    permission: "own-incident",
    body: requestForm.omit({ organisation: true }),
    output: request,
  }),
  "portal.get": route({
    method: "GET",
    path: "/portal/requests/:request",
    permission: "own-incident",
    params: request,
    output: customerPage,
  }),
  "portal.advice": route({
    method: "POST",
    path: "/portal/requests/:request/advice/:advice",
    permission: "own-incident",
    params: request.extend({ advice: adviceId }),
    body: z.object({ mark: z.enum(["read", "acted"]), note: z.string().max(2000).optional() }),
    output: ok,
  }),
  /** Agrees to a measure, or does not, with a reason. */
  "portal.consent": route({
    method: "POST",
    path: "/portal/requests/:request/measures/:measure",
    permission: "own-incident",
    params: request.extend({ measure: measureId }),
    body: consentForm,
    output: ok,
  }),
  /** How the service was; once the case is over. */
  "portal.rate": route({
    method: "POST",
    path: "/portal/requests/:request/rating",
    permission: "own-incident",
    params: request,
    body: ratingForm,
    output: ok,
  }),
  /** A file for the case, announced; then its bytes, as for `upload.append`. The account's own name stands in the chain of custody. */
  "portal.uploadCreate": route({
    method: "POST",
    path: "/portal/requests/:request/uploads",
    permission: "own-incident",
    params: request,
    body: z.object({
      name: z.string().min(1).max(1000),
      size: z.int().min(0),
      /** Host it was taken from. */
      host: z.string().trim().max(200).optional(),
    }),
    output: upload,
  }),
  "portal.uploadGet": route({
    method: "GET",
    path: "/portal/requests/:request/uploads/:upload",
    permission: "own-incident",
    params: request.extend({ upload: uploadId }),
    output: upload,
  }),
  "portal.uploadAppend": route({
    method: "PATCH",
    path: "/portal/requests/:request/uploads/:upload",
    permission: "own-incident",
    params: request.extend({ upload: uploadId }),
    query: z.object({ offset: z.coerce.number().int().min(0) }),
    output: upload,
    carries: "bytes",
  }),
  "portal.reportFile": route({
    method: "GET",
    path: "/portal/requests/:request/reports/:report/files/:name",
    permission: "own-incident",
    params: request.extend({ report: reportId, name: z.string().regex(/^[\w.-]+$/) }),
    output: z.unknown(),
    carries: "file",
  }),
  /** The account's own name signs. */
  "portal.countersign": route({
    method: "POST",
    path: "/portal/requests/:request/reports/:report/countersign",
    permission: "own-incident",
    params: request.extend({ report: reportId }),
    body: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: ok,
  }),
};
