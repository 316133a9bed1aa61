import type { ContactRule, Contacts, contactForm, PushForm, Reachability } from "@stanch/model/contact";
import type { ContactChannel } from "@stanch/model/channel";
import { staffId } from "@stanch/model/ids";
import type { z } from "zod";
import { deskError, found, violates } from "../desk-error.ts";
import type { AccessLog } from "../journal/access-log.ts";
import { say } from "../messages/say.ts";
import { addressFits } from "../notification/notice.ts";
import { readNotice } from "../notification/notice-repo.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { Random } from "../ports.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import { readStaff, readStaffMember } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { dutyNeedsContacts } from "./contact-duty.ts";
import { enoughWays, plainAddress } from "./contact-plan.ts";
import { forgetPush, keepPush } from "./contact-push.ts";
import * as repo from "./contact-repo.ts";

export interface ContactService {
  readonly list: (unit: Unit, staff: string) => Promise<Contacts>;
  /** The ways of everybody who is active. */
  readonly all: (unit: Unit) => Promise<Reachability>;
  readonly add: (unit: Unit, form: z.infer<typeof contactForm>) => Promise<Contacts>;
  /** The caller's browser. */
  readonly addPush: (unit: Unit, form: PushForm) => Promise<Contacts>;
  readonly sendCode: (unit: Unit, id: string) => Promise<void>;
  /** Undefined when the code is wrong, too old, or was guessed at too often; the try is counted. */
  readonly verify: (unit: Unit, id: string, code: string) => Promise<Contacts | undefined>;
  readonly remove: (unit: Unit, id: string) => Promise<Contacts>;
  readonly putRules: (unit: Unit, rules: readonly ContactRule[]) => Promise<Contacts>;
  readonly calledBack: (unit: Unit, id: string, note: string) => Promise<Contacts>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly access: AccessLog;
  readonly links: SecretLinks;
  readonly settings: Pick<SettingsService, "all">;
  readonly notices: Pick<NoticeService, "queue">;
}

const MINUTE = 60_000;
const CODE_MINUTES = 15;
const MOST_TRIES = 5;
const MOST_METHODS = 12;

function shown(staff: string, rows: readonly repo.ContactRow[], rules: readonly ContactRule[]): Contacts {
  const methods = rows.map(repo.shownContact);
  const enough = methods.filter((one) => one.verifiedAt !== undefined).length >= enoughWays;
  return { staff: staffId.parse(staff), methods, rules: [...rules], enough };
}

async function list(unit: Unit, staff: string): Promise<Contacts> {
  found(await readStaffMember(unit.tx, staff), "staff");
  return shown(staff, await repo.readContacts(unit.tx, [staff]), await repo.readContactRules(unit.tx, staff));
}

async function all(parts: Parts, unit: Unit): Promise<Reachability> {
  const people = (await readStaff(unit.tx)).filter((one) => one.active && !one.roles.includes("customer"));
  const ids = people.map(({ id }) => id);
  const rows = Map.groupBy(await repo.readContacts(unit.tx, ids), (one) => one.staff_id);
  const rules = await repo.readAllContactRules(unit.tx);
  return {
    required: dutyNeedsContacts(await parts.settings.all(unit)),
    enough: enoughWays,
    people: people.map(({ id, name }) => ({ ...shown(id, rows.get(id) ?? [], rules.get(id) ?? []), name })),
  };
}

async function changed(parts: Parts, unit: Unit, staff: string, what: string, id: string): Promise<Contacts> {
  await parts.access.note(unit, { what, detail: `${staff} ${id}` });
  unit.changed({ kind: "staff.changed" });
  return list(unit, staff);
}

/** The caller's own way; those of others do not exist for it. */
async function own(unit: Unit, id: string): Promise<repo.ContactRow> {
  const row = await repo.lockContact(unit.tx, id);
  return found(row?.staff_id === unit.call.actor.id ? row : undefined, "contact");
}

async function add(parts: Parts, unit: Unit, form: z.infer<typeof contactForm>): Promise<Contacts> {
  const staff = unit.call.actor.id;
  found(await readStaffMember(unit.tx, staff), "staff");
  const address = plainAddress(form.channel, form.address);
  // A phone is rung by people, who need a number all the same.
  const shape = form.channel === "phone" ? "sms" : form.channel;
  if (!addressFits(shape, address)) throw deskError("E_CONTACT_ADDRESS", { address });
  return insert(parts, unit, form.channel, address);
}

async function insert(parts: Parts, unit: Unit, channel: ContactChannel, address: string): Promise<Contacts> {
  const staff = unit.call.actor.id;
  if ((await repo.readContacts(unit.tx, [staff])).length >= MOST_METHODS) throw deskError("E_CONTACT_MANY");
  const id = parts.random.uuid();
  try {
    await repo.insertContact(unit.tx, { id, staff_id: staff, channel, address, created_at: unit.now });
  } catch (error) {
    if (violates(error, "contact_method_once")) throw deskError("E_CONTACT_TWICE", { address });
    throw error;
  }
  return changed(parts, unit, staff, "contact.added", id);
}

async function addPush(parts: Parts, unit: Unit, form: PushForm): Promise<Contacts> {
  const staff = unit.call.actor.id;
  found(await readStaffMember(unit.tx, staff), "staff");
  return insert(parts, unit, "push", await keepPush(unit, staff, form));
}

async function sendCode(parts: Parts, unit: Unit, id: string): Promise<void> {
  const row = await own(unit, id);
  if (row.channel === "phone") throw deskError("E_CONTACT_PHONE");
  if (row.gone_at !== null) throw deskError("E_CONTACT_GONE");
  if (row.code_at !== null && Date.parse(unit.now) - Date.parse(row.code_at) < MINUTE)
    throw deskError("E_CONTACT_WAIT");
  const { name, language } = found(await readStaffMember(unit.tx, row.staff_id), "staff");
  const { centre } = await parts.settings.all(unit);
  const params = { centre: centre.name[language] };
  const notice = await parts.notices.queue(unit, {
    purpose: "contact-code",
    to: { name, part: "staff", address: row.address },
    channel: row.channel,
    subject: say(language, "contact-code.subject", params),
    body: say(language, "contact-code.body", params),
    link: "code",
    language,
  });
  const { token_nonce: nonce } = found(await readNotice(unit.tx, { id: notice }), "notice");
  await repo.updateContact(unit.tx, id, { code_nonce: nonce, code_at: unit.now, code_tries: 0 });
}

async function verify(parts: Parts, unit: Unit, id: string, code: string): Promise<Contacts | undefined> {
  const row = await own(unit, id);
  if (row.code_nonce === null || row.code_at === null || row.code_tries >= MOST_TRIES) return undefined;
  await repo.updateContact(unit.tx, id, { code_tries: row.code_tries + 1 });
  if (Date.parse(unit.now) - Date.parse(row.code_at) > CODE_MINUTES * MINUTE) return undefined;
  if (parts.links.codeOf(row.code_nonce) !== code) return undefined;
  await repo.updateContact(unit.tx, id, { verified_at: unit.now, code_nonce: null });
  return changed(parts, unit, row.staff_id, "contact.verified", id);
}

/** How staff are reached. Everybody keeps their own ways; a way counts once it is verified. */
export function contactService(parts: Parts): ContactService {
  return {
    list,
    all: (unit) => all(parts, unit),
    add: (unit, form) => add(parts, unit, form),
    addPush: (unit, form) => addPush(parts, unit, form),
    sendCode: (unit, id) => sendCode(parts, unit, id),
    verify: (unit, id, code) => verify(parts, unit, id, code),
    remove: async (unit, id) => {
      const row = await own(unit, id);
      await repo.updateContact(unit.tx, id, { removed_at: unit.now });
      if (row.channel === "push") await forgetPush(unit.tx, row.address);
      return changed(parts, unit, row.staff_id, "contact.removed", id);
    },
    putRules: async (unit, rules) => {
      const staff = unit.call.actor.id;
      found(await readStaffMember(unit.tx, staff), "staff");
      const rows = await repo.readContacts(unit.tx, [staff]);
      const usable = new Set(rows.filter((one) => one.channel !== "phone").map((one) => one.id));
      const stray = rules.find((one) => !usable.has(one.contact));
      if (stray !== undefined) throw deskError("E_NOT_FOUND", { what: "contact" });
      await repo.writeContactRules(unit.tx, staff, rules, unit.now);
      return changed(parts, unit, staff, "contact.rules", "");
    },
    calledBack: async (unit, id, note) => {
      const row = found(await repo.lockContact(unit.tx, id), "contact");
      const by = unit.call.actor;
      // Nobody vouches for themselves, and only a voice proves whose phone it is.
      if (row.staff_id === by.id || row.channel !== "phone") throw deskError("E_CONTACT_CALL_BACK");
      await repo.updateContact(unit.tx, id, { verified_at: unit.now, verified_by: by.name });
      return changed(parts, unit, row.staff_id, "contact.called-back", `${id} ${note}`);
    },
  };
}
