import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { heldBack, type Held, limitSpan, receiptLimit } from "./channel-limit.ts";
import { pagedPurposes } from "./notice.ts";
import { countReceipts, insertAttempt, type NoticeRow, readNoticeCase, readSent, updateNotice } from "./notice-repo.ts";

/** Other ways to reach whoever a page is for. */
export interface NextWays {
  /** The channel that comes next; undefined when there is none. */
  readonly next: (unit: Unit, notice: string) => Promise<string | undefined>;
  /** It is used at once instead of after its delay. */
  readonly moveOn: (unit: Unit, notice: string) => Promise<void>;
  /** Whether the page that this notice carries still waits for an answer; true when it carries none. */
  readonly open: (unit: Unit, notice: string) => Promise<boolean>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly ways: NextWays;
}

/** A page that does not leave by this way: why stands in the records. */
async function withhold(parts: Parts, unit: Unit, row: NoticeRow, provider: string, detail: string): Promise<void> {
  const attempt = { id: parts.random.uuid(), notice_id: row.id, at: unit.now, ok: false, provider, detail };
  await insertAttempt(unit.tx, attempt);
  if (row.incident_id !== null) {
    const data = { notice: row.id, provider, detail, tries: row.tries };
    await parts.journal.append(unit, row.incident_id, { kind: "notice.failed", data });
  }
  await updateNotice(unit.tx, row.id, { state: "failed", next_at: null });
}

/** Writes down that an address had enough, and what happens instead. */
async function hold(parts: Parts, unit: Unit, row: NoticeRow, held: Held): Promise<boolean> {
  if (!pagedPurposes.has(row.purpose)) {
    const until = new Date(held.until).toISOString();
    const said = { id: parts.random.uuid(), notice_id: row.id, at: unit.now, ok: false, provider: "limit" };
    await insertAttempt(unit.tx, { ...said, detail: `${held.limit}: ${until}` });
    await updateNotice(unit.tx, row.id, { next_at: until, tries: row.tries - 1 });
    return true;
  }
  const next = await parts.ways.next(unit, row.id);
  // A page that has no other way goes out whatever was sent before.
  if (next === undefined) return false;
  await withhold(parts, unit, row, "limit", `${held.limit}: ${next}`);
  await parts.ways.moveOn(unit, row.id);
  return true;
}

/** The mailbox of an address, whatever its case and its tag. */
const mailboxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, "@");

/** Whether the mailbox of a receipt had its receipts of this hour, with those that are about to leave. */
async function flooded(unit: Unit, row: NoticeRow, going: readonly NoticeRow[]): Promise<boolean> {
  if (row.purpose !== "receipt") return false;
  const since = new Date(Date.parse(unit.now) - receiptLimit.minutes * 60_000).toISOString();
  const mailbox = mailboxOf(row.to_address);
  const beside = going.filter((one) => one.purpose === row.purpose && mailboxOf(one.to_address) === mailbox);
  return (await countReceipts(unit.tx, mailbox, since)) + beside.length >= receiptLimit.most;
}

/**
 * Of leased notices those that may leave now. Ordinary ones wait until their address may get one more; pages take the person's next
 * way instead; whatever is about a case of level 1 or 2 leaves. Pages that were answered meanwhile are not repeated.
 */
export async function withinLimits(parts: Parts, unit: Unit, rows: readonly NoticeRow[]): Promise<NoticeRow[]> {
  const going: NoticeRow[] = [];
  const now = Date.parse(unit.now);
  for (const row of rows) {
    // What could not be sent is not tried again once somebody has answered or the chain is over.
    if (pagedPurposes.has(row.purpose) && row.tries > 1 && !(await parts.ways.open(unit, row.id))) {
      await withhold(parts, unit, row, "stopped", "answered");
      continue;
    }
    if (await flooded(unit, row, going)) {
      await withhold(parts, unit, row, "limit", `receipt ${receiptLimit.most}/${receiptLimit.minutes} min`);
      continue;
    }
    const span = limitSpan(row.channel);
    if (span > 0) {
      const since = new Date(now - span * 60_000).toISOString();
      const to = { channel: row.channel, address: row.to_address };
      const beside = going.filter((one) => one.channel === to.channel && one.to_address === to.address);
      const sent = [...(await readSent(unit.tx, { ...to, since })), ...beside.map(() => now)];
      const held = heldBack(row.channel, sent, now);
      const { level } = await readNoticeCase(unit.tx, row);
      const grave = level === 1 || level === 2;
      if (held !== undefined && !grave && (await hold(parts, unit, row, held))) continue;
    }
    going.push(row);
  }
  return going;
}
