import { z } from "zod";
import { ok } from "./api-params.ts";
import * as c from "./contact.ts";
import { requestId, staffId } from "./ids.ts";
import { provider, providerAttempt, providerReport, providerTrial } from "./provider.ts";
import { route } from "./route.ts";

const contact = z.object({ contact: z.uuid() });
const request = z.object({ request: requestId });

/** How staff are reached; whom to ring when nothing else works; what providers report. */
export const contactRoutes = {
  "contact.list": route({
    method: "GET",
    path: "/staff/:staff/contacts",
    permission: "staff.read",
    params: z.object({ staff: staffId }),
    output: c.contacts,
  }),
  /** How everybody can be reached: who lacks what before going on duty. */
  "contact.all": route({ method: "GET", path: "/contacts", permission: "staff.read", output: c.reachability }),
  /** Daily tests of the last seven days, newest first. */
  "contact.tests": route({
    method: "GET",
    path: "/contact-tests",
    permission: "staff.read",
    output: z.array(c.testPage),
  }),
  /** The caller's own ways; nobody changes those of others. */
  "contact.add": route({
    method: "POST",
    path: "/contacts",
    permission: "staff.read",
    body: c.contactForm,
    output: c.contacts,
  }),
  /** The key to which browsers subscribe, P-256 in base64url. Source: RFC 8292, section 3.2. */
  "contact.pushKey": route({
    method: "GET",
    path: "/push-key",
    permission: "staff.read",
    output: z.object({ publicKey: z.string() }),
  }),
  /** The browser of the caller becomes one of their ways; like the others it counts once a code has come through it. */
  "contact.addPush": route({
    method: "POST",
    path: "/contacts/push",
    permission: "staff.read",
    body: c.pushForm,
    output: c.contacts,
  }),
  /** Sends a code of six digits, valid for fifteen minutes. */
  "contact.code": route({
    method: "POST",
    path: "/contacts/:contact/code",
    permission: "staff.read",
    params: contact,
    output: ok,
  }),
  "contact.verify": route({
    method: "POST",
    path: "/contacts/:contact/verify",
    permission: "staff.read",
    params: contact,
    body: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    output: c.contacts,
  }),
  "contact.remove": route({
    method: "DELETE",
    path: "/contacts/:contact",
    permission: "staff.read",
    params: contact,
    output: c.contacts,
  }),
  "contact.rules": route({
    method: "PUT",
    path: "/contact-rules",
    permission: "staff.read",
    body: z.object({ rules: z.array(c.contactRule).max(40) }),
    output: c.contacts,
  }),
  /** Somebody else rang the person back on this phone and knows that it is theirs. */
  "contact.calledBack": route({
    method: "POST",
    path: "/contacts/:contact/call-back",
    permission: "notice.write",
    params: contact,
    body: z.object({ note: z.string().trim().max(1000) }),
    output: c.contacts,
  }),
  "callTree.get": route({
    method: "GET",
    path: "/requests/:request/call-tree",
    permission: "request.read",
    params: request,
    output: c.callTree,
  }),
  /** `reached` answers the page for the person; when everybody of the step was rung in vain the chain goes on at once. */
  "callTree.outcome": route({
    method: "POST",
    path: "/requests/:request/call-tree",
    permission: "request.write",
    params: request,
    body: c.callForm,
    output: c.callTree,
  }),
  /** Providers to begin from, with empty values of one's own. */
  "provider.samples": route({
    method: "GET",
    path: "/provider-samples",
    permission: "staff.write",
    output: z.array(provider),
  }),
  /** Sends one message through this provider alone, as it is stored; it stands in the access log. */
  "provider.try": route({
    method: "POST",
    path: "/providers/:provider/trial",
    permission: "staff.write",
    params: z.object({ provider: z.string().max(40) }),
    body: z.object({ address: z.string().trim().min(1).max(254) }),
    output: providerTrial,
  }),
  /** The last tries of all providers, newest first. */
  "provider.attempts": route({
    method: "GET",
    path: "/provider-attempts",
    permission: "staff.write",
    output: z.array(providerAttempt),
  }),
  /** Signed by the provider: delivered, failed, or a key pressed. Reports may come twice. */
  "public.provider": route({
    method: "POST",
    path: "/public/providers/:provider",
    permission: "public",
    params: z.object({ provider: z.string().max(40) }),
    body: providerReport,
    output: ok,
  }),
};
