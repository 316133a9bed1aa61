import type { CallForm, Request, RequestForm } from "@stanch/model/request";
import type { responseClock } from "@stanch/model/incident";
import type { z } from "zod";
import { nextNumber } from "../case-number.ts";
import { deskError, found } from "../desk-error.ts";
import type { PromiseService } from "../incident/promise-service.ts";
import { dueAt } from "../incident/response-clock.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Page } from "../page.ts";
import type { Random } from "../ports.ts";
import { bigrams, searchText } from "../search-text.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { deleteDraft, readDrafts, saveDraft } from "./draft-repo.ts";
import { earliestProof, formOf } from "./request.ts";
import { newRequestNotice, receiptNotice } from "./request-notices.ts";
import { insertRequest, readRequest, readRequests } from "./request-repo.ts";

type Draft = Awaited<ReturnType<typeof readDrafts>>[number];

export interface RequestService {
  /** The public form; answers what the customer needs to come back. */
  readonly submit: (
    unit: Unit,
    form: RequestForm,
  ) => Promise<{ id: string; number: string; statusPath: string; clock: z.infer<typeof responseClock> }>;
  /** The call screen. */
  readonly create: (unit: Unit, form: CallForm) => Promise<Request>;
  readonly get: (unit: Unit, id: string) => Promise<Request>;
  readonly list: (
    unit: Unit,
    filter: { readonly state?: string | undefined; readonly text?: string | undefined } & Page,
  ) => Promise<Request[]>;
  readonly saveDraft: (unit: Unit, id: string, form: Draft["form"]) => Promise<void>;
  readonly drafts: (unit: Unit) => Promise<Draft[]>;
  readonly deleteDraft: (unit: Unit, id: string) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly links: SecretLinks;
  readonly settings: Pick<SettingsService, "all">;
  readonly staff: Pick<StaffService, "withRole">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly escalations: Pick<EscalationService, "begin">;
  readonly promises: Pick<PromiseService, "of">;
}

/** Who is told of a new request: the duty desk, or whoever stands behind it when nobody has that role. */
async function dutyDesk(parts: Parts, unit: Unit) {
  for (const role of ["duty-officer", "handler", "supervisor", "administrator"] as const) {
    const people = await parts.staff.withRole(unit, role);
    if (people.length > 0) return people;
  }
  return [];
}

/** A request through an account is its organisation's from the beginning. */
function customerOf(unit: Unit): string | null {
  return unit.call.scope.kind === "customer" ? unit.call.scope.customer : null;
}

async function receive(
  parts: Parts,
  unit: Unit,
  input: {
    readonly form: RequestForm;
    readonly channel: Request["channel"];
    readonly call: CallForm["call"];
    readonly proofAt: string;
  },
): Promise<{ id: string; number: string; nonce: string; dueAt: string }> {
  const { channel, call, proofAt } = input;
  const form = formOf(input.form);
  const id = parts.random.uuid();
  const number = await nextNumber(unit, "REQ");
  const keys = parts.links.issue("status");
  const { organisation, contact, location, systems, description } = form;
  const search = searchText([number, organisation, contact.name, contact.phone, location, systems, description]);
  const actor = unit.call.actor.kind === "public" ? { ...unit.call.actor, name: contact.name } : unit.call.actor;
  await insertRequest(unit.tx, {
    id,
    number,
    customer_id: customerOf(unit),
    channel,
    form: JSON.stringify(form),
    call: JSON.stringify(call ?? null),
    proof_at: proofAt,
    received_at: unit.now,
    actor: JSON.stringify(actor),
    search,
    grams: bigrams(search),
    ...keys,
  });
  unit.changed({ kind: "request.received", request: id });
  return { id, number, nonce: keys.token_nonce, dueAt: await tell(parts, unit, id) };
}

/** The receipt to the customer and the call to the duty desk, in the same transaction as the request. */
async function tell(parts: Parts, unit: Unit, id: string): Promise<string> {
  const settings = await parts.settings.all(unit);
  const told = found(await readRequest(unit.tx, id), "request");
  const { responseMinutes } = await parts.promises.of(unit, { customer: customerOf(unit), at: told.proofAt });
  const due = dueAt(told.proofAt, responseMinutes);
  const receipt = receiptNotice(told, due, settings);
  if (receipt !== undefined) await parts.notices.queue(unit, receipt);
  if (await parts.escalations.begin(unit, id)) return due;
  for (const person of await dutyDesk(parts, unit)) {
    await parts.notices.queue(unit, newRequestNotice(told, due, settings, person));
  }
  return due;
}

/** Requests as they come in: the earliest proof is kept, whatever the time of writing. */
export function requestService(parts: Parts): RequestService {
  const get = async (unit: Unit, id: string): Promise<Request> => found(await readRequest(unit.tx, id), "request");
  return {
    get,
    list: (unit, filter) => readRequests(unit.tx, filter),
    submit: async (unit, form) => {
      const made = await receive(parts, unit, { form, channel: "form", call: undefined, proofAt: unit.now });
      return {
        id: made.id,
        number: made.number,
        statusPath: `/c/${parts.links.tokenOf("status", made.nonce)}`,
        clock: { startedAt: unit.now, dueAt: made.dueAt },
      };
    },
    create: async (unit, form) => {
      const proofAt = earliestProof(form, unit.now);
      if (proofAt === undefined) throw deskError("E_TIME_ORDER", { at: form.proofAt ?? form.call?.startedAt ?? "" });
      const made = await receive(parts, unit, { form, channel: form.channel, call: form.call, proofAt });
      return get(unit, made.id);
    },
    saveDraft: async (unit, id, form) => {
      const row = { id, staff_id: unit.call.actor.id, form: JSON.stringify(form), saved_at: unit.now };
      if (!(await saveDraft(unit.tx, row))) throw deskError("E_NOT_FOUND", { what: "draft" });
    },
    drafts: (unit) => readDrafts(unit.tx, unit.call.actor.id),
    deleteDraft: (unit, id) => deleteDraft(unit.tx, id, unit.call.actor.id),
  };
}
