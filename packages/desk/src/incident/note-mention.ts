import type { Mention } from "@stanch/model/mention";
import { placeMentions } from "@stanch/model/mention";
import { may } from "@stanch/model/role";
import { found } from "../desk-error.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import { cut, oneLine } from "../notification/channel-text.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import { readStaff } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { readIncident } from "./incident-repo.ts";

/** Somebody whom a note names, and whether they are told. */
export interface Mentioned {
  readonly name: string;
  readonly told: boolean;
}

export interface NoteForm {
  readonly body: string;
  /** Whom the writer chose; who is not named in the text is left out. */
  readonly mentions: readonly string[];
}

interface Parts {
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
}

const MOST_EXCERPT = 300;

/** A colleague who left, and an account of a customer, see no case. */
const sees = (one: Account): boolean => one.active && one.customer === undefined && may(one.roles, "incident.read");

async function tell(parts: Parts, unit: Unit, incident: string, body: string, to: Account): Promise<void> {
  const { number, title } = found(await readIncident(unit.tx, incident), "incident");
  const { publicUrl } = await parts.settings.all(unit);
  const link = publicUrl === "" ? "" : `${publicUrl.replace(/\/$/, "")}/incidents/${incident}`;
  const params = { number, title, by: unit.call.actor.name, text: cut(oneLine(body), MOST_EXCERPT), link };
  await parts.notices.queue(unit, {
    purpose: "mentioned",
    incident,
    to: { name: to.name, part: to.roles[0] ?? "", address: to.email },
    channel: "mail",
    subject: say(to.language, "mentioned.subject", params),
    body: say(to.language, "mentioned.body", params).trimEnd(),
    link: "none",
    language: to.language,
  });
}

/**
 * Writes a note, and tells whom it names once each, by mail, not by a page. Only staff write notes, so no text of a customer ever tells
 * anybody. Whoever may not see the case is told nothing, and the writer hears of it.
 */
export async function writeNote(parts: Parts, unit: Unit, incident: string, form: NoteForm): Promise<Mentioned[]> {
  const { body } = form;
  const chosen = form.mentions.length === 0 ? [] : await readStaff(unit.tx);
  const byId = new Map<string, Account>(chosen.map((one) => [one.id, one]));
  const people = form.mentions.flatMap((id) => byId.get(id) ?? []);
  const mentions: Mention[] = placeMentions(body, people);
  const data = mentions.length === 0 ? { body } : { body, mentions };
  await parts.journal.append(unit, incident, { kind: "note.written", data });
  const answer: Mentioned[] = [];
  for (const id of new Set(mentions.map(({ staff }) => staff))) {
    const one = byId.get(id);
    if (one === undefined || id === unit.call.actor.id) continue;
    const told = sees(one);
    if (told) await tell(parts, unit, incident, body, one);
    answer.push({ name: one.name, told });
  }
  return answer;
}
