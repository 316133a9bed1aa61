import type { EscalationRun } from "@stanch/model/escalation";
import { lockIncident } from "../incident/incident-repo.ts";
import type { NextWays } from "../notification/notice-hold.ts";
import type { NoticeOrder, NoticePurpose } from "../notification/notice.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { Call } from "../handler.ts";
import type { Random } from "../ports.ts";
import type { Account } from "../staff/staff.ts";
import { readStaffMember } from "../staff/staff-repo.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import * as alerts from "./alert-repo.ts";
import { contactPlan } from "./contact-plan.ts";
import * as repo from "./contact-repo.ts";
import type { PageWords } from "./contact-table.ts";
import { insertPageNotice, lockEscalation, readPageRun } from "./escalation-repo.ts";

/** A page to one person. */
export interface PersonPage {
  /** The chain; null for an alert. */
  readonly escalation: string | null;
  /** Of the page within its chain; the id of the alert. */
  readonly key: string;
  readonly person: Account;
  readonly order: NoticeOrder;
  /** The subject where there is little room. */
  readonly short: string;
}

/** What one person is told outside of a chain. */
export type Alert = Omit<PersonPage, "escalation" | "key">;

export interface ContactPaging extends NextWays {
  /** Tells a person of a clock, a decision, an offer by their ways, one after the other, until they answer or it is settled. */
  readonly alert: (unit: Unit, alert: Alert) => Promise<void>;
  /** Whoever got this notice has answered, if it carries an alert. */
  readonly answer: (unit: Unit, notice: string) => Promise<void>;
  /** What alerts of an incident were about is done with; all of them, or those of some purposes or of one person. */
  readonly settle: (
    unit: Unit,
    incident: string,
    of?: { readonly purposes?: readonly NoticePurpose[]; readonly staff?: string },
  ) => Promise<void>;
  /** The request is part of an incident from now on. */
  readonly adopt: (unit: Unit, request: string, incident: string) => Promise<void>;
  /** Tells a person by their first way at once, and writes down when the others follow. */
  readonly page: (unit: Unit, page: PersonPage) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly notices: Pick<NoticeService, "queue">;
}

type Waiting = Pick<repo.PageContactRow, "escalation_id" | "key" | "staff_id" | "channel" | "address" | "told">;

/** Queues the notice of one way; it carries the page, so that its acknowledgement is one of the page. */
async function tell(parts: Parts, unit: Unit, row: Waiting, incident: string | null): Promise<string> {
  const { order, short } = row.told;
  const brief = ["sms", "voice", "push"].includes(row.channel);
  const notice = await parts.notices.queue(unit, {
    ...order,
    ...(incident === null ? {} : { incident }),
    channel: row.channel,
    to: { ...order.to, address: row.address },
    subject: brief ? short : order.subject,
  });
  const { escalation_id, key, staff_id } = row;
  await insertPageNotice(unit.tx, { notice_id: notice, escalation_id, key, staff_id });
  return notice;
}

async function page(parts: Parts, unit: Unit, { escalation, key, person, order, short }: PersonPage): Promise<void> {
  const rows = await repo.readContacts(unit.tx, [person.id]);
  const verified = rows.filter((one) => one.verified_at !== null);
  const plan = contactPlan(verified, await repo.readContactRules(unit.tx, person.id));
  const incident = order.incident ?? null;
  const { channel: _mail, attachments: _none, ...words } = order;
  const base = {
    escalation_id: escalation,
    key,
    staff_id: person.id,
    told: { order: words, short } satisfies PageWords,
  };
  // The whole request goes to the account's own address as well: it costs nothing and needs no provider.
  if (!plan.some(({ way, delayMinutes }) => way.address === person.email && delayMinutes === 0)) {
    await tell(parts, unit, { ...base, channel: "mail", address: person.email }, incident);
  }
  for (const { way, delayMinutes } of plan) {
    const { channel, address } = way;
    const now = delayMinutes === 0;
    const notice = now ? await tell(parts, unit, { ...base, channel, address }, incident) : null;
    await repo.insertPageContact(unit.tx, {
      ...base,
      id: parts.random.uuid(),
      channel,
      address,
      told: JSON.stringify(base.told),
      due_at: new Date(Date.parse(unit.now) + delayMinutes * 60_000).toISOString(),
      state: now ? "told" : "waiting",
      notice_id: notice,
    });
  }
}

/** Whether a page still waits for somebody: not answered, not over, and not replaced by a newer page of its step. */
export function pageOpen(run: EscalationRun, key: string): boolean {
  const at = run.pages.findIndex((one) => one.key === key);
  const found = run.pages[at];
  if (run.state === "over" || found === undefined || found.acknowledged !== undefined) return false;
  return !run.pages.slice(at + 1).some((one) => one.step === found.step);
}

async function alert(parts: Parts, unit: Unit, one: Alert): Promise<void> {
  const id = parts.random.uuid();
  const { purpose, incident = null, request = null } = one.order;
  const row = { id, purpose, staff_id: one.person.id, incident_id: incident, request_id: request, made_at: unit.now };
  await alerts.insertAlert(unit.tx, row);
  await page(parts, unit, { ...one, escalation: null, key: id });
}

const waits = ({ answered_at, settled_at }: alerts.StaffAlertRow): boolean =>
  answered_at === null && settled_at === null;

/** Whether what a notice carries still waits for an answer; true when it carries nothing. */
async function open(unit: Unit, notice: string): Promise<boolean> {
  const page = await readPageRun(unit.tx, notice);
  if (page !== undefined) return pageOpen(page.run, page.key);
  const found = await alerts.readNoticeAlert(unit.tx, notice);
  return found === undefined || waits(found);
}

/** Reaches people by their own ways, one after the other, until somebody answers. */
export function contactPaging(parts: Parts): ContactPaging {
  return {
    page: (unit, one) => page(parts, unit, one),
    next: async (unit, notice) => (await repo.readNextPageContact(unit.tx, notice))?.channel,
    open,
    alert: (unit, one) => alert(parts, unit, one),
    answer: async (unit, notice) => {
      const found = await alerts.readNoticeAlert(unit.tx, notice);
      if (found !== undefined && waits(found)) await alerts.answerAlert(unit.tx, found.id, unit.now);
    },
    settle: (unit, incident, of = {}) => alerts.settleAlerts(unit.tx, { ...of, incident }, unit.now),
    adopt: (unit, request, incident) => alerts.moveAlerts(unit.tx, request, incident),
    moveOn: async (unit, notice) => {
      const next = await repo.readNextPageContact(unit.tx, notice);
      if (next !== undefined) await repo.updatePageContact(unit.tx, next.id, { due_at: unit.now });
    },
  };
}

/** A way that was taken away since, or a person who left, is not told; the way after it is used at once. */
async function stillThere(unit: Unit, { staff_id, channel, address }: repo.PageContactRow): Promise<boolean> {
  const person = await readStaffMember(unit.tx, staff_id);
  const ways = await repo.readContacts(unit.tx, [staff_id]);
  return person?.active === true && ways.some((one) => one.channel === channel && one.address === address);
}

/** What a way is about, held until the unit ends: a page of a chain, or an alert. */
async function holdTopic(
  unit: Unit,
  due: repo.DuePageContact,
): Promise<{ readonly incident: string | null; readonly open: boolean } | undefined> {
  if (due.escalation_id === null) {
    const row = await alerts.lockAlert(unit.tx, due.key);
    return row === undefined ? undefined : { incident: row.incident_id, open: waits(row) };
  }
  const chain = await lockEscalation(unit.tx, due.escalation_id);
  return chain === undefined ? undefined : { incident: chain.incident_id, open: pageOpen(chain.run, due.key) };
}

/** One due way: told, or stopped because somebody answered. Told and written down in one unit, so a crash repeats nothing. */
async function turn(parts: Parts, unit: Unit, due: repo.DuePageContact): Promise<void> {
  if (due.incident_id !== null) await lockIncident(unit.tx, due.incident_id);
  const about = await holdTopic(unit, due);
  if (about === undefined || about.incident !== due.incident_id) return;
  const row = await repo.lockDuePageContact(unit.tx, due.id, unit.now);
  if (row === undefined) return;
  if (!about.open) {
    await repo.updatePageContact(unit.tx, row.id, { state: "stopped" });
    return;
  }
  if (!(await stillThere(unit, row))) {
    await repo.updatePageContact(unit.tx, row.id, { state: "stopped" });
    await repo.hurryPageContact(unit.tx, row, unit.now);
    return;
  }
  const notice = await tell(parts, unit, row, about.incident);
  await repo.updatePageContact(unit.tx, row.id, { state: "told", notice_id: notice });
}

/** Does what is due in every page, each way in a unit of its own. */
export function contactWatch(parts: Parts & { readonly work: Work; readonly call: Call }): () => Promise<void> {
  const { work, call } = parts;
  return async () => {
    const due = await work(call, "contact.due", (unit) => repo.readDuePageContacts(unit.tx, unit.now), {
      readOnly: true,
    });
    const failures: unknown[] = [];
    for (const one of due) {
      try {
        await work(call, "contact.turn", (unit) => turn(parts, unit, one));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "contact");
  };
}
