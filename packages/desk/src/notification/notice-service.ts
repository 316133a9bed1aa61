import type { Notice, noticeForm } from "@stanch/model/handling";
import type { z } from "zod";
import { deskError, found } from "../desk-error.ts";
import { readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { Unit } from "../unit-of-work.ts";
import { addressFits, manualChannels, type NoticeOrder, noticeSteps } from "./notice.ts";
import {
  insertAttempt,
  insertNotice,
  moveNotices,
  type NoticeRow,
  readNotice,
  readNotices,
  updateNotice,
} from "./notice-repo.ts";

export interface NoticeService {
  /** Writes a notice down and lets it be sent; what a person told by phone, fax or visit is recorded as told. */
  readonly queue: (unit: Unit, order: NoticeOrder) => Promise<string>;
  readonly list: (unit: Unit, incident: string) => Promise<Notice[]>;
  readonly create: (unit: Unit, incident: string, form: z.infer<typeof noticeForm>) => Promise<Notice>;
  /** Notices of a request become those of the incident it opened, and stand in its journal. */
  readonly adopt: (unit: Unit, request: string, incident: string) => Promise<void>;
  readonly show: (
    unit: Unit,
    token: string,
  ) => Promise<{ subject: string; body: string; from: string; acknowledgedAt?: string }>;
  /** The notice that a secret link opens. */
  readonly idOf: (unit: Unit, token: string) => Promise<string>;
  /** Acknowledges a notice that is held already; false when it was acknowledged before. */
  readonly acknowledgeRow: (unit: Unit, row: NoticeRow, name: string | undefined) => Promise<boolean>;
  /** Answers the notice's id, or undefined when it was acknowledged before. */
  readonly acknowledge: (unit: Unit, token: string, name: string | undefined) => Promise<string | undefined>;
}

interface Parts {
  readonly journal: Pick<JournalService, "append">;
  readonly links: SecretLinks;
  readonly random: Pick<Random, "uuid">;
  /** The sender has something to do. */
  readonly wake: () => void;
}

function written(id: string, order: Omit<NoticeOrder, "link" | "language">) {
  return {
    notice: id,
    purpose: order.purpose,
    channel: order.channel,
    to: { name: order.to.name, part: order.to.part, address: order.to.address },
    subject: order.subject,
    body: order.body,
  };
}

async function queue(parts: Parts, unit: Unit, order: NoticeOrder): Promise<string> {
  if (!addressFits(order.channel, order.to.address)) throw deskError("E_NOTICE_ADDRESS", { address: order.to.address });
  const id = parts.random.uuid();
  const manual = manualChannels.has(order.channel);
  await insertNotice(unit.tx, {
    id,
    incident_id: order.incident ?? null,
    request_id: order.request ?? null,
    purpose: order.purpose,
    to_name: order.to.name,
    to_part: order.to.part,
    to_address: order.to.address,
    channel: order.channel,
    subject: order.subject,
    body: order.body,
    link: order.link,
    language: order.language,
    attachments: JSON.stringify(order.attachments ?? []),
    from_name: unit.call.actor.name,
    state: manual ? "delivered" : "queued",
    created_at: unit.now,
    next_at: manual ? null : unit.now,
    sent_at: manual ? unit.now : null,
    ...parts.links.issue("notice"),
  });
  if (manual) {
    const attempt = { id: parts.random.uuid(), notice_id: id, at: unit.now, ok: true, provider: order.channel };
    await insertAttempt(unit.tx, { ...attempt, detail: unit.call.actor.name });
  } else unit.afterCommit(parts.wake);
  if (order.incident !== undefined) {
    const kind = manual ? "notice.delivered" : "notice.queued";
    await parts.journal.append(unit, order.incident, { kind, data: written(id, order) });
  }
  return id;
}

async function acknowledgeRow(parts: Parts, unit: Unit, row: NoticeRow, name: string | undefined): Promise<boolean> {
  if (!noticeSteps[row.state].includes("acknowledged")) return false;
  const by = name === undefined || name === "" ? row.to_name : name;
  const incident = row.incident_id;
  if (incident !== null) {
    const actor = { kind: "public" as const, id: `notice:${row.id}`, name: by };
    await parts.journal.append(unit, incident, { kind: "notice.acknowledged", actor, data: { notice: row.id, by } });
  }
  await updateNotice(unit.tx, row.id, {
    state: "acknowledged",
    next_at: null,
    acknowledged_at: unit.now,
    acknowledged_by: by,
  });
  return true;
}

/** Who was told what, when, through which channel: every notice stands in writing before it leaves. */
export function noticeService(parts: Parts): NoticeService {
  const list = (unit: Unit, incident: string): Promise<Notice[]> => readNotices(unit.tx, incident);
  return {
    list,
    queue: (unit, order) => queue(parts, unit, order),
    create: async (unit, incident, form) => {
      const { language } = found(await readIncident(unit.tx, incident), "incident");
      const id = await queue(parts, unit, { ...form, incident, purpose: "person", link: "acknowledge", language });
      return found(
        (await list(unit, incident)).find((notice) => notice.id === id),
        "notice",
      );
    },
    adopt: async (unit, request, incident) => {
      for (const row of await moveNotices(unit.tx, request, incident)) {
        const to = { name: row.to_name, part: row.to_part, address: row.to_address };
        const order = { purpose: row.purpose as NoticeOrder["purpose"], channel: row.channel, to };
        const data = { ...written(row.id, { ...order, subject: row.subject, body: row.body }), state: row.state };
        await parts.journal.append(unit, incident, { kind: "notice.queued", at: row.created_at, data });
      }
    },
    show: async (unit, token) => {
      const row = found(await readNotice(unit.tx, { hash: parts.links.hashOf(token) }), "notice");
      const { subject, body, from_name: from, acknowledged_at: at } = row;
      return { subject, body, from, ...(at === null ? {} : { acknowledgedAt: at }) };
    },
    idOf: async (unit, token) => {
      const row = await readNotice(unit.tx, { hash: parts.links.hashOf(token) });
      return found(row, "notice").id;
    },
    acknowledgeRow: (unit, row, name) => acknowledgeRow(parts, unit, row, name),
    acknowledge: async (unit, token, name) => {
      const row = found(await readNotice(unit.tx, { hash: parts.links.hashOf(token) }), "notice");
      return (await acknowledgeRow(parts, unit, row, name)) ? row.id : undefined;
    },
  };
}
