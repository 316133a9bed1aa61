import { plot, tacticName } from "./paper-plot.ts";
import { type Folded, fold } from "./paper-fold.ts";
import { facts, titledList } from "./paper-front.ts";
import type { Block, Cell } from "./paper.ts";
import type { Draft, Pen } from "./paper-pen.ts";
import type { ReportModel, ReportThread, TimelineRow } from "./report-model.ts";
import { isUtc } from "./when.ts";

/** Beyond these, alike rows in a row are printed as one with their number. */
const mostRows = 1000;
const mostSteps = 60;

/** Sections 5 to 9: evidence, timeline, analysis, impact, adversary. */
export function bodySections(model: ReportModel, pen: Pen): Draft[] {
  return [
    pen.section("evidence", "section.evidence", evidence(model, pen)),
    pen.section("timeline", "section.timeline", timeline(model, pen)),
    pen.section("analysis", "section.analysis", analysis(model, pen)),
    pen.section("impact", "section.impact", impact(model, pen)),
    pen.section("adversary", "section.adversary", adversary(model, pen)),
  ];
}

function evidence({ evidence }: ReportModel, pen: Pen): Block[] {
  const { span, tools, ruleSet } = evidence;
  const covered =
    span.first === undefined || span.last === undefined
      ? pen.say("evidence.noSpan")
      : pen.say("evidence.span", { first: pen.time(span.first), last: pen.time(span.last) });
  return [
    facts(pen, [
      ["evidence.covers", covered],
      [
        "evidence.tools",
        pen.joined(tools.map(({ name, version, sha256 }) => [name, version, sha256 ?? ""].join(" ").trim())),
      ],
      ["evidence.ruleSet", pen.say("evidence.rules", { count: ruleSet.rules, version: ruleSet.version })],
      ["evidence.time", evidence.timeBasis.map((text) => pen.plain(text)).join(" ")],
    ]),
    { kind: "heading", text: pen.say("evidence.items") },
    ...pen.maybe(evidence.items, (items) => items.flatMap((item) => evidenceItem(item, pen))),
    { kind: "heading", text: pen.say("evidence.sources") },
    sources(evidence, pen),
    { kind: "heading", text: pen.say("evidence.limitations") },
    { kind: "statements", compact: true, items: evidence.limitations.map((one) => pen.statement(one)) },
  ];
}

type Item = Exclude<ReportModel["evidence"]["items"], { notPart: unknown }>[number];

function evidenceItem(item: Item, pen: Pen): Block[] {
  return [
    {
      kind: "facts",
      rows: [
        { name: pen.say("evidence.item"), value: { text: item.id, strong: true } },
        { name: pen.say("evidence.name"), value: { text: item.name, mono: true, sub: item.sha256, subMono: true } },
        { name: pen.say("evidence.size"), value: { text: pen.bytes(item.bytes) } },
        ...(item.host === undefined ? [] : [{ name: pen.say("evidence.from"), value: { text: item.host } }]),
        { name: pen.say("evidence.received"), value: { text: pen.time(item.receivedAt ?? item.collectedAt) } },
      ],
    },
    {
      kind: "table",
      head: [pen.say("evidence.custody"), pen.say("timeline.time"), pen.say("response.by"), "SHA-256"],
      widths: [2, 2, 2, 4],
      rows: item.custody.map((line) => [
        { text: pen.say(`custody.${line.action}`), sub: pen.prose(line.purpose) },
        pen.timeCell(line.at),
        { text: line.by, sub: [line.from, line.to].filter((name) => name !== undefined).join(" → ") },
        { text: line.sha256, mono: true },
      ]),
    },
  ];
}

function sources({ sources }: ReportModel["evidence"], pen: Pen): Block {
  return {
    kind: "table",
    head: [
      pen.say("evidence.file"),
      pen.say("evidence.format"),
      pen.say("evidence.records"),
      pen.say("evidence.events"),
      pen.say("evidence.unread"),
      pen.say("evidence.covers"),
    ],
    widths: [46, 13, 11, 11, 9, 22],
    rows: sources.map((source) => [
      { text: source.path, mono: true, sub: source.sha256, subMono: true },
      { text: source.format, sub: pen.bytes(source.bytes) },
      { text: pen.count(source.records) },
      { text: pen.count(source.events) },
      unread(source, pen),
      covered(source, pen),
    ]),
  };
}

type SourceRow = ReportModel["evidence"]["sources"][number];

function unread({ unparsed, damage }: SourceRow, pen: Pen): Cell {
  const text = pen.count(unparsed);
  return damage.length === 0 ? { text } : { text, sub: pen.say("evidence.damaged", { count: damage.length }) };
}

function covered({ failure, first, last }: SourceRow, pen: Pen): Cell {
  if (failure !== undefined) return { text: pen.prose(failure.message), strong: true };
  if (first === undefined || last === undefined) return { text: pen.say("timeline.noTime") };
  return { text: pen.timeCell(first).text, sub: pen.timeCell(last).text };
}

function timeline(model: ReportModel, pen: Pen): Block[] {
  const rows = model.timeline;
  if (rows.length === 0) return [{ kind: "text", text: pen.say("timeline.empty") }];
  const zone = isUtc(pen.zone) ? pen.say("timeline.utc") : pen.say("timeline.zone", { zone: pen.zone });
  return [
    ...plot(model, pen),
    { kind: "quiet", text: zone },
    {
      kind: "table",
      head: (["time", "where", "what", "attack", "evidence"] as const).map((name) => pen.say(`timeline.${name}`)),
      widths: [21, 19, 48, 12, 12],
      rows: fold(rows, mostRows).map((one) => timelineRow(one, pen)),
    },
  ];
}

function timelineRow({ row, rows, last, cites }: Folded<TimelineRow>, pen: Pen): Cell[] {
  const who = [row.account, row.source === undefined ? undefined : pen.prose(row.source)].filter(
    (one) => one !== undefined,
  );
  const times = row.count > 1 ? [pen.say("timeline.times", { count: pen.count(row.count) })] : [];
  return [
    pen.timeCell(row.at),
    { text: row.host ?? pen.say("unknown"), sub: who.join(" · ") },
    {
      text: pen.prose(row.text),
      mark: row.kind,
      outcome: row.outcome,
      sub: [pen.statement(row).note, pen.say(`outcome.${row.outcome}`), ...times, ...more(rows, last, pen)].join(" · "),
    },
    { text: row.technique ?? "", sub: row.tactic === undefined ? "" : tacticName(row.tactic, pen) },
    { text: "", cites: pen.cites(cites, 3) },
  ];
}

/** How many rows of the same kind the printed one stands for. */
function more(rows: number, last: Pick<TimelineRow, "at" | "until">, pen: Pen): string[] {
  return rows === 1
    ? []
    : [pen.say("timeline.folded", { count: pen.count(rows - 1), until: pen.time(last.until ?? last.at) })];
}

function analysis({ analysis }: ReportModel, pen: Pen): Block[] {
  const { threads, persistence, rootCause } = analysis;
  return [
    { kind: "heading", text: pen.say("analysis.root") },
    { kind: "statements", items: [pen.statement(rootCause)] },
    ...threads.flatMap((thread) => threadBlocks(thread, pen)),
    ...(threads.length === 0 ? [{ kind: "text" as const, text: pen.say("analysis.noThreads") }] : []),
    { kind: "heading", text: pen.say("analysis.persistence") },
    persistence.length === 0
      ? { kind: "text", text: pen.say("analysis.noPersistence") }
      : {
          kind: "statements",
          items: persistence.map(({ kind, subject, host, statement }) =>
            pen.statement(statement, [pen.say(`persistence.${kind}`), host, subject]),
          ),
        },
  ];
}

function threadBlocks(thread: ReportThread, pen: Pen): Block[] {
  const { source } = thread;
  const span = [thread.first, thread.last].filter((one) => one !== undefined).map((one) => pen.time(one));
  return [
    { kind: "heading", text: pen.say("analysis.thread", { id: thread.id, type: pen.typeName(thread.type) }) },
    facts(pen, [
      ["analysis.result", pen.say(thread.succeeded ? "analysis.succeeded" : "analysis.refused")],
      ["analysis.source", pen.prose(pen.joined(source.ips))],
      ["analysis.vector", pen.say(`vector.${source.vector}`)],
      ["analysis.hosts", pen.joined(thread.hosts)],
      ["analysis.accounts", pen.joined(thread.accounts)],
      ["analysis.span", span.join(" – ")],
    ]),
    {
      kind: "statements",
      items: fold(thread.steps, mostSteps).map(({ row, rows, last, cites }) =>
        pen.statement({ ...row, cites: [...cites] }, [
          `${row.technique} ${tacticName(row.tactic, pen)}`,
          pen.say(`outcome.${row.outcome}`),
          ...more(rows, last, pen),
        ]),
      ),
    },
    ...titledList(
      pen,
      "analysis.alternatives",
      source.alternatives.map(({ vector, reason }) => `${pen.say(`vector.${vector}`)}: ${pen.prose(reason)}`),
    ),
  ];
}

function impact({ impact }: ReportModel, pen: Pen): Block[] {
  const section = (value: typeof impact.business) =>
    pen.maybe(value, (items) => [{ kind: "statements", items: items.map((one) => pen.statement(one)) }]);
  return [
    facts(pen, [
      ["impact.hosts", pen.joined(impact.hosts)],
      ["impact.accounts", pen.joined(impact.accounts)],
    ]),
    { kind: "heading", text: pen.say("impact.exfiltration") },
    { kind: "statements", items: [impact.exfiltration, ...impact.data].map((one) => pen.statement(one)) },
    { kind: "heading", text: pen.say("impact.business") },
    ...section(impact.business),
    { kind: "heading", text: pen.say("impact.third") },
    ...section(impact.thirdParties),
  ];
}

function adversary({ adversary }: ReportModel, pen: Pen): Block[] {
  const vectors = adversary.vectors.map((vector) => pen.say(`vector.${vector}`));
  return [
    facts(pen, [
      ["adversary.addresses", pen.prose(pen.joined(adversary.addresses))],
      ["adversary.vectors", pen.joined(vectors)],
    ]),
    ...(adversary.statements.length === 0
      ? []
      : [{ kind: "statements" as const, items: adversary.statements.map((one) => pen.statement(one)) }]),
    { kind: "heading", text: pen.say("adversary.attribution") },
    ...pen.maybe(adversary.attribution, ({ text, confidence, alternatives }) => [
      { kind: "text", text: `${pen.prose(text)} (${pen.say(`confidence.${confidence}`)})` },
      ...titledList(pen, "adversary.alternatives", alternatives.map(pen.prose)),
    ]),
  ];
}
