import { providerSamples } from "@stanch/model/provider-samples";
import { deskError } from "../desk-error.ts";
import type { Handlers } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { ProviderReports } from "../notification/channel-report.ts";
import { readProviderAttempts, readTestPages } from "../notification/attempt-repo.ts";
import type { ProviderTrials } from "../notification/provider-trial.ts";
import type { CallTreeService } from "./call-tree-service.ts";
import type { ContactService } from "./contact-service.ts";

type ContactOperation =
  | `contact.${"list" | "all" | "tests" | "pushKey" | "add" | "addPush" | "code" | "verify" | "remove" | "rules" | "calledBack"}`
  | `callTree.${"get" | "outcome"}`
  | `provider.${"samples" | "try" | "attempts"}`
  | "public.provider";

const done = { ok: true as const };
const reading = { readOnly: true };
/** How long the results of daily tests are shown. */
const TESTS_MS = 7 * 86_400_000;

interface Parts {
  readonly work: Work;
  readonly contacts: ContactService;
  readonly callTree: CallTreeService;
  readonly providerReports: ProviderReports;
  readonly trials: ProviderTrials;
  /** What browsers subscribe to. */
  readonly pushKey: string;
}

/** A person's own ways to be reached. */
function ownContacts({
  work,
  contacts,
  pushKey,
}: Parts): Handlers<Exclude<ContactOperation, `${"callTree" | "provider" | "public"}.${string}`>> {
  const since = (now: string): string => new Date(Date.parse(now) - TESTS_MS).toISOString();
  return {
    "contact.all": (call) => work(call, "contact.all", contacts.all, reading),
    "contact.tests": (call) => work(call, "contact.tests", (unit) => readTestPages(unit.tx, since(unit.now)), reading),
    "contact.list": (call, { params }) =>
      work(call, "contact.list", (unit) => contacts.list(unit, params.staff), { readOnly: true }),
    "contact.add": (call, { body }) => work(call, "contact.add", (unit) => contacts.add(unit, body)),
    "contact.pushKey": async () => ({ publicKey: pushKey }),
    "contact.addPush": (call, { body }) => work(call, "contact.addPush", (unit) => contacts.addPush(unit, body)),
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
  const { work, callTree, providerReports, trials } = parts;
  return {
    ...ownContacts(parts),
    "callTree.get": (call, { params }) =>
      work(call, "callTree.get", (unit) => callTree.get(unit, params.request), { readOnly: true }),
    "callTree.outcome": (call, { params, body }) =>
      work(call, "callTree.outcome", (unit) => callTree.outcome(unit, params.request, body)),
    "provider.samples": async () => [...providerSamples],
    "provider.try": (call, { params, body }) => trials(call, params.provider, body.address),
    "provider.attempts": (call) => work(call, "provider.attempts", (unit) => readProviderAttempts(unit.tx), reading),
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
