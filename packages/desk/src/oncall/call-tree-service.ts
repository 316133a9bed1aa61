import type { CallTree, callForm } from "@stanch/model/contact";
import type { PageRecord } from "@stanch/model/escalation";
import { staffId } from "@stanch/model/ids";
import type { Request } from "@stanch/model/request";
import type { z } from "zod";
import { deskError, found } from "../desk-error.ts";
import type { PromiseService } from "../incident/promise-service.ts";
import { say, wallTime } from "../messages/say.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { Random } from "../ports.ts";
import { symptomsText } from "../request/request-notices.ts";
import { readRequest } from "../request/request-repo.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import { readStaff } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { pageOpen } from "./contact-paging.ts";
import * as repo from "./contact-repo.ts";
import { readEscalation } from "./escalation-repo.ts";
import type { EscalationService } from "./escalation-service.ts";

export interface CallTreeService {
  readonly get: (unit: Unit, request: string) => Promise<CallTree>;
  readonly outcome: (unit: Unit, request: string, form: z.infer<typeof callForm>) => Promise<CallTree>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly settings: Pick<SettingsService, "all">;
  readonly promises: Pick<PromiseService, "due">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly escalations: Pick<EscalationService, "called">;
}

type Step = { readonly name: string; readonly kind: "page" | "gate" };

/** What is to be rung for: the newest page that waits for an answer, else the newest, else nothing but the duty desk. */
interface Target {
  readonly page?: PageRecord;
  readonly step?: Step;
  readonly answered: boolean;
  readonly nextAt?: string;
  readonly incident: string | null;
}

async function targetOf(unit: Unit, request: string): Promise<Target> {
  const row = await readEscalation(unit.tx, request);
  if (row === undefined) return { answered: false, incident: null };
  const { run, incident_id: incident } = row;
  const open = run.pages.findLast((one) => pageOpen(run, one.key));
  const page = open ?? run.pages.at(-1);
  const step = page === undefined ? undefined : run.policy.steps[page.step];
  return {
    ...(page === undefined ? {} : { page }),
    ...(step === undefined ? {} : { step: { name: step.name, kind: step.kind } }),
    answered: page === undefined ? run.state === "over" : open === undefined,
    ...(run.state === "over" || run.nextAt === undefined ? {} : { nextAt: run.nextAt }),
    incident,
  };
}

/** Without a page the duty desk is rung, or whoever stands behind it. */
function peopleOf(target: Target, staff: readonly Account[]): Account[] {
  const active = staff.filter((one) => one.active);
  const { page } = target;
  if (page !== undefined) return page.to.flatMap((id) => active.filter((one) => one.id === id));
  const roles = ["duty-officer", "handler", "supervisor", "administrator"] as const;
  return roles.map((role) => active.filter((one) => one.roles.includes(role))).find((some) => some.length > 0) ?? [];
}

function script(
  request: Request,
  person: Account,
  step: Step | undefined,
  settings: Settings,
  due: string,
): CallTree["people"][number]["script"] {
  const { zone, name: centre } = settings.centre;
  const said = (language: "zh" | "en"): string =>
    say(language, step?.kind === "gate" ? "call-tree.gate" : "call-tree.script", {
      name: person.name,
      centre: centre[language],
      step: step?.name ?? say(language, "call-tree.duty-desk"),
      number: request.number,
      organisation: request.organisation,
      location: request.location,
      symptoms: symptomsText(request.symptoms, language),
      contact: request.contact.name,
      phone: request.contact.phone,
      due: wallTime(due, zone),
      zone,
    });
  return { zh: said("zh"), en: said("en") };
}

const spoken: ReadonlySet<string> = new Set(["phone", "voice", "sms"]);

function phonesOf(person: Account, contacts: readonly repo.ContactRow[]): string[] {
  const own = contacts.filter((one) => one.staff_id === person.id && spoken.has(one.channel));
  const verified = own.filter((one) => one.verified_at !== null);
  const all = [...verified, ...own].map(({ address }) => address);
  return [...new Set([...all, person.phone])].filter((one) => one !== "");
}

async function tree(parts: Parts, unit: Unit, id: string): Promise<CallTree> {
  const request = found(await readRequest(unit.tx, id), "request");
  const target = await targetOf(unit, id);
  const due = await parts.promises.due(unit, id);
  const settings = await parts.settings.all(unit);
  const people = peopleOf(target, await readStaff(unit.tx));
  const contacts = await repo.readContacts(
    unit.tx,
    people.map((one) => one.id),
  );
  const key = target.page?.key ?? null;
  const all = await repo.readCalls(unit.tx, id);
  const calls = all.filter((one) => one.key === key);
  const next = target.answered ? undefined : people.find((one) => !calls.some((call) => call.staff_id === one.id));
  return {
    number: request.number,
    ...(target.step === undefined ? {} : { step: target.step }),
    answered: target.answered || calls.some((one) => one.outcome === "reached" && key === null),
    ...(target.nextAt === undefined ? {} : { nextAt: target.nextAt }),
    people: people.map((person) => ({
      staff: person.id,
      name: person.name,
      phones: phonesOf(person, contacts),
      script: script(request, person, target.step, settings, due),
      // What came of calls for earlier pages is worth knowing before one rings again.
      calls: all
        .filter((one) => one.staff_id === person.id)
        .map(({ at, outcome, by_name: by, note }) => ({ at, outcome, by, note })),
    })),
    ...(next === undefined ? {} : { next: next.id }),
  };
}

/** The call itself is proof that somebody was told: it stands among the notices. */
async function tellByPhone(
  parts: Parts,
  unit: Unit,
  request: Request,
  person: { readonly name: string; readonly phone: string; readonly script: string; readonly step: string },
  incident: string | null,
  language: Account["language"],
): Promise<void> {
  await parts.notices.queue(unit, {
    purpose: "page",
    request: request.id,
    ...(incident === null ? {} : { incident }),
    to: { name: person.name, part: person.step, address: person.phone },
    channel: "phone",
    subject: say(language, "page.subject", {
      step: person.step,
      number: request.number,
      organisation: request.organisation,
    }),
    body: person.script,
    link: "none",
    language,
  });
}

async function outcome(parts: Parts, unit: Unit, id: string, form: z.infer<typeof callForm>): Promise<CallTree> {
  // Whoever changes the chain holds it before anything of it is read.
  await parts.escalations.called(unit, id, { kind: "hold" });
  const before = await tree(parts, unit, id);
  const person = before.people.find((one) => one.staff === form.staff);
  if (person === undefined) throw deskError("E_CALL_PERSON");
  const target = await targetOf(unit, id);
  const request = found(await readRequest(unit.tx, id), "request");
  const key = target.page?.key ?? null;
  const by = unit.call.actor;
  const phone = person.phones[0] ?? "";
  const row = { id: parts.random.uuid(), request_id: id, key, staff_id: form.staff, staff_name: person.name, phone };
  const { note } = form;
  await repo.insertCall(unit.tx, { ...row, outcome: form.outcome, note, by_id: by.id, by_name: by.name, at: unit.now });
  if (form.outcome === "reached") {
    const { language } = found(
      (await readStaff(unit.tx)).find((one) => one.id === form.staff),
      "staff",
    );
    const step = target.step?.name ?? say(language, "call-tree.duty-desk");
    const told = { name: person.name, phone, script: person.script[language], step };
    await tellByPhone(parts, unit, request, told, target.incident, language);
  }
  if (key !== null) {
    const calls = (await repo.readCalls(unit.tx, id)).filter((one) => one.key === key);
    const inVain = before.people.every((one) => {
      const own = calls.filter((call) => call.staff_id === one.staff);
      return own.length > 0 && !own.some((call) => call.outcome === "reached");
    });
    const call = { key, staff: staffId.parse(form.staff), outcome: form.outcome, inVain };
    await parts.escalations.called(unit, id, { kind: "call", ...call });
  }
  unit.changed({ kind: "call.recorded", request: id });
  return tree(parts, unit, id);
}

/** The manual call tree: the same chain with the same timing, told by a person with a phone. */
export function callTreeService(parts: Parts): CallTreeService {
  return {
    get: (unit, request) => tree(parts, unit, request),
    outcome: (unit, request, form) => outcome(parts, unit, request, form),
  };
}
