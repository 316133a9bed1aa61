import { providerSamples } from "@stanch/model/provider-samples";
import { deskError } from "../desk-error.ts";
import type { Handlers } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { ProviderReports } from "../notification/channel-report.ts";
import type { CallTreeService } from "./call-tree-service.ts";
import type { ContactService } from "./contact-service.ts";

type ContactOperation =
  | `contact.${"list" | "add" | "code" | "verify" | "remove" | "rules" | "calledBack"}`
  | `callTree.${"get" | "outcome"}`
  | "provider.samples"
  | "public.provider";

const done = { ok: true as const };

interface Parts {
  readonly work: Work;
  readonly contacts: ContactService;
  readonly callTree: CallTreeService;
  readonly providerReports: ProviderReports;
}

/** A person's own ways to be reached. */
function ownContacts({
  work,
  contacts,
}: Parts): Handlers<Exclude<ContactOperation, `${"callTree" | "provider" | "public"}.${string}`>> {
  return {
    "contact.list": (call, { params }) =>
      work(call, "contact.list", (unit) => contacts.list(unit, params.staff), { readOnly: true }),
    "contact.add": (call, { body }) => work(call, "contact.add", (unit) => contacts.add(unit, body)),
    "contact.code": async (call, { params }) => {
      await work(call, "contact.code", (unit) => contacts.sendCode(unit, params.contact));
      return done;
    },
    "contact.verify": async (call, { params, body }) => {
      // The try is counted whatever comes of it, so the refusal comes after the commit.
      const verified = await work(call, "contact.verify", (unit) => contacts.verify(unit, params.contact, body.code));
      if (verified === undefined) throw deskError("E_CONTACT_CODE");
      return verified;
    },
    "contact.remove": (call, { params }) =>
      work(call, "contact.remove", (unit) => contacts.remove(unit, params.contact)),
    "contact.rules": (call, { body }) => work(call, "contact.rules", (unit) => contacts.putRules(unit, body.rules)),
    "contact.calledBack": (call, { params, body }) =>
      work(call, "contact.calledBack", (unit) => contacts.calledBack(unit, params.contact, body.note)),
  };
}

export function contactHandlers(parts: Parts): Handlers<ContactOperation> {
  const { work, callTree, providerReports } = parts;
  return {
    ...ownContacts(parts),
    "callTree.get": (call, { params }) =>
      work(call, "callTree.get", (unit) => callTree.get(unit, params.request), { readOnly: true }),
    "callTree.outcome": (call, { params, body }) =>
      work(call, "callTree.outcome", (unit) => callTree.outcome(unit, params.request, body)),
    "provider.samples": async () => [...providerSamples],
    "public.provider": (call, { params, body }) =>
      work(
        call,
        "public.provider",
        async (unit) => {
          await providerReports.take(unit, params.provider, body);
          return done;
        },
        { elevated: true },
      ),
  };
}
