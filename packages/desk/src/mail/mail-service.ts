import type { Mail, MailIntake } from "@stanch/model/mail";
import type { BlobRef } from "@stanch/store/blobs";
import { takeBlob, type TakeBlobParts } from "../custody/take-blob.ts";
import { found } from "../desk-error.ts";
import { lockIncident } from "../incident/incident-repo.ts";
import { journalData } from "../journal/journal.ts";
import type { Page } from "../page.ts";
import { lockRequest, readRequest } from "../request/request-repo.ts";
import type { RequestService } from "../request/request-service.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import type { BoxPlace } from "./imap-box.ts";
import { type MailNoticeParts, tellFailing, tellJoined } from "./mail-notices.ts";
import * as repo from "./mail-repo.ts";
import { mailProof, mailRequest, noticesIn, numbersIn, wordsHash } from "./mail-request.ts";
import type { ReadMail } from "./read-mail.ts";

/** A mail that was fetched: stored, read, not yet taken. */
export interface FetchedMail {
  readonly mail: ReadMail;
  readonly blob: BlobRef;
  readonly receivedAt: string;
}

export interface MailService {
  readonly list: (unit: Unit, filter: { readonly request?: string | undefined } & Page) => Promise<Mail[]>;
  readonly get: (unit: Unit, id: string) => Promise<repo.MailRow>;
  readonly intake: (unit: Unit) => Promise<MailIntake>;
  readonly place: (unit: Unit, account: string) => Promise<BoxPlace | undefined>;
  /** Takes a mail and moves the place, both or neither: a killed process takes it again, and it is not taken twice. */
  readonly take: (unit: Unit, account: string, place: BoxPlace, fetched: FetchedMail) => Promise<void>;
  readonly worked: (unit: Unit, account: string) => Promise<void>;
  readonly failed: (unit: Unit, account: string, why: string) => Promise<void>;
  /** Mails of a request stand in the journal of the incident it is part of, and are evidence there. */
  readonly adopt: (unit: Unit, request: string, incident: string) => Promise<void>;
}

interface Parts extends TakeBlobParts, MailNoticeParts {
  readonly requests: Pick<RequestService, "create">;
  readonly settings: Pick<SettingsService, "all">;
}

const HOUR_MS = 3_600_000;
/** The same words within a day are one report; more requests an hour than this from one sender are one flood. */
const SAME_MS = 24 * HOUR_MS;
const MOST_AN_HOUR = 10;
/** People are told when mail could not be fetched for so long. */
const PATIENCE_MS = 5 * 60_000;

const before = (instant: string, ms: number): string => new Date(Date.parse(instant) - ms).toISOString();

interface Place {
  readonly kind: Mail["kind"];
  readonly request?: string;
}

/** Where a mail belongs: what it answers, then our number from somebody who has to do with it, then the same words again. */
async function placeOf(unit: Unit, { mail, receivedAt }: FetchedMail, hash: string): Promise<Place> {
  const { tx } = unit;
  const { address } = mail.from;
  const again = mail.messageId === "" ? undefined : await repo.requestOfMessages(tx, [mail.messageId]);
  if (again !== undefined) return { kind: "duplicate", request: again };
  const answered =
    (await repo.requestOfMessages(tx, mail.references)) ??
    (await repo.requestOfNotices(tx, noticesIn(mail.references))) ??
    (await repo.requestOfNumbers(tx, numbersIn(mail.subject), address));
  if (mail.writer === "reply") return { kind: "automatic", ...(answered === undefined ? {} : { request: answered }) };
  if (answered !== undefined) return { kind: "reply", request: answered };
  const same = await repo.requestOfWords(tx, hash, before(receivedAt, SAME_MS));
  if (same !== undefined) return { kind: "duplicate", request: same };
  const flood = await repo.requestsOfSender(tx, address, before(receivedAt, HOUR_MS));
  if (flood.count >= MOST_AN_HOUR && flood.newest !== undefined) return { kind: "reply", request: flood.newest };
  return { kind: "request" };
}

/** A mail in a sealed case would change it: what comes then is a request of its own. */
async function settled(unit: Unit, place: Place): Promise<Place & { readonly incident?: string }> {
  if (place.request === undefined) return place;
  const { incidentId } = found(await readRequest(unit.tx, place.request), "request");
  if (incidentId === undefined) {
    await lockRequest(unit.tx, place.request);
    return place;
  }
  const row = found(await lockIncident(unit.tx, incidentId), "incident");
  if (row.state !== "archived") return { ...place, incident: incidentId };
  return { kind: place.kind === "automatic" ? "automatic" : "request" };
}

/** A line of the journal and an item of evidence. */
async function keep(parts: Parts, unit: Unit, incident: string, row: repo.MailRow): Promise<void> {
  const { from_name: name, from_address: address, subject, body, sha256, kind } = row;
  const data = { mail: row.id, kind, from: { name, address }, subject, body, sha256, attachments: row.attachments };
  const actor = { kind: "public" as const, id: `mail:${row.id}`, name: name === "" ? address : name };
  const line = { kind: "mail.received" as const, at: row.received_at, actor, data: journalData(data) };
  await parts.journal.append(unit, incident, line);
  await takeBlob(parts, unit, incident, {
    name: `${row.id}.eml`,
    blob: { sha256, size: Number(row.size) },
    form: { collectedBy: address, collectedAt: row.received_at, method: "IMAP" },
    to: unit.call.actor.name,
  });
}

async function take(parts: Parts, unit: Unit, account: string, place: BoxPlace, fetched: FetchedMail): Promise<void> {
  await repo.moveBox(unit.tx, account, place);
  const { mail, blob, receivedAt } = fetched;
  if ((await repo.readMailRow(unit.tx, { sha256: blob.sha256 })) !== undefined) return;
  const hash = wordsHash(mail);
  const where = await settled(unit, await placeOf(unit, fetched, hash));
  const made =
    where.kind === "request"
      ? await parts.requests.create(unit, {
          ...mailRequest(mail),
          channel: "mail",
          proofAt: mailProof(mail, receivedAt),
        })
      : undefined;
  const id = parts.random.uuid();
  await repo.insertMail(unit.tx, {
    id,
    kind: where.kind,
    request_id: made?.id ?? where.request ?? null,
    message_id: mail.messageId,
    words_hash: hash,
    from_name: mail.from.name,
    from_address: mail.from.address,
    subject: mail.subject,
    body: mail.text,
    attachments: JSON.stringify(mail.attachments),
    sent_at: mail.sentAt ?? null,
    received_at: receivedAt,
    taken_at: unit.now,
    sha256: blob.sha256,
    size: blob.size,
  });
  const request = where.request ?? made?.id;
  unit.changed({ kind: "mail.received", ...(request === undefined ? {} : { request }) });
  if (where.incident === undefined) return;
  await keep(parts, unit, where.incident, found(await repo.readMailRow(unit.tx, { id }), "mail"));
  if (where.kind === "reply") await tellJoined(parts, unit, where.incident, mail);
}

async function failed(parts: Parts, unit: Unit, account: string, why: string): Promise<void> {
  const row = await repo.readBox(unit.tx, account);
  const since = row?.failing_since ?? unit.now;
  const tell = row?.told !== true && Date.parse(unit.now) - Date.parse(since) >= PATIENCE_MS;
  if (tell) await tellFailing(parts, unit, { account, why, since });
  await repo.markBox(unit.tx, account, { failing_since: since, failure: why, told: tell || row?.told === true });
}

/** Mails that come in become requests, or join the one they belong to; each is kept whole, whatever becomes of it. */
export function mailService(parts: Parts): MailService {
  return {
    list: (unit, filter) => repo.readMails(unit.tx, filter),
    get: async (unit, id) => found(await repo.readMailRow(unit.tx, { id }), "mail"),
    intake: async (unit) => {
      const { imap } = await parts.settings.all(unit);
      if (imap === null) return { set: false };
      const row = await repo.readBox(unit.tx, accountOf(imap));
      if (row === undefined) return { set: true };
      const { last_ok: lastOk, failing_since: failingSince, failure } = row;
      return {
        set: true,
        ...(lastOk === null ? {} : { lastOk }),
        ...(failingSince === null ? {} : { failingSince }),
        ...(failure === null ? {} : { failure }),
      };
    },
    place: async (unit, account) => {
      const row = await repo.readBox(unit.tx, account);
      return row === undefined ? undefined : { uidValidity: row.uid_validity, lastUid: Number(row.last_uid) };
    },
    take: (unit, account, place, fetched) => take(parts, unit, account, place, fetched),
    worked: (unit, account) =>
      repo.markBox(unit.tx, account, { last_ok: unit.now, failing_since: null, failure: null, told: false }),
    failed: (unit, account, why) => failed(parts, unit, account, why),
    adopt: async (unit, request, incident) => {
      for (const { id } of await repo.readMails(unit.tx, { request, limit: 500 })) {
        await keep(parts, unit, incident, found(await repo.readMailRow(unit.tx, { id }), "mail"));
      }
    },
  };
}

/** One name for a mailbox, so that another one begins from its own first mail. */
export function accountOf(imap: { readonly host: string; readonly user: string; readonly folder: string }): string {
  return `${imap.user}@${imap.host}/${imap.folder}`;
}
