import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { heldBack, type Held, limitSpan } from "./channel-limit.ts";
import { insertAttempt, type NoticeRow, readNoticeCase, readSent, updateNotice } from "./notice-repo.ts";

/** Other ways to reach whoever a page is for. */
export interface NextWays {
  /** The channel that comes next; undefined when there is none. */
  readonly next: (unit: Unit, notice: string) => Promise<string | undefined>;
  /** It is used at once instead of after its delay. */
  readonly moveOn: (unit: Unit, notice: string) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly ways: NextWays;
}

/** Writes down that an address had enough, and what happens instead. */
async function hold(parts: Parts, unit: Unit, row: NoticeRow, held: Held): Promise<boolean> {
  const said = { id: parts.random.uuid(), notice_id: row.id, at: unit.now, ok: false, provider: "limit" };
  if (row.purpose !== "page") {
    const until = new Date(held.until).toISOString();
    await insertAttempt(unit.tx, { ...said, detail: `${held.limit}: ${until}` });
    await updateNotice(unit.tx, row.id, { next_at: until, tries: row.tries - 1 });
    return true;
  }
  const next = await parts.ways.next(unit, row.id);
  // A page that has no other way goes out whatever was sent before.
  if (next === undefined) return false;
  const detail = `${held.limit}: ${next}`;
  await insertAttempt(unit.tx, { ...said, detail });
  if (row.incident_id !== null) {
    const data = { notice: row.id, provider: "limit", detail, tries: row.tries };
    await parts.journal.append(unit, row.incident_id, { kind: "notice.failed", data });
  }
  await updateNotice(unit.tx, row.id, { state: "failed", next_at: null });
  await parts.ways.moveOn(unit, row.id);
  return true;
}

/**
 * Of leased notices those that may leave now. Ordinary ones wait until their address may get one more; pages take the person's next
 * way instead; whatever is about a case of level 1 or 2 leaves.
 */
export async function withinLimits(parts: Parts, unit: Unit, rows: readonly NoticeRow[]): Promise<NoticeRow[]> {
  const going: NoticeRow[] = [];
  const now = Date.parse(unit.now);
  for (const row of rows) {
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
