import type { Block } from "./paper.ts";
import type { Draft, Pen } from "./paper-pen.ts";
import type { ReportModel } from "./report-model.ts";

type Row = { name: string; value: { text: string } };

/** Sections 1 to 4: summary, engagement, determination, symptoms. */
export function frontSections(model: ReportModel, pen: Pen): Draft[] {
  return [
    pen.section("summary", "section.summary", summary(model, pen)),
    pen.section("engagement", "section.engagement", engagement(model, pen)),
    pen.section("determination", "section.determination", determination(model, pen)),
    pen.section("symptoms", "section.symptoms", symptoms(model, pen)),
  ];
}

/** Facts whose value is known; what is unknown is said, what does not apply is left out. */
export function facts(pen: Pen, rows: readonly (readonly [Parameters<Pen["say"]>[0], string | undefined])[]): Block {
  const known: Row[] = rows.flatMap(([key, text]) =>
    text === undefined || text === "" ? [] : [{ name: pen.say(key), value: { text } }],
  );
  return { kind: "facts", rows: known };
}

function summary(model: ReportModel, pen: Pen): Block[] {
  const { summary, recommendations } = model;
  const actions = summary.actions.flatMap((id) => recommendations.filter((one) => one.id === id));
  return [
    { kind: "lead", text: pen.prose(summary.statement) },
    keyFacts(model, pen),
    { kind: "heading", text: pen.say("summary.found") },
    summary.statements.length > 0
      ? { kind: "statements", compact: true, items: summary.statements.map((one) => short(pen, one)) }
      : { kind: "text", text: pen.say("summary.noFindings") },
    { kind: "heading", text: pen.say("summary.actions") },
    actions.length > 0
      ? { kind: "list", items: actions.map(({ measure }) => pen.prose(measure)) }
      : { kind: "text", text: pen.say("summary.noActions") },
    { kind: "heading", text: pen.say("summary.unknown") },
    summary.unknown.length > 0
      ? { kind: "statements", compact: true, items: summary.unknown.map((one) => short(pen, one)) }
      : { kind: "text", text: pen.say("summary.noGaps") },
    figures(model, pen),
  ];
}

function short(pen: Pen, statement: ReportModel["summary"]["statements"][number]) {
  return { ...pen.statement(statement), cites: pen.cites(statement.cites, 4) };
}

function keyFacts({ summary, determination, impact, adversary }: ReportModel, pen: Pen): Block {
  const { key } = determination.type;
  const level = determination.level.value;
  return facts(pen, [
    ["summary.first", summary.first === undefined ? undefined : pen.time(summary.first)],
    ["summary.last", summary.last === undefined ? undefined : pen.time(summary.last)],
    [
      "summary.entry",
      adversary.vectors.length === 0
        ? undefined
        : pen.joined(adversary.vectors.map((vector) => pen.say(`vector.${vector}`))),
    ],
    ["summary.reached", pen.joined(few(impact.hosts))],
    ["summary.type", key === null ? pen.say("determination.noType") : pen.typeName(key)],
    ["summary.level", pen.say(level === null ? "level.none" : `level.${level}`)],
  ]);
}

function few(values: readonly string[]): string[] {
  return values.length <= 8 ? [...values] : [...values.slice(0, 8), `+${values.length - 8}`];
}

function figures({ summary }: ReportModel, pen: Pen): Block {
  const names = ["hosts", "accounts", "threads", "indicators", "sources", "events", "detections", "unread"] as const;
  return {
    kind: "figures",
    items: names.map((name) => ({ value: pen.count(summary.figures[name]), name: pen.say(`figure.${name}`) })),
  };
}

function engagement({ engagement }: ReportModel, pen: Pen): readonly Block[] {
  return pen.maybe(engagement, (known) => [
    facts(pen, [
      ["engagement.requested", pen.time(known.requestedAt)],
      ["engagement.caller", known.caller],
      ["engagement.channel", pen.plain(known.channel)],
      ["engagement.authorisation", known.authorisation ?? pen.say("none")],
      ["engagement.inScope", pen.joined(known.inScope)],
      ["engagement.outOfScope", pen.joined(known.outOfScope)],
    ]),
    ...titledList(pen, "engagement.questions", known.questions.map(pen.prose)),
    ...titledList(
      pen,
      "engagement.attendance",
      known.attendance.map(({ who, mode, from, to }) =>
        [who, pen.plain(mode), pen.time(from), ...(to === undefined ? [] : [pen.time(to)])].join(" · "),
      ),
    ),
    ...titledList(pen, "engagement.constraints", known.constraints.map(pen.prose)),
  ]);
}

export function titledList(pen: Pen, key: Parameters<Pen["say"]>[0], items: readonly string[]): Block[] {
  if (items.length === 0) return [];
  return [
    { kind: "heading", text: pen.say(key) },
    { kind: "list", items },
  ];
}

function determination({ determination, summary }: ReportModel, pen: Pen): Block[] {
  const { disposition, type, level, quantities } = determination;
  const decided =
    disposition === undefined ? pen.say(`verdict.${summary.verdict}`) : pen.say(`disposition.${disposition}`);
  const computed = level.computed === null ? pen.say("level.none") : pen.say(`level.${level.computed}`);
  const override = level.override;
  return [
    facts(pen, [
      ["determination.disposition", decided],
      ["determination.by", determination.decidedBy ?? pen.say("determination.machine")],
      ["determination.reason", pen.prose(determination.reason)],
      ["determination.type", type.key === null ? pen.say("determination.noType") : pen.typeName(type.key)],
      ["determination.secondary", type.secondary.map(pen.typeName).join(pen.say("list.comma"))],
      ["summary.level", pen.say(level.value === null ? "level.none" : `level.${level.value}`)],
      ["determination.rule", level.rule],
      ["determination.explain", pen.prose(level.explain)],
      [
        "determination.override",
        override === undefined
          ? undefined
          : `${pen.say("determination.override", { by: override.by, computed })} · ${pen.prose(override.reason)}`,
      ],
    ]),
    ...(type.key === null ? [] : [quiet(pen.say("determination.keyNote", { scheme: type.scheme, key: type.key }))]),
    factors(level.factors, quantities, pen),
    ...titledList(pen, "determination.assumptions", level.assumptions.map(pen.prose)),
    { kind: "heading", text: pen.say("determination.deadlines") },
    ...pen.maybe(determination.deadlines, (duties) => [deadlines(duties, pen)]),
  ];
}

type Determination = ReportModel["determination"];

function factors(known: Determination["level"]["factors"], quantities: Determination["quantities"], pen: Pen): Block {
  return {
    kind: "table",
    head: [pen.say("determination.factor"), pen.say("determination.value")],
    widths: [1, 1],
    rows: [
      ...known.map(({ name, value }) => [{ text: pen.plain(name) }, { text: pen.prose(value) }]),
      ...quantities.map(({ key, value }) => [
        { text: pen.say(`quantity.${key}`) },
        { text: value === null ? pen.say("unknown") : pen.prose(value) },
      ]),
    ],
  };
}

function quiet(text: string): Block {
  return { kind: "quiet", text };
}

type Deadlines = Exclude<ReportModel["determination"]["deadlines"], { notPart: unknown }>;

function deadlines(duties: Deadlines, pen: Pen): Block {
  const state = (duty: Deadlines[number]) => {
    if (duty.notApplicable !== undefined) return pen.prose(duty.notApplicable);
    if (duty.doneAt === undefined) return pen.say("deadline.open");
    return pen.say("deadline.done", { at: pen.time(duty.doneAt), proof: duty.proof ?? pen.say("none") });
  };
  return {
    kind: "table",
    head: [pen.say("deadline.name"), pen.say("deadline.recipient"), pen.say("deadline.due"), pen.say("deadline.state")],
    widths: [3, 2, 2, 3],
    rows: duties.map((duty) => [
      { text: pen.prose(duty.name), sub: duty.id },
      { text: duty.recipient ?? pen.say("none") },
      duty.dueAt === undefined ? { text: pen.say("none") } : pen.timeCell(duty.dueAt),
      { text: state(duty) },
    ]),
  };
}

function symptoms({ symptoms }: ReportModel, pen: Pen): readonly Block[] {
  return pen.maybe(symptoms, (known) => [
    facts(pen, [
      ["symptoms.by", known.noticedBy],
      ["symptoms.at", pen.time(known.noticedAt)],
      ["symptoms.location", known.location],
      ["symptoms.systems", known.systems],
    ]),
    ...titledList(pen, "symptoms.observed", known.observed.map(pen.prose)),
  ]);
}
