import { techniqueName } from "./attack-table.ts";
import { defang } from "./defang.ts";
import type { Block, Cell } from "./paper.ts";
import { titledList } from "./paper-front.ts";
import type { Draft, Pen } from "./paper-pen.ts";
import { tacticName } from "./paper-plot.ts";
import type { ReportIndicator, ReportModel, ReportRecommendation } from "./report-model.ts";

/** Sections 10 to 16 and the cited records. */
export function backSections(model: ReportModel, pen: Pen): Draft[] {
  return [
    pen.section("response", "section.response", response(model, pen)),
    pen.section("recommendations", "section.recommendations", recommendations(model, pen)),
    pen.section("reassessment", "section.reassessment", reassessment(model, pen)),
    pen.section("police", "section.police", police(model, pen)),
    pen.section("indicators", "section.indicators", indicators(model, pen)),
    pen.section("attack", "section.attack", attack(model, pen)),
    pen.section("closing", "section.closing", closing(model, pen)),
    pen.section("records", "section.records", records(model, pen)),
  ];
}

function response({ response }: ReportModel, pen: Pen): readonly Block[] {
  return pen.maybe(response, ({ actions, advice }) => [
    {
      kind: "table",
      head: (["phase", "what", "by", "at", "result"] as const).map((name) => pen.say(`response.${name}`)),
      widths: [10, 34, 18, 20, 26],
      rows: actions.map((action) => [
        { text: pen.say(`phase.${action.phase}`) },
        { text: pen.prose(action.what), sub: action.target ?? "" },
        { text: action.by, sub: action.approvedBy ?? "" },
        pen.timeCell(action.at),
        {
          text: action.result === undefined ? pen.say("unknown") : pen.prose(action.result),
          sub: action.verifiedBy === undefined ? "" : pen.say("response.verified", { name: action.verifiedBy }),
        },
      ]),
    },
    ...titledList(
      pen,
      "response.advice",
      advice.map(({ at, by, text, readAt }) =>
        [
          pen.time(at),
          by,
          pen.prose(text),
          ...(readAt === undefined ? [] : [pen.say("response.read", { at: pen.time(readAt) })]),
        ].join(" · "),
      ),
    ),
  ]);
}

function recommendations({ recommendations }: ReportModel, pen: Pen): Block[] {
  if (recommendations.length === 0) return [{ kind: "text", text: pen.say("recommendation.empty") }];
  return [
    {
      kind: "table",
      head: (["no", "measure", "phase", "priority", "owner"] as const).map((name) => pen.say(`recommendation.${name}`)),
      widths: [7, 56, 12, 13, 18],
      rows: recommendations.map((one, index) => recommendationRow(one, index, pen)),
    },
  ];
}

function recommendationRow(one: ReportRecommendation, index: number, pen: Pen): Cell[] {
  const acceptance =
    one.acceptance === undefined ? [] : [pen.say("recommendation.acceptance", { text: pen.prose(one.acceptance) })];
  const reason = [pen.prose(one.reason), ...acceptance].join(" ");
  return [
    { text: String(index + 1) },
    { text: pen.prose(one.measure), strong: true, sub: reason, cites: pen.cites(one.cites, 3) },
    { text: pen.say(`phase.${one.phase}`), sub: one.d3fend ?? "" },
    { text: pen.say(`priority.${one.priority}`), sub: one.target ?? "" },
    {
      text: one.owner ?? pen.say("recommendation.unassigned"),
      sub: one.dueAt === undefined ? "" : pen.timeCell(one.dueAt).text,
    },
  ];
}

function reassessment({ reassessment }: ReportModel, pen: Pen): readonly Block[] {
  return pen.maybe(reassessment, ({ checks, residual }) => [
    {
      kind: "table",
      head: (["check", "due", "done", "result"] as const).map((name) => pen.say(`reassessment.${name}`)),
      widths: [3, 2, 2, 3],
      rows: checks.map(({ name, dueAt, doneAt, by, result }) => [
        { text: pen.prose(name) },
        pen.timeCell(dueAt),
        doneAt === undefined ? { text: pen.say("deadline.open") } : pen.timeCell(doneAt),
        { text: result === undefined ? pen.say("unknown") : pen.prose(result), sub: by ?? "" },
      ]),
    },
    ...titledList(pen, "reassessment.residual", residual.map(pen.prose)),
  ]);
}

function police({ police }: ReportModel, pen: Pen): readonly Block[] {
  return pen.maybe(police, ({ handedOver, requests }) => [
    handedOver.length === 0
      ? { kind: "text", text: pen.say("police.none") }
      : {
          kind: "table",
          head: (["item", "to", "at", "receipt"] as const).map((name) => pen.say(`police.${name}`)),
          widths: [4, 2, 2, 2],
          rows: handedOver.map(({ item, sha256, to, at, receipt }) => [
            { text: item, sub: sha256 ?? "", subMono: true },
            { text: to },
            pen.timeCell(at),
            { text: receipt ?? pen.say("none") },
          ]),
        },
    ...titledList(
      pen,
      "police.requests",
      requests.map(({ number, issuer, receivedAt }) => [number, issuer, pen.time(receivedAt)].join(" · ")),
    ),
    { kind: "quiet", text: pen.say("police.note") },
  ]);
}

const hosted = new Set<ReportIndicator["type"]>(["ip", "domain", "url", "email"]);

function indicators({ indicators }: ReportModel, pen: Pen): Block[] {
  if (indicators.length === 0) return [{ kind: "text", text: pen.say("indicator.empty") }];
  return [
    {
      kind: "table",
      head: [
        ...(["type", "value", "role", "seen", "block"] as const).map((name) => pen.say(`indicator.${name}`)),
        pen.say("timeline.evidence"),
      ],
      widths: [14, 42, 13, 22, 8, 12],
      rows: indicators.map((one) => [
        { text: pen.say(`indicatorType.${one.type}`) },
        { text: hosted.has(one.type) ? defang(one.value) : pen.prose(one.value), mono: true },
        { text: pen.say(`role.${one.role}`) },
        {
          text: one.first === undefined ? "" : pen.timeCell(one.first).text,
          sub: one.last === undefined ? "" : pen.timeCell(one.last).text,
        },
        { text: pen.say(one.block ? "yes" : "no"), strong: one.block },
        { text: "", cites: pen.cites(one.cites, 2) },
      ]),
    },
  ];
}

function attack({ attack }: ReportModel, pen: Pen): Block[] {
  if (attack.rows.length === 0) return [{ kind: "text", text: pen.say("attack.empty") }];
  return [
    { kind: "text", text: pen.say("attack.version", { version: attack.version }) },
    {
      kind: "table",
      head: [
        ...(["tactic", "technique", "procedure"] as const).map((name) => pen.say(`attack.${name}`)),
        pen.say("timeline.evidence"),
      ],
      widths: [16, 30, 44, 12],
      rows: attack.rows.map(({ tactic, technique, procedure, cites }) => [
        { text: tacticName(tactic, pen), sub: tactic },
        { text: techniqueName(technique), sub: technique },
        { text: pen.prose(procedure) },
        { text: "", cites: pen.cites(cites, 3) },
      ]),
    },
    { kind: "quiet", text: pen.say("attack.notice") },
  ];
}

const terms = ["event", "detection", "thread", "indicator", "attack", "tlp"] as const;

/** The journal as it stood, and the key: whoever keeps this page can tell later whether either was changed. */
function proofRows(proof: NonNullable<Exclude<ReportModel["signatures"], { notPart: unknown }>>["proof"], pen: Pen) {
  if (proof === undefined) return [];
  const { entry, head, key } = proof;
  const row = (name: string, text: string, sub: string) => ({ name, value: { text, sub, subMono: true } });
  return [
    row(pen.say("closing.journal"), pen.say("closing.entry", { number: String(entry) }), head),
    ...(key === undefined ? [] : [row(pen.say("closing.key"), pen.say("closing.keyHow"), key)]),
  ];
}

function closing({ statements, signatures }: ReportModel, pen: Pen): Block[] {
  return [
    { kind: "heading", text: pen.say("closing.glossary") },
    {
      kind: "facts",
      rows: terms.map((term) => ({
        name: pen.say(`glossary.${term}`),
        value: { text: pen.say(`glossary.${term}.text`) },
      })),
    },
    ...titledList(pen, "closing.statements", [...statements.map(pen.prose), pen.say("closing.verify")]),
    { kind: "heading", text: pen.say("closing.signatures") },
    ...pen.maybe(signatures, ({ signed, proof, archiveNumber, archivedSha256 }) => [
      {
        kind: "facts" as const,
        rows: [
          ...signed.map(({ part, name, at, sha256 }) => ({
            name: pen.plain(part),
            value: { text: `${name} · ${pen.time(at)}`, sub: sha256 ?? "", subMono: true },
          })),
          ...proofRows(proof, pen),
        ],
      },
      ...(archiveNumber === undefined
        ? []
        : [{ kind: "text" as const, text: pen.say("closing.archive", { number: archiveNumber }) }]),
      ...(archivedSha256 === undefined
        ? []
        : [{ kind: "text" as const, text: pen.say("closing.sha", { sha256: archivedSha256 }) }]),
    ]),
  ];
}

function records({ citations }: ReportModel, pen: Pen): Block[] {
  if (pen.order.length === 0) return [{ kind: "text", text: pen.say("records.empty") }];
  const files = new Map<string, Extract<Block, { kind: "records" }> & { items: unknown[] }>();
  for (const [index, id] of pen.order.entries()) {
    const citation = citations[id];
    if (citation === undefined) continue;
    const { path, sha256, record, offset, time, raw, cut } = citation;
    const key = `${sha256} ${path}`;
    const file = files.get(key) ?? { kind: "records", name: pen.say("records.source"), path, sha256, items: [] };
    files.set(key, file);
    file.items.push({
      number: index + 1,
      where: pen.say("records.where", { record, offset }),
      time: time === undefined ? pen.say("timeline.noTime") : pen.exactTime(time),
      raw,
      ...(cut === undefined ? {} : { cut: pen.say("records.cut", { count: cut }) }),
    });
  }
  return [{ kind: "quiet", text: pen.say("records.intro") }, ...files.values()];
}
