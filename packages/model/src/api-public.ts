import { z } from "zod";
import { advice, assignmentState, measure, measureConsent, reportVersion, staffMember } from "./handling.ts";
import { measureId } from "./ids.ts";
import { incidentState, responseClock, siteClock } from "./incident.ts";
import { processStep, stepState } from "./process.ts";
import { teamPage } from "./team-page.ts";
import { rating, ratingForm } from "./rating.ts";
import { requestForm } from "./request.ts";
import { route } from "./route.ts";
import { permission, role } from "./role.ts";

const token = z.object({ token: z.string().regex(/^[\w-]{20,64}$/) });
const ok = z.object({ ok: z.literal(true) });

/** The customer's word on a measure; who refuses says why. */
export const consentForm = z
  .object({ agree: z.boolean(), reason: z.string().trim().max(2000) })
  .refine(({ agree, reason }) => agree || reason !== "", { path: ["reason"] });

/** What the customer's page shows: no jargon, nothing internal. */
export const customerPage = z.object({
  number: z.string(),
  incidentNumber: z.string().optional(),
  organisation: z.string(),
  receivedAt: z.iso.datetime({ offset: true }),
  clock: responseClock,
  /** When somebody is there, and why the time stands still. */
  siteClock: siteClock.optional(),
  state: z.union([z.literal("received"), incidentState]),
  steps: z.array(z.object({ step: processStep, state: stepState })),
  people: z.array(
    z.object({ name: z.string(), part: z.string(), mode: z.enum(["on-site", "remote"]), state: z.string() }),
  ),
  advice: z.array(advice.omit({ by: true })),
  reports: z.array(
    reportVersion.pick({
      id: true,
      number: true,
      version: true,
      state: true,
      deliveredAt: true,
      countersignedBy: true,
      countersignedAt: true,
      files: true,
    }),
  ),
  letter: z.string().optional(),
  /** Changes that ask for the customer's consent. */
  measures: z
    .array(
      measure
        .pick({ id: true, phase: true, title: true, target: true, change: true, undo: true, state: true })
        .extend({ answer: measureConsent.optional() }),
    )
    .optional(),
  /** Files that accounts of this customer handed in. */
  handedIn: z
    .array(
      z.object({
        name: z.string(),
        size: z.int(),
        sha256: z.string(),
        at: z.iso.datetime({ offset: true }),
        by: z.string(),
      }),
    )
    .optional(),
  /** How this customer found the service, the newest last. */
  ratings: z.array(rating).optional(),
  /** The case is over and a rating, or another one, would count. */
  mayRate: z.boolean().optional(),
  dutyPhone: z.string().optional(),
  /** To be kept: the last entry of the case's journal at this moment, and the SHA-256 fingerprint of the centre's signing key. */
  proof: z.object({ entry: z.int(), head: z.string(), key: z.string() }).optional(),
});
export type CustomerPage = z.infer<typeof customerPage>;

/** Where a sign-in stands; the console goes to the matching screen. */
export const session = z.object({
  state: z.enum(["signed-out", "change-password", "enrol-totp", "totp-needed", "ready"]),
  staff: staffMember.optional(),
  roles: z.array(role).optional(),
  permissions: z.array(permission).optional(),
  /** While enrolling: `otpauth://` address for the authenticator app. */
  totpUri: z.string().optional(),
  /** Shown once, at enrolment. */
  backupCodes: z.array(z.string()).optional(),
});
export type Session = z.infer<typeof session>;

/** A place where somebody is signed in. */
export const ownSession = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  /** The address it was started from, as far as it is known. */
  address: z.string(),
  /** What the browser said of itself. */
  browser: z.string(),
  /** The session that asks. */
  here: z.boolean(),
});
export type OwnSession = z.infer<typeof ownSession>;

/** Operations without an account, and the sign-in itself. */
export const publicRoutes = {
  "public.request": route({
    method: "POST",
    path: "/public/requests",
    permission: "public",
    body: requestForm,
    output: z.object({ number: z.string(), statusPath: z.string(), clock: responseClock }),
  }),
  "public.status": route({
    method: "GET",
    path: "/public/status/:token",
    permission: "public",
    params: token,
    output: customerPage,
  }),
  "public.advice": route({
    method: "POST",
    path: "/public/status/:token/advice/:advice",
    permission: "public",
    params: token.extend({ advice: z.uuid() }),
    body: z.object({ mark: z.enum(["read", "acted"]), note: z.string().max(2000).optional() }),
    output: ok,
  }),
  "public.reportFile": route({
    method: "GET",
    path: "/public/status/:token/reports/:report/files/:name",
    permission: "public",
    params: token.extend({ report: z.uuid(), name: z.string().regex(/^[\w.-]+$/) }),
    output: z.unknown(),
    carries: "file",
  }),
  "public.countersign": route({
    method: "POST",
    path: "/public/status/:token/reports/:report/countersign",
    permission: "public",
    params: token.extend({ report: z.uuid() }),
    body: z.object({ name: z.string().trim().min(1).max(120), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: ok,
  }),
  /** Agrees to a measure, or does not, with a reason. */
  "public.consent": route({
    method: "POST",
    path: "/public/status/:token/measures/:measure",
    permission: "public",
    params: token.extend({ measure: measureId }),
    body: consentForm,
    output: ok,
  }),
  /** How the service was; once the case is over. */
  "public.rate": route({
    method: "POST",
    path: "/public/status/:token/rating",
    permission: "public",
    params: token,
    body: ratingForm,
    output: ok,
  }),
  "public.notice": route({
    method: "GET",
    path: "/public/notices/:token",
    permission: "public",
    params: token,
    output: z.object({
      subject: z.string(),
      body: z.string(),
      from: z.string(),
      acknowledgedAt: z.string().optional(),
      /** Where the task stands that it offers. */
      offer: assignmentState.optional(),
    }),
  }),
  "public.acknowledge": route({
    method: "POST",
    path: "/public/notices/:token",
    permission: "public",
    params: token,
    body: z.object({
      name: z.string().trim().max(120).optional(),
      /** To a task that is offered: taken or refused. Without it the notice is only acknowledged. */
      answer: z.enum(["accepted", "declined"]).optional(),
    }),
    output: ok,
  }),
  "public.centre": route({
    method: "GET",
    path: "/public/centre",
    permission: "public",
    output: z.object({
      name: z.object({ zh: z.string(), en: z.string() }),
      dutyPhone: z.string(),
      dutyMail: z.string(),
      responseMinutes: z.int(),
    }),
  }),
  /** The team as everybody may know it: services, promise, ways to reach it, privacy and legal words. */
  "public.team": route({ method: "GET", path: "/public/team", permission: "public", output: teamPage }),
  "session.get": route({ method: "GET", path: "/session", permission: "public", output: session }),
  "session.signIn": route({
    method: "POST",
    path: "/session",
    permission: "public",
    body: z.object({ email: z.string().max(254), password: z.string().max(200) }),
    output: session,
  }),
  "session.totp": route({
    method: "POST",
    path: "/session/totp",
    permission: "public",
    body: z.object({ code: z.string().trim().min(6).max(20) }),
    output: session,
  }),
  "session.password": route({
    method: "POST",
    path: "/session/password",
    permission: "public",
    body: z.object({ current: z.string().max(200), next: z.string().min(12).max(200) }),
    output: session,
  }),
  "session.signOut": route({ method: "DELETE", path: "/session", permission: "public", output: session }),
  /** Where the browser goes to sign in with an organisation's account. */
  "session.oidcBegin": route({
    method: "POST",
    path: "/session/oidc",
    permission: "public",
    body: z.object({ organisation: z.string().regex(/^[a-z0-9]{16}$/) }),
    output: z.object({ location: z.url() }),
  }),
  /** What the organisation sent the browser back with. Source: OpenID Connect Core 1.0, section 3.1; RFC 9207 (`iss`). */
  "session.oidcFinish": route({
    method: "POST",
    path: "/session/oidc/finish",
    permission: "public",
    body: z.object({
      code: z.string().min(1).max(4000),
      state: z.string().min(1).max(200),
      iss: z.string().max(400).optional(),
    }),
    output: session,
  }),
  /** The caller's own sessions, the newest first. */
  "session.list": route({ method: "GET", path: "/sessions", permission: "signed-in", output: z.array(ownSession) }),
  /** Ends one of them; ending the present one signs out. */
  "session.end": route({
    method: "DELETE",
    path: "/sessions/:session",
    permission: "signed-in",
    params: z.object({ session: z.uuid() }),
    output: z.array(ownSession),
  }),
  "session.language": route({
    method: "PUT",
    path: "/session/language",
    permission: "signed-in",
    body: z.object({ language: z.enum(["zh", "en"]) }),
    output: session,
  }),
};
