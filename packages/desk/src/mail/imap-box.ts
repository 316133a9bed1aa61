import { ImapFlow } from "imapflow";
import type { ImapSettings } from "@stanch/model/mail";

export interface ImapAccount extends ImapSettings {
  readonly password: string;
}

/** Where reading stands: a mailbox that was made anew has another `uidValidity`. */
export interface BoxPlace {
  readonly uidValidity: string;
  readonly lastUid: number;
}

export interface BoxMail {
  readonly place: BoxPlace;
  /** When the server took it. */
  readonly receivedAt: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Reads mails that are new since a place, oldest first, one after the other; marks and moves nothing. */
export interface MailBox {
  readonly read: (
    account: ImapAccount,
    since: BoxPlace | undefined,
    take: (mail: BoxMail) => Promise<void>,
  ) => Promise<void>;
}

function clientOf(account: ImapAccount): ImapFlow {
  return new ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.security === "tls",
    doSTARTTLS: account.security === "starttls",
    auth: { user: account.user, pass: account.password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
  });
}

async function readNew(client: ImapFlow, since: BoxPlace | undefined, take: (mail: BoxMail) => Promise<void>) {
  const box = client.mailbox;
  if (box === false) return;
  const uidValidity = String(box.uidValidity);
  const from = since?.uidValidity === uidValidity ? since.lastUid + 1 : 1;
  const found = await client.search({ uid: `${from}:*` }, { uid: true });
  // `n:*` always names the last mail, also when its number is lower.
  const uids = (Array.isArray(found) ? found : []).filter((uid) => uid >= from).toSorted((a, b) => a - b);
  for (const uid of uids) {
    const head = await client.fetchOne(String(uid), { internalDate: true }, { uid: true });
    if (head === false) continue;
    const date = head.internalDate ?? new Date();
    const whole = await client.download(String(uid), undefined, { uid: true });
    if (whole.content === undefined || whole.content === null) continue;
    const receivedAt = new Date(date).toISOString();
    await take({ place: { uidValidity, lastUid: uid }, receivedAt, bytes: whole.content });
  }
}

/** IMAP by imapflow: the folder is opened read-only, nothing in the mailbox changes. */
export function imapBox(): MailBox {
  return {
    read: async (account, since, take) => {
      const client = clientOf(account);
      // A broken connection is told by the call under way; without a listener it would end the process.
      client.on("error", () => undefined);
      try {
        await client.connect();
        const lock = await client.getMailboxLock(account.folder, { readOnly: true });
        try {
          await readNew(client, since, take);
        } finally {
          lock.release();
        }
        await client.logout();
      } finally {
        client.close();
      }
    },
  };
}
