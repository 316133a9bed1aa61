import { incidentType } from "@stanch/model/incident-type";
import type { Language, Text } from "@stanch/model/text";
import { proseDefanger } from "./defang.ts";
import { type MessageKey, say } from "./messages.ts";
import type { Block, Cell, CiteRange, PaperStatement } from "./paper.ts";
import type { ReportModel } from "./report-model.ts";
import { type Statement, isNotPart } from "./statement.ts";
import { when, whenLine } from "./when.ts";

/** A section before it has its number. */
export interface Draft {
  id: string;
  title: string;
  blocks: Block[];
}

/** What every section needs to be written in one language. */
export interface Pen {
  readonly language: Language;
  readonly zone: string;
  say(key: MessageKey, params?: Readonly<Record<string, string | number>>): string;
  /** A sentence in the pen's language, addresses defanged. */
  prose(text: Text | string): string;
  /** A sentence as it is. */
  plain(text: Text): string;
  /** Local time with its zone, and UTC. */
  time(instant: string | undefined): string;
  /** Two lines: local, UTC. */
  timeCell(instant: string | undefined): Cell;
  /** Numbers of cited events as ranges, at most `most` of them. */
  cites(events: readonly string[], most?: number): CiteRange[];
  statement(statement: Statement, extra?: readonly (string | undefined)[]): PaperStatement;
  section(id: string, key: MessageKey, blocks: readonly Block[]): Draft;
  /** The section, or the sentence that it is not part of this analysis. */
  maybe<T extends object>(value: T | { notPart: Text }, blocks: (value: T) => readonly Block[]): readonly Block[];
  /** Name of a GB/T 20986 key, with the key. */
  typeName(key: string): string;
  /** UTC with every digit that the source states. */
  exactTime(instant: string): string;
  bytes(count: number): string;
  /** A number with its thousands apart. */
  count(value: number): string;
  joined(values: readonly string[]): string;
  /** Event ids in the order of their numbers. */
  readonly order: readonly string[];
}

const networked = new Set(["ip", "domain", "url", "email"]);

/** Everything cited anywhere, ordered by file, then place: the numbers of the evidence appendix. */
function citedEvents(model: ReportModel): string[] {
  const place = (id: string) => model.citations[id];
  return Object.keys(model.citations).toSorted((a, b) => {
    const [left, right] = [place(a), place(b)];
    if (left === undefined || right === undefined) return 0;
    if (left.path !== right.path) return left.path < right.path ? -1 : 1;
    return left.offset - right.offset || (a < b ? -1 : 1);
  });
}

/** Makes the pen for one model and language. */
export function penFor(model: ReportModel, language: Language): Pen {
  const order = citedEvents(model);
  const numbers = new Map(order.map((id, index) => [id, index + 1]));
  const defanger = proseDefanger(model.indicators.filter(({ type }) => networked.has(type)).map(({ value }) => value));
  const { zone } = model.control;
  const word: Pen["say"] = (key, params) => say(language, key, params);
  const cites: Pen["cites"] = (events, most = 1000) => ranges(events.map((id) => numbers.get(id) ?? 0)).slice(0, most);
  const prose: Pen["prose"] = (text) => defanger(typeof text === "string" ? text : text[language]);
  return {
    language,
    zone,
    order,
    say: word,
    prose,
    cites,
    plain: (text) => text[language],
    time: (instant) => (instant === undefined ? word("unknown") : whenLine(instant, zone, language)),
    timeCell: (instant) => timeCell(instant, zone, word("timeline.noTime")),
    statement: (statement, extra = []) => ({
      mark: statement.kind,
      text: prose(statement.text),
      note: [note(statement, word), ...extra].filter((one) => one !== undefined && one !== "").join(" · "),
      cites: cites(statement.cites),
    }),
    section: (id, key, blocks) => ({ id, title: word(key), blocks: [...blocks] }),
    maybe: (value, blocks) =>
      isNotPart(value)
        ? [{ kind: "note", text: value.notPart[language] }]
        : blocks(value as Exclude<typeof value, { notPart: Text }>),
    typeName: (key) => `${incidentType(key)?.name[language] ?? key} (${key})`,
    exactTime: (instant) => instant.replace("T", " ").replace(/Z$/, " UTC"),
    bytes: sizeText,
    count: (value) => value.toString().replaceAll(/\B(?=(?:\d{3})+$)/g, ","),
    joined: (values) => (values.length === 0 ? word("none") : values.join(word("list.comma"))),
  };
}

/** An inference carries its confidence or its likelihood, never both in one breath. */
function note({ kind, confidence, likelihood }: Statement, say: Pen["say"]): string {
  const word = say(`kind.${kind}`);
  if (kind !== "inference") return word;
  if (confidence !== undefined) return `${word} · ${say(`confidence.${confidence}`)}`;
  return likelihood === undefined ? word : `${word} · ${say(`likelihood.${likelihood}`)}`;
}

function timeCell(instant: string | undefined, zone: string, none: string): Cell {
  if (instant === undefined) return { text: none };
  const { local, utc } = when(instant, zone);
  return local === utc ? { text: utc } : { text: local, sub: utc };
}

/** Sorted numbers as ranges; 0 stands for what is cited but not there. */
export function ranges(numbers: readonly number[]): CiteRange[] {
  const out: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last !== undefined && last[1] + 1 === number && last[0] !== 0) last[1] = number;
    else out.push([number, number]);
  }
  return out;
}

/** A size in the binary unit that fits, and the exact count of small ones. */
function sizeText(count: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = count === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  const value = count / 2 ** (10 * power);
  return `${power === 0 ? value : value.toFixed(1)} ${units[power] ?? ""}`;
}
