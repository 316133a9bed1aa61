import { z } from "zod";
import { apiKey, apiKeyForm } from "./api-key.ts";
import { pageQuery } from "./api-params.ts";
import { customerId, incidentId, staffId } from "./ids.ts";
import { actor } from "./journal.ts";
import { oidcForm, oidcProvider } from "./oidc.ts";
import { route } from "./route.ts";

const instant = z.iso.datetime({ offset: true });

/** A line of the access log: who did or read what. Lines are never changed or deleted. */
export const auditLine = z.object({
  id: z.uuid(),
  at: instant,
  actor,
  /** `evidence.file`, `report.file`, `answer.read`, `apiKey.used`, `settings.changed`, … */
  what: z.string(),
  detail: z.string(),
  incident: z.object({ id: incidentId, number: z.string() }).optional(),
});
export type AuditLine = z.infer<typeof auditLine>;

/** A name that guesses locked out, or a second factor. */
export const lockout = z.object({
  staff: staffId,
  name: z.string(),
  email: z.string(),
  until: instant,
  failures: z.int(),
  /** `one-place`: who guesses there; everybody else may still sign in. */
  where: z.enum(["one-place", "everywhere", "second-factor"]),
});
export type Lockout = z.infer<typeof lockout>;

/** Keys of programs, lock-outs, and who read what. */
export const accessRoutes = {
  /** The caller's own; whoever looks after accounts sees all. */
  "apiKey.list": route({ method: "GET", path: "/api-keys", permission: "staff.read", output: z.array(apiKey) }),
  /** Answers the secret once. A key may do what its list says and its owner may, and nothing more. */
  "apiKey.create": route({
    method: "POST",
    path: "/api-keys",
    permission: "staff.read",
    body: apiKeyForm,
    output: z.object({ key: apiKey, secret: z.string() }),
  }),
  "apiKey.revoke": route({
    method: "DELETE",
    path: "/api-keys/:key",
    permission: "staff.read",
    params: z.object({ key: z.uuid() }),
    output: apiKey,
  }),
  /** Customers whose people sign in with their organisation's accounts. */
  "oidc.list": route({
    method: "GET",
    path: "/sign-in-providers",
    permission: "staff.write",
    output: z.array(oidcProvider),
  }),
  /** Looks at the provider's own description first, and refuses what does not fit. */
  "oidc.put": route({
    method: "PUT",
    path: "/sign-in-providers/:customer",
    permission: "staff.write",
    params: z.object({ customer: customerId }),
    body: oidcForm,
    output: z.array(oidcProvider),
  }),
  /** Ends the sessions that were begun through it. */
  "oidc.remove": route({
    method: "DELETE",
    path: "/sign-in-providers/:customer",
    permission: "staff.write",
    params: z.object({ customer: customerId }),
    output: z.array(oidcProvider),
  }),
  "lockout.list": route({ method: "GET", path: "/lockouts", permission: "staff.write", output: z.array(lockout) }),
  /** Lets the person try again at once. */
  "lockout.lift": route({
    method: "DELETE",
    path: "/lockouts/:staff",
    permission: "staff.write",
    params: z.object({ staff: staffId }),
    output: z.array(lockout),
  }),
  /** Newest first. `what`: the beginning of the kind; `text`: somewhere in what happened or in the name of who did it. */
  "audit.list": route({
    method: "GET",
    path: "/audit",
    permission: "audit.read",
    query: pageQuery.extend({
      what: z.string().max(60).optional(),
      text: z.string().max(200).optional(),
      incident: incidentId.optional(),
      actor: z.string().max(100).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    output: z.array(auditLine),
  }),
};
