import { z } from "zod";
import { answerSheet } from "./answer.ts";
import { clockOffer, clockSettings } from "./clock.ts";
import { formatDefinition, formatDefinitionFile } from "./format-definition.ts";
import { incidentParams, ok, within } from "./api-params.ts";
import * as h from "./handling.ts";
import * as ids from "./ids.ts";
import { detectionRule } from "./detection-rule.ts";
import { route } from "./route.ts";
import { sourcesSheet } from "./sources.ts";
import { histogram, rawRecord, timelineFilter, timelinePage, timelineQuery, topValues } from "./timeline.ts";

const investigationParams = within("investigation", ids.investigationId);

/** Evidence, investigations, timeline, answer. */
export const analysisRoutes = {
  "evidence.list": route({
    method: "GET",
    path: "/incidents/:incident/evidence",
    permission: "evidence.read",
    params: incidentParams,
    output: z.array(h.evidence),
  }),
  "upload.create": route({
    method: "POST",
    path: "/incidents/:incident/uploads",
    permission: "evidence.write",
    params: incidentParams,
    body: z.object({ name: z.string().min(1).max(1000), size: z.int().min(0), evidence: h.evidenceForm }),
    output: h.upload,
  }),
  "upload.get": route({
    method: "GET",
    path: "/incidents/:incident/uploads/:upload",
    permission: "evidence.write",
    params: within("upload", ids.uploadId),
    output: h.upload,
  }),
  /** Bytes from `?offset=`; answers the new offset. The call that brings the last byte answers `sha256` and `evidenceId`. */
  "upload.append": route({
    method: "PATCH",
    path: "/incidents/:incident/uploads/:upload",
    permission: "evidence.write",
    params: within("upload", ids.uploadId),
    query: z.object({ offset: z.coerce.number().int().min(0) }),
    output: h.upload,
    carries: "bytes",
  }),
  "evidence.file": route({
    method: "GET",
    path: "/incidents/:incident/evidence/:evidence/file",
    permission: "evidence.read",
    params: within("evidence", ids.evidenceId),
    output: z.unknown(),
    carries: "file",
  }),
  "evidence.verify": route({
    method: "POST",
    path: "/incidents/:incident/evidence/:evidence/verify",
    permission: "evidence.read",
    params: within("evidence", ids.evidenceId),
    output: z.object({ holds: z.boolean(), sha256: z.string() }),
  }),
  "investigation.list": route({
    method: "GET",
    path: "/incidents/:incident/investigations",
    permission: "evidence.read",
    params: incidentParams,
    output: z.array(h.investigation),
  }),
  "investigation.create": route({
    method: "POST",
    path: "/incidents/:incident/investigations",
    permission: "investigation.run",
    params: incidentParams,
    body: z.object({
      evidence: z.array(ids.evidenceId).min(1),
      /** Of records that name none; `auto`: what the evidence tells of each host, else UTC. */
      zone: z.string().max(60).default("UTC"),
      clocks: clockSettings.default([]),
    }),
    output: h.investigation,
  }),
  "investigation.cancel": route({
    method: "POST",
    path: "/incidents/:incident/investigations/:investigation/cancel",
    permission: "investigation.run",
    params: investigationParams,
    output: h.investigation,
  }),
  "investigation.retry": route({
    method: "POST",
    path: "/incidents/:incident/investigations/:investigation/retry",
    permission: "investigation.run",
    params: investigationParams,
    output: h.investigation,
  }),
  "answer.get": route({
    method: "GET",
    path: "/incidents/:incident/investigations/:investigation/answer",
    permission: "evidence.read",
    params: investigationParams,
    output: answerSheet,
  }),
  "sources.get": route({
    method: "GET",
    path: "/incidents/:incident/investigations/:investigation/sources",
    permission: "evidence.read",
    params: investigationParams,
    output: sourcesSheet,
  }),
  "clock.offers": route({
    method: "GET",
    path: "/incidents/:incident/investigations/:investigation/clocks",
    permission: "evidence.read",
    params: investigationParams,
    output: z.array(clockOffer),
  }),
  "format.list": route({
    method: "GET",
    path: "/formats",
    permission: "evidence.read",
    output: formatDefinitionFile,
  }),
  "format.put": route({
    method: "PUT",
    path: "/formats",
    permission: "investigation.run",
    body: formatDefinition,
    output: formatDefinitionFile,
  }),
  "format.remove": route({
    method: "DELETE",
    path: "/formats/:format",
    permission: "investigation.run",
    params: z.object({ format: formatDefinition.shape.id }),
    output: formatDefinitionFile,
  }),
  "timeline.search": route({
    method: "POST",
    path: "/incidents/:incident/timeline/search",
    permission: "evidence.read",
    params: incidentParams,
    body: timelineQuery,
    output: timelinePage,
  }),
  "timeline.histogram": route({
    method: "POST",
    path: "/incidents/:incident/timeline/histogram",
    permission: "evidence.read",
    params: incidentParams,
    body: z.object({ filter: timelineFilter, buckets: z.int().min(1).max(500) }),
    output: histogram,
  }),
  "timeline.top": route({
    method: "POST",
    path: "/incidents/:incident/timeline/top",
    permission: "evidence.read",
    params: incidentParams,
    body: z.object({
      filter: timelineFilter,
      field: z.enum([
        "host.name",
        "user.name",
        "source.ip",
        "event.module",
        "event.action",
        "event.outcome",
        "log.file.path",
        "rule",
      ]),
      limit: z.int().min(1).max(200),
    }),
    output: topValues,
  }),
  "timeline.raw": route({
    method: "GET",
    path: "/incidents/:incident/timeline/:event/raw",
    permission: "evidence.read",
    params: within("event", z.string().regex(/^[0-9a-f]{16}-[0-9a-z.]+$/)),
    output: rawRecord,
  }),
  /** Names of the rules that detections cite by id. */
  "rule.list": route({
    method: "GET",
    path: "/rules",
    permission: "incident.read",
    output: z.array(detectionRule),
  }),
  "finding.mark": route({
    method: "POST",
    path: "/incidents/:incident/findings",
    permission: "incident.write",
    params: incidentParams,
    body: z.object({
      mark: z.enum(["pinned", "dismissed"]),
      about: z.string().max(200),
      reason: z.string().trim().max(4000),
    }),
    output: ok,
  }),
};
