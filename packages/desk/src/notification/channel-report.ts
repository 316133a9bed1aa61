import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "@stanch/model/canonical-json";
import type { ProviderReport } from "@stanch/model/provider";
import { deskError } from "../desk-error.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { AssignmentService } from "../assignment/assignment-service.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Random } from "../ports.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { noticeSteps, pagedPurposes } from "./notice.ts";
import type { NextWays } from "./notice-hold.ts";
import { insertAttempt, type NoticeRow, readProviderNotice, updateNotice } from "./notice-repo.ts";
import type { NoticeService } from "./notice-service.ts";

/** What providers say about messages that they took. */
export interface ProviderReports {
  readonly take: (unit: Unit, provider: string, report: ProviderReport) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly settings: Pick<SettingsService, "secret" | "all">;
  readonly notices: Pick<NoticeService, "acknowledgeRow">;
  readonly escalations: Pick<EscalationService, "acknowledgeNotice">;
  readonly ways: NextWays;
  readonly assignments: Pick<AssignmentService, "offerOf" | "answerNotice">;
  /** Told of every notice that has failed for good. */
  readonly failed: (unit: Unit, notice: NoticeRow, detail: string) => Promise<void>;
}

const MOST_APART_MS = 300_000;
/** Keys that mean "I take it": 1 as the voice says, 4 as GoAlert has it. */
const yes: ReadonlySet<string> = new Set(["1", "4"]);

/**
 * The signature of a report: HMAC-SHA-256 over the canonical JSON of everything else, in hex.
 *
 * @example reportSignature("s3cret", { at: 1767225600, key, event: "delivered" })
 */
export function reportSignature(secret: string, report: Omit<ProviderReport, "signature">): string {
  return createHmac("sha256", secret).update(canonicalJson(report)).digest("hex");
}

async function checked(parts: Parts, unit: Unit, provider: string, report: ProviderReport): Promise<void> {
  const { signature, ...said } = report;
  const known = (await parts.settings.all(unit)).providers.some((one) => one.id === provider);
  const secret = known ? await parts.settings.secret(unit, `provider.${provider}.inbound`) : undefined;
  const right = Buffer.from(reportSignature(secret ?? "", said), "hex");
  const late = Math.abs(report.at * 1000 - Date.parse(unit.now)) > MOST_APART_MS;
  // An unknown provider, a wrong key and an old report look alike from outside.
  if (secret === undefined || late || !timingSafeEqual(right, Buffer.from(signature, "hex"))) {
    throw deskError("E_PROVIDER_SIGNATURE");
  }
}

async function settle(parts: Parts, unit: Unit, row: NoticeRow, state: "delivered" | "failed", detail: string) {
  if (!noticeSteps[row.state].includes(state)) return;
  if (row.incident_id !== null) {
    const data = { notice: row.id, detail };
    await parts.journal.append(unit, row.incident_id, { kind: `notice.${state}`, data });
  }
  await updateNotice(unit.tx, row.id, { state, next_at: null });
  if (state === "delivered") return;
  if (pagedPurposes.has(row.purpose)) await parts.ways.moveOn(unit, row.id);
  await parts.failed(unit, row, detail);
}

/** Reports in any order and any number of times; one that says nothing new changes nothing. */
export function providerReports(parts: Parts): ProviderReports {
  return {
    take: async (unit, provider, report) => {
      await checked(parts, unit, provider, report);
      const row = await readProviderNotice(unit.tx, provider, report.key);
      // A queued one is being sent again; what becomes of it is told by what comes of that.
      if (row === undefined || row.state === "queued") return;
      const { event, digit = "", detail = "" } = report;
      const said = `${event} ${digit} ${detail.replace(/[\p{Cc}\p{Cf}]+/gu, " ")}`.replace(/\s+/g, " ").trim();
      if (event === "key-pressed") {
        if (!yes.has(digit) || !(await parts.notices.acknowledgeRow(unit, row, undefined))) return;
        await parts.escalations.acknowledgeNotice(unit, row.id);
        // The voice asks to press a key to take the task; one that another took meanwhile is not taken twice.
        const offer = await parts.assignments.offerOf(unit, row.id);
        if (offer === "offered") await parts.assignments.answerNotice(unit, row.id, "accepted");
        return;
      }
      const id = parts.random.uuid();
      const ok = event === "delivered";
      if (!noticeSteps[row.state].includes(event)) return;
      // A failure after all is one of this provider; that it was delivered is no second message.
      if (!ok) await insertAttempt(unit.tx, { id, notice_id: row.id, at: unit.now, ok, provider, detail: said });
      await settle(parts, unit, row, event, said);
    },
  };
}
