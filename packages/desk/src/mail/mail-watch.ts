import type { Blobs } from "@stanch/store/blobs";
import type { Call } from "../handler.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Work } from "../unit-of-work.ts";
import type { BoxMail, MailBox } from "./imap-box.ts";
import { accountOf, type MailService } from "./mail-service.ts";
import { readMail } from "./read-mail.ts";

interface Parts {
  readonly work: Work;
  readonly call: Call;
  readonly blobs: Pick<Blobs, "write" | "read">;
  readonly settings: Pick<SettingsService, "all" | "secret">;
  readonly mails: MailService;
  readonly box: MailBox;
}

/** As much of a mail as is read for its words; the whole is stored. */
const MOST_BYTES = 32 * 1024 * 1024;

async function headOf(blobs: Pick<Blobs, "read">, sha256: string, size: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of blobs.read(sha256, { start: 0, end: Math.min(size, MOST_BYTES) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The original first, then what it says, then one transaction that takes it. */
async function takeOne(parts: Parts, account: string, { bytes, place, receivedAt }: BoxMail): Promise<void> {
  const blob = await parts.blobs.write(bytes);
  const mail = await readMail(await headOf(parts.blobs, blob.sha256, blob.size));
  await parts.work(parts.call, "mail.take", (unit) =>
    parts.mails.take(unit, account, place, { mail, blob, receivedAt }),
  );
}

const line = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, 300);

/** Fetches mail; what fails is written down and told, and tried again at the next turn. */
export function mailWatch(parts: Parts): () => Promise<void> {
  const { work, call, settings, mails, box } = parts;
  return async () => {
    const set = await work(
      call,
      "mail.account",
      async (unit) => {
        const { imap } = await settings.all(unit);
        if (imap === null) return undefined;
        const account = accountOf(imap);
        const password = (await settings.secret(unit, "imap.password")) ?? "";
        return { account, imap: { ...imap, password }, since: await mails.place(unit, account) };
      },
      { readOnly: true },
    );
    if (set === undefined) return;
    try {
      await box.read(set.imap, set.since, (mail) => takeOne(parts, set.account, mail));
    } catch (error) {
      await work(call, "mail.failed", (unit) => mails.failed(unit, set.account, line(error)));
      throw error;
    }
    await work(call, "mail.worked", (unit) => mails.worked(unit, set.account));
  };
}
