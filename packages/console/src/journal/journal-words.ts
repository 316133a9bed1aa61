import { incidentType } from "@stanch/model/incident-type";
import type { JournalEntry, JournalKind } from "@stanch/model/journal";
import { levelNames } from "@stanch/model/level-table";
import { stepNames } from "@stanch/model/process";
import { symptomNames } from "@stanch/model/request";
import { roleNames } from "@stanch/model/role";
import type { Language, Text } from "@stanch/model/text";
import type { Words } from "../messages/en/all.ts";
import { instantText } from "../time/instant-text.ts";

/** How a reader reads: their words, their language, their zone. */
export interface Reader {
  readonly words: Words;
  readonly language: Language;
  readonly zone: string;
}

type Names = Readonly<Record<string, string>>;
/** One thing that a line says. */
export type Said = readonly [label: string, value: string];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hash = /\b([0-9a-f]{12})[0-9a-f]{20,}\b/g;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

function sideOf(all: Readonly<Record<string, Text>>, language: Language): Names {
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [key, text[language]]));
}

/** Words for the values of fields, whatever the kind of line. */
function valueNames({ words, language }: Reader): Readonly<Record<string, Names>> {
  const { names, journal, closing, duty, legal, going } = words;
  return {
    channel: { ...names.channel, ...names.noticeChannel },
    purpose: { ...names.custody, ...journal.purposes },
    part: { ...names.part, ...sideOf(roleNames, language), "emergency-team": duty.teamKinds.emergency },
    mode: names.mode,
    why: going.outcomes,
    step: sideOf(stepNames, language),
    symptoms: sideOf(symptomNames, language),
    disposition: names.disposition,
    outcome: { ...going.callBack.outcomes, ...journal.outcomes },
    level: sideOf(levelNames, language),
    action: names.custody,
    phase: { ...names.investigationState, ...names.investigationPhase, ...names.measurePhase },
    verdict: names.verdict,
    classification: names.classification,
    language: closing.settings.languages,
    what: duty.chain.kinds,
    importance: journal.grades,
    loss: journal.grades,
    harm: journal.grades,
    dataThreat: journal.grades,
    jurisdictions: legal.jurisdiction,
    operator: legal.operators,
    sectors: legal.sector,
    data: legal.dataKinds,
  };
}

/** The same word is another state in another kind of line. */
function stateNames(kind: JournalKind, { words }: Reader): Names {
  const { names, journal } = words;
  const of: Readonly<Record<string, Names>> = {
    notice: names.noticeState,
    assignment: names.assignmentState,
    investigation: names.investigationState,
    measure: names.measureState,
    report: names.reportState,
    task: journal.taskStates,
  };
  return of[kind.split(".", 1)[0] ?? ""] ?? names.incidentState;
}

const named = (names: Names | undefined, value: string): string | undefined =>
  names !== undefined && Object.hasOwn(names, value) ? names[value] : undefined;

/** One value as words; undefined for what says nothing to a reader: empty values, and ids that only the program follows. */
function valueWords(
  key: string,
  value: string | number | boolean,
  kind: JournalKind,
  reader: Reader,
): string | undefined {
  const { journal } = reader.words;
  if (typeof value === "boolean") return value ? journal.yes : journal.no;
  const text = String(value);
  if (text === "" || uuid.test(text)) return undefined;
  const word = key === "state" ? named(stateNames(kind, reader), text) : named(valueNames(reader)[key], text);
  if (word !== undefined) return word;
  if (instant.test(text)) return instantText(text, reader.zone, "second");
  if (key === "type" || key === "types" || key === "secondary") {
    const type = incidentType(text);
    return type === undefined ? text : `${text} ${type.name[reader.language]}`;
  }
  return text.replace(hash, "$1…");
}

function labelOf(key: string, { words }: Reader): string {
  return named(words.journal.fields, key) ?? words.journal.other;
}

function* walk(key: string, value: unknown, kind: JournalKind, reader: Reader): Generator<Said> {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const plain = value.filter((one) => typeof one !== "object" || one === null);
    const said = plain.flatMap((one) => valueWords(key, one as string, kind, reader) ?? []);
    if (said.length > 0) yield [labelOf(key, reader), said.join(" · ")];
    for (const one of value) if (typeof one === "object" && one !== null) yield* walk(key, one, kind, reader);
  } else if (typeof value === "object") {
    for (const [inner, one] of Object.entries(value)) yield* walk(inner, one, kind, reader);
  } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    const said = valueWords(key, value, kind, reader);
    if (said !== undefined) yield [labelOf(key, reader), said];
  }
}

/**
 * What a line of the journal says, label by label, in the reader's words. The journal file holds it whole and exactly; here ids are left
 * out and hashes shortened.
 *
 * @example journalWords({ kind: "clock.stopped", data: { person: "Zhao", how: "phone", late: false } }, reader)
 */
export function journalWords(entry: Pick<JournalEntry, "kind" | "data">, reader: Reader): Said[] {
  // Where a note names people is shown in the note itself.
  const said = Object.entries(entry.data).filter(([key]) => !(entry.kind === "note.written" && key === "mentions"));
  return said.flatMap(([key, value]) => [...walk(key, value, entry.kind, reader)]);
}
