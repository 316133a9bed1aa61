import type { Blobs } from "@stanch/store/blobs";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { Clock, Random } from "../ports.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Call } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { Mailer } from "./mailer.ts";
import { nextTry } from "./notice.ts";
import { insertAttempt, leaseDue, type NoticeRow, readNotice, updateNotice } from "./notice-repo.ts";
import type { WebhookSender } from "./webhook.ts";

/** How long an attempt may take before another process may try. */
const LEASE_MS = 90_000;
const AT_ONCE = 10;

interface Parts {
  readonly work: Work;
  readonly settings: Pick<SettingsService, "all" | "secret">;
  readonly journal: Pick<JournalService, "append">;
  readonly links: SecretLinks;
  readonly random: Pick<Random, "uuid">;
  readonly clock: Clock;
  readonly blobs: Pick<Blobs, "read">;
  readonly mailer: Mailer;
  readonly webhook: WebhookSender;
  /** Who acts: the desk itself. */
  readonly call: Call;
  /** The newest secret link of an incident or request to its customer's page. */
  readonly statusPath: (notice: NoticeRow) => Promise<string>;
}

interface Outcome {
  readonly ok: boolean;
  readonly provider: string;
  readonly detail: string;
  /** False: trying again cannot help. */
  readonly again: boolean;
}

async function bytesOf(blobs: Parts["blobs"], sha256: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobs.read(sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The text that leaves: the stored one with its secret link. */
async function textOf(parts: Parts, row: NoticeRow, origin: string): Promise<{ text: string; link: string }> {
  switch (row.link) {
    case "none":
      return { text: row.body, link: "" };
    case "status": {
      const link = `${origin}${await parts.statusPath(row)}`;
      return { text: row.body.replaceAll("{link}", () => link), link };
    }
    case "acknowledge": {
      const link = `${origin}/n/${parts.links.tokenOf("notice", row.token_nonce)}`;
      return { text: `${row.body}\n\n${say(row.language, "link.acknowledge", { link })}`, link };
    }
  }
}

async function deliver(parts: Parts, row: NoticeRow): Promise<Outcome> {
  const { settings, password, secret } = await parts.work(
    parts.call,
    "notice.settings",
    async (unit) => ({
      settings: await parts.settings.all(unit),
      password: await parts.settings.secret(unit, "smtp.password"),
      secret: await parts.settings.secret(unit, "webhook.secret"),
    }),
    { readOnly: true },
  );
  const written = await textOf(parts, row, settings.publicUrl.replace(/\/$/, ""));
  return row.channel === "mail"
    ? byMail(parts, row, written.text, settings, password)
    : byWebhook(parts, row, written, settings, secret);
}

async function byMail(
  parts: Parts,
  row: NoticeRow,
  text: string,
  settings: Settings,
  password: string | undefined,
): Promise<Outcome> {
  const smtp = settings.smtp;
  if (smtp === null) return { ok: false, provider: "smtp", detail: "E_SMTP_UNSET", again: false };
  const attachments = await Promise.all(
    row.attachments.map(async ({ name, type, sha256 }) => ({
      name,
      type,
      bytes: await bytesOf(parts.blobs, sha256),
    })),
  );
  const mail = {
    id: row.id,
    fromName: settings.centre.name[row.language],
    to: { name: row.to_name, address: row.to_address },
    subject: row.subject,
    text,
    attachments,
  };
  const { detail } = await parts.mailer.send(mail, { ...smtp, ...(password === undefined ? {} : { password }) });
  return { ok: true, provider: `smtp ${smtp.host}`, detail, again: false };
}

async function byWebhook(
  parts: Parts,
  row: NoticeRow,
  { text, link }: { readonly text: string; readonly link: string },
  settings: Settings,
  secret: string | undefined,
): Promise<Outcome> {
  if (secret === undefined) return { ok: false, provider: "webhook", detail: "E_WEBHOOK_SECRET_UNSET", again: false };
  const body = JSON.stringify({
    id: row.id,
    purpose: row.purpose,
    subject: row.subject,
    text,
    link,
    at: row.created_at,
  });
  const url = row.to_address;
  const at = Math.floor(parts.clock.now().getTime() / 1000);
  const { detail } = await parts.webhook.send({ url, body, secret, key: row.id, at, allow: settings["webhook.allow"] });
  return { ok: true, provider: `webhook ${new URL(url).hostname}`, detail, again: false };
}

async function attempt(parts: Parts, row: NoticeRow): Promise<Outcome> {
  try {
    return await deliver(parts, row);
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    return { ok: false, provider: row.channel, detail, again: true };
  }
}

/** Writes down what came of an attempt; an acknowledgement that was quicker stays. */
async function record(parts: Parts, tried: NoticeRow, outcome: Outcome): Promise<void> {
  await parts.work(parts.call, "notice.attempted", async (unit) => {
    const { ok, provider, detail } = outcome;
    await insertAttempt(unit.tx, { id: parts.random.uuid(), notice_id: tried.id, at: unit.now, ok, provider, detail });
    const row = await readNotice(unit.tx, { id: tried.id });
    if (row === undefined || row.state !== "queued") return;
    const next = outcome.again ? nextTry(tried.tries, Date.parse(unit.now)) : undefined;
    if (!ok && next !== undefined) {
      await updateNotice(unit.tx, row.id, { next_at: new Date(next).toISOString() });
      unit.changed({ kind: "notice.retried", ...(row.incident_id === null ? {} : { incident: row.incident_id }) });
      return;
    }
    if (row.incident_id !== null) {
      const kind = ok ? "notice.sent" : "notice.failed";
      await parts.journal.append(unit, row.incident_id, {
        kind,
        data: { notice: row.id, provider, detail, tries: tried.tries },
      });
    }
    const state = ok ? "sent" : "failed";
    await updateNotice(unit.tx, row.id, { state, next_at: null, sent_at: ok ? unit.now : null });
  });
}

/**
 * Sends what is due, once each; answers how many attempts were made. A notice is leased before it leaves: when this process dies
 * it is sent again under the same id, never forgotten.
 */
export function noticeSender(parts: Parts): () => Promise<number> {
  return async () => {
    const due = await parts.work(parts.call, "notice.lease", (unit) => {
      const until = new Date(Date.parse(unit.now) + LEASE_MS).toISOString();
      return leaseDue(unit.tx, unit.now, until, AT_ONCE);
    });
    await Promise.all(due.map(async (row) => record(parts, row, await attempt(parts, row))));
    return due.length;
  };
}
