import type { Clock } from "../ports.ts";
import type { Settings } from "../settings/settings.ts";
import type { Tx } from "../tables.ts";
import { cut, oneLine } from "./channel-text.ts";
import type { NoticeRow } from "./notice-repo.ts";
import type { Written } from "./notice-text.ts";
import type { PushSubscription } from "./push-encryption.ts";
import { PushGone, type PushSender } from "./push-sender.ts";

/** So much time for one push, as for other providers. */
const WITHIN_MS = 8_000;
/** A browser that was away for longer is not woken: the chain has gone on. */
const KEEP_S = 3600;
const MOST_TITLE = 60;
const MOST_BODY = 200;

/** What the service worker gets, as JSON. */
export interface PushMessage {
  readonly title: string;
  readonly body: string;
  /** Where a click leads, without the origin: the worker opens nothing but pages of its own centre. */
  readonly path: string;
  /** One notification for one notice, however often it is sent. */
  readonly tag: string;
  readonly language: "zh" | "en";
}

export interface PushOutcome {
  readonly ok: boolean;
  readonly provider: string;
  readonly detail: string;
  readonly again?: boolean;
  readonly gone?: boolean;
}

interface Around {
  readonly settings: Settings;
  readonly number: string;
  /** Undefined when the browser was taken away since. */
  readonly subscription: PushSubscription | undefined;
}

/** Tells one browser; what a push service refuses is an outcome, never an error. */
export type PushDelivery = (row: NoticeRow, written: Written, around: Around) => Promise<PushOutcome>;

/** What it takes to push to the browser with this address. */
export async function readPushSubscription(tx: Tx, address: string): Promise<PushSubscription | undefined> {
  return tx
    .selectFrom("push_subscription")
    .select(["endpoint", "p256dh", "auth"])
    .where("address", "=", address)
    .executeTakeFirst();
}

/** The notice as it stands on a locked screen: the centre, the number, the subject, nothing of the case besides. */
export function pushMessage(row: NoticeRow, written: Written, number: string, settings: Settings): PushMessage {
  const subject = oneLine(written.subject);
  const words = number === "" || subject.includes(number) ? subject : `${number} ${subject}`;
  const url = URL.parse(written.link);
  return {
    title: cut(oneLine(settings.centre.name[row.language]), MOST_TITLE),
    body: cut(words, MOST_BODY),
    path: url === null ? "/" : `${url.pathname}${url.search}`,
    tag: row.id,
    language: row.language,
  };
}

/** How the operator of a push service reaches the centre. Source: RFC 8292, section 2.1. */
export function pushContact({ centre, publicUrl }: Pick<Settings, "centre" | "publicUrl">): string {
  if (centre.dutyMail !== "") return `mailto:${centre.dutyMail}`;
  const url = URL.parse(publicUrl);
  return url?.protocol === "https:" ? url.origin : "mailto:nobody@invalid.invalid";
}

/** Pushes through the network guard, with what came of it in words. */
export function pushDelivery(parts: { readonly sender: PushSender; readonly clock: Clock }): PushDelivery {
  return async (row, written, { settings, number, subscription }) => {
    const provider = `push ${row.to_address.split("/")[0] ?? ""}`;
    if (subscription === undefined) return { ok: false, provider, detail: "E_CONTACT_GONE", again: false };
    try {
      const { detail } = await parts.sender.send({
        to: subscription,
        contact: pushContact(settings),
        text: JSON.stringify(pushMessage(row, written, number, settings)),
        keepFor: KEEP_S,
        at: Math.floor(parts.clock.now().getTime() / 1000),
        allow: settings["webhook.allow"],
        withinMs: WITHIN_MS,
      });
      return { ok: true, provider, detail, again: false };
    } catch (error) {
      const said = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      // The endpoint is a secret of the browser: whoever has it and our key can push to it.
      const detail = said.replaceAll(subscription.endpoint, "***");
      return error instanceof PushGone
        ? { ok: false, provider, detail, again: false, gone: true }
        : { ok: false, provider, detail };
    }
  };
}
