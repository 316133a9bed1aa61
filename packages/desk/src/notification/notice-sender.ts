import type { Blobs } from "@stanch/store/blobs";
import type { JournalService } from "../journal/journal-service.ts";
import type { Clock, Random } from "../ports.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Call } from "../handler.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { ChannelSender } from "./channel-sender.ts";
import type { Mailer } from "./mailer.ts";
import { nextTry, pagedPurposes, providerChannels } from "./notice.ts";
import { type NextWays, withinLimits } from "./notice-hold.ts";
import { insertAttempt, leaseDue, type NoticeRow, readNotice, readNoticeCase, updateNotice } from "./notice-repo.ts";
import { channelMessage, type Written, writtenNotice } from "./notice-text.ts";
import { readProviderSecrets } from "./provider-secrets.ts";
import { type PushDelivery, readPushSubscription } from "./push-delivery.ts";
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
  readonly channels: ChannelSender;
  readonly pushes: PushDelivery;
  /** The push service said that a browser is gone. */
  readonly gone: (unit: Unit, notice: NoticeRow) => Promise<void>;
  readonly ways: NextWays;
  /** Told of every notice that has failed for good, within the same unit. */
  readonly failed: (unit: Unit, notice: NoticeRow, detail: string) => Promise<void>;
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
  /** The provider's own id of the message. */
  readonly messageId?: string;
  /** There is nobody at the address any more. */
  readonly gone?: boolean;
  /** It stands in the records already. */
  readonly noted?: boolean;
}

async function bytesOf(blobs: Parts["blobs"], sha256: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobs.read(sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Everything that sending needs to know, read at once. */
async function readAround(parts: Parts, row: NoticeRow) {
  return parts.work(
    parts.call,
    "notice.settings",
    async (unit) => {
      const settings = await parts.settings.all(unit);
      const providers = settings.providers.filter((one) => one.channel === row.channel);
      const secrets = await readProviderSecrets(parts.settings, unit, providers);
      return {
        settings,
        providers,
        secrets,
        passwords: [
          await parts.settings.secret(unit, "smtp.password"),
          await parts.settings.secret(unit, "smtp.second.password"),
        ],
        secret: await parts.settings.secret(unit, "webhook.secret"),
        subscription: row.channel === "push" ? await readPushSubscription(unit.tx, row.to_address) : undefined,
        number: (await readNoticeCase(unit.tx, row)).number,
      };
    },
    { readOnly: true },
  );
}

type Around = Awaited<ReturnType<typeof readAround>>;

async function deliver(parts: Parts, row: NoticeRow): Promise<Outcome> {
  const around = await readAround(parts, row);
  const written = await writtenNotice(parts, row, around.settings);
  if (providerChannels.has(row.channel)) return byProvider(parts, row, written, around);
  if (row.channel === "push") return { again: true, ...(await parts.pushes(row, written, around)) };
  return row.channel === "mail"
    ? byMail(parts, row, written, around)
    : byWebhook(parts, row, written, around.settings, around.secret);
}

async function byProvider(parts: Parts, row: NoticeRow, written: Written, around: Around): Promise<Outcome> {
  const { providers, settings, secrets, number } = around;
  if (providers.length === 0) return { ok: false, provider: row.channel, detail: "E_PROVIDER_UNSET", again: false };
  let last = { provider: row.channel as string, detail: "" };
  const taken = await parts.channels.send({
    providers,
    secrets: (id) => secrets.get(id) ?? { secret: "", token: "" },
    message: channelMessage(row, written, number, settings),
    allow: settings["webhook.allow"],
    tried: (outcome) => {
      last = outcome;
      return note(parts, row.id, outcome);
    },
  });
  return taken === undefined ? { ok: false, ...last, again: true, noted: true } : { ...taken, again: false };
}

/** The second server is tried at once when the first does not take the mail. */
async function byMail(parts: Parts, row: NoticeRow, { subject, text }: Written, around: Around): Promise<Outcome> {
  const { settings, passwords } = around;
  const accounts = [settings.smtp, settings["smtp.second"]].flatMap((smtp, at) => {
    const password = passwords[at];
    return smtp === null ? [] : [{ ...smtp, ...(password === undefined ? {} : { password }) }];
  });
  const attachments = await Promise.all(
    row.attachments.map(async ({ name, type, sha256 }) => ({ name, type, bytes: await bytesOf(parts.blobs, sha256) })),
  );
  const fromName = settings.centre.name[row.language];
  const mail = { id: row.id, fromName, to: { name: row.to_name, address: row.to_address }, subject, text, attachments };
  let last: Outcome = { ok: false, provider: "smtp", detail: "E_SMTP_UNSET", again: false };
  for (const account of accounts) {
    const provider = `smtp ${account.host}`;
    try {
      const { detail } = await parts.mailer.send(mail, account);
      return { ok: true, provider, detail, again: false };
    } catch (error) {
      last = { ok: false, provider, detail: reasonOf(error), again: true, noted: true };
      await note(parts, row.id, last);
    }
  }
  return last;
}

async function byWebhook(
  parts: Parts,
  row: NoticeRow,
  { text, link }: Written,
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

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

async function attempt(parts: Parts, row: NoticeRow): Promise<Outcome> {
  try {
    return await deliver(parts, row);
  } catch (error) {
    return { ok: false, provider: row.channel, detail: reasonOf(error), again: true };
  }
}

async function writeAttempt(
  parts: Parts,
  unit: Unit,
  notice: string,
  { ok, provider, detail, messageId = "" }: Omit<Outcome, "again">,
): Promise<void> {
  const id = parts.random.uuid();
  const row = { id, notice_id: notice, at: unit.now, ok, provider, detail };
  await insertAttempt(unit.tx, { ...row, message_id: messageId === "" ? null : messageId });
}

/** Stands in the records at once, whatever comes next. */
function note(parts: Parts, notice: string, outcome: Omit<Outcome, "again">): Promise<void> {
  return parts.work(parts.call, "notice.tried", (unit) => writeAttempt(parts, unit, notice, outcome));
}

/** Writes down what came of an attempt; an acknowledgement that was quicker stays. */
async function record(parts: Parts, tried: NoticeRow, outcome: Outcome): Promise<void> {
  await parts.work(parts.call, "notice.attempted", async (unit) => {
    const { ok, provider, detail } = outcome;
    if (outcome.noted !== true) await writeAttempt(parts, unit, tried.id, outcome);
    if (outcome.gone === true) await parts.gone(unit, tried);
    const row = await readNotice(unit.tx, { id: tried.id });
    if (row === undefined || row.state !== "queued") return;
    const next = outcome.again ? nextTry(tried.tries, Date.parse(unit.now)) : undefined;
    if (!ok && next !== undefined) {
      await updateNotice(unit.tx, row.id, { next_at: new Date(next).toISOString() });
      // Another way may work now; this one is tried on all the same.
      if (tried.tries === 1 && pagedPurposes.has(row.purpose)) await parts.ways.moveOn(unit, row.id);
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
    if (ok) return;
    if (pagedPurposes.has(row.purpose)) await parts.ways.moveOn(unit, row.id);
    await parts.failed(unit, row, detail);
  });
}

/**
 * Sends what is due, once each; answers how many attempts were made. A notice is leased before it leaves: when this process dies
 * it is sent again under the same id, never forgotten.
 */
export function noticeSender(parts: Parts): () => Promise<number> {
  return async () => {
    const [due, going] = await parts.work(parts.call, "notice.lease", async (unit) => {
      const until = new Date(Date.parse(unit.now) + LEASE_MS).toISOString();
      const leased = await leaseDue(unit.tx, unit.now, until, AT_ONCE);
      return [leased, await withinLimits(parts, unit, leased)] as const;
    });
    await Promise.all(going.map(async (row) => record(parts, row, await attempt(parts, row))));
    return due.length;
  };
}
