import { z } from "zod";

/**
 * How the instant of an event is known.
 * `stated`: the record says date, year and zone. `year-inferred`: the year was worked out from neighbours, rotation or
 * `--now`. `zone-assumed`: the record names no zone and the one given (or UTC) was taken. `none`: the record has no time.
 */
export const timeBasis = z.enum(["stated", "year-inferred", "zone-assumed", "none"]);
export type TimeBasis = z.infer<typeof timeBasis>;

/** ECS 9 `event.category` values in use. Source: Elastic Common Schema 9, "Categorization fields". */
export const eventCategory = z.enum([
  "api",
  "authentication",
  "configuration",
  "database",
  "driver",
  "email",
  "file",
  "host",
  "iam",
  "intrusion_detection",
  "library",
  "malware",
  "network",
  "package",
  "process",
  "registry",
  "session",
  "threat",
  "vulnerability",
  "web",
]);
export type EventCategory = z.infer<typeof eventCategory>;

/** `failure` also marks what a remote party or user tried and was refused, or what is plainly abusive. */
export const eventOutcome = z.enum(["success", "failure", "unknown"]);
export type EventOutcome = z.infer<typeof eventOutcome>;

/** A value of an original field, as Sigma sees it. Arrays mean "any member". */
export type FieldValue = string | number | boolean | null | readonly (string | number | boolean | null)[];
const fieldValue: z.ZodType<FieldValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ]),
);

const text = z.string().min(1);
const port = z.int().min(0).max(65_535);

/** The ECS part of an event: flat names, absent when unknown, never an empty string. Shared by {@link eventLine} and `LogEvent`. */
export const ecsFields = z.object({
  "event.module": text.optional(),
  "event.dataset": text.optional(),
  "event.code": text.optional(),
  "event.provider": text.optional(),
  "event.category": eventCategory.optional(),
  "event.action": text.optional(),
  "event.outcome": eventOutcome.optional(),
  "event.severity": z.int().optional(),
  "host.name": text.optional(),
  "user.name": text.optional(),
  "user.domain": text.optional(),
  "user.id": text.optional(),
  "user.target.name": text.optional(),
  "group.name": text.optional(),
  "source.ip": text.optional(),
  "source.port": port.optional(),
  "source.address": text.optional(),
  "source.bytes": z.int().optional(),
  "destination.ip": text.optional(),
  "destination.port": port.optional(),
  "destination.address": text.optional(),
  "destination.bytes": z.int().optional(),
  "network.transport": text.optional(),
  "network.protocol": text.optional(),
  "process.name": text.optional(),
  "process.pid": z.int().optional(),
  "process.executable": text.optional(),
  "process.command_line": text.optional(),
  "process.working_directory": text.optional(),
  "process.parent.name": text.optional(),
  "process.parent.pid": z.int().optional(),
  "process.parent.executable": text.optional(),
  "process.parent.command_line": text.optional(),
  "process.hash": text.optional(),
  "file.path": text.optional(),
  "file.hash": text.optional(),
  "file.size": z.int().optional(),
  "registry.path": text.optional(),
  "service.name": text.optional(),
  "url.original": text.optional(),
  "url.path": text.optional(),
  "url.query": text.optional(),
  "url.domain": text.optional(),
  "http.request.method": text.optional(),
  "http.request.referrer": text.optional(),
  "http.version": text.optional(),
  "http.response.status_code": z.int().optional(),
  "http.response.body.bytes": z.int().optional(),
  "user_agent.original": text.optional(),
  "dns.question.name": text.optional(),
  "dns.question.type": text.optional(),
  "email.from.address": text.optional(),
  "email.to.address": text.optional(),
  "email.subject": text.optional(),
  "tls.client.server_name": text.optional(),
  "session.id": text.optional(),
  "rule.id": text.optional(),
  "rule.name": text.optional(),
  "rule.level": text.optional(),
  message: text.optional(),
});
export type EcsFields = z.infer<typeof ecsFields>;

/**
 * One normalised event as `stanch events` prints it, one JSON object a line.
 *
 * @example
 * {"@timestamp":"2026-03-01T02:14:07Z","event.id":"5b2c1f0a9d3e4c77-1k2","event.module":"sshd",
 *  "event.category":"authentication","event.action":"ssh_login","event.outcome":"failure","host.name":"web-01",
 *  "user.name":"root","source.ip":"203.0.113.9","source.port":40022,"log.file.path":"auth.log","log.offset":2018,
 *  "log.record":19,"stanch.time":"year-inferred","message":"Failed password for root from 203.0.113.9 port 40022 ssh2"}
 */
export const eventLine = ecsFields.extend({
  /** RFC 3339 in UTC, with as many fraction digits as the source states; absent when the record has no time. */
  "@timestamp": z.string().optional(),
  /** Stable for the same evidence, path and offset: 16 hex digits of the source file, `-`, offset in base 36. */
  "event.id": z.string().regex(/^[0-9a-f]{16}-[0-9a-z]+(\.[0-9a-z]+)?$/),
  "log.file.path": text,
  /** Byte offset of the record in its (unpacked) source file. */
  "log.offset": z.int().min(0),
  /** Number of the record in its source file, from 1. For text this is the line. */
  "log.record": z.int().min(1),
  "stanch.time": timeBasis,
  /** The record's own names and values, where it has any. */
  fields: z.record(z.string(), fieldValue).optional(),
});
export type EventLine = z.infer<typeof eventLine>;
