import type { StatementKind } from "@stanch/model/answer";
import type { Language } from "@stanch/model/text";
import { backSections } from "./paper-back.ts";
import { bodySections } from "./paper-body.ts";
import { type Pen, penFor } from "./paper-pen.ts";
import { frontSections } from "./paper-front.ts";
import type { ReportModel, Tlp } from "./report-model.ts";

/** Cited records as they are numbered in the evidence appendix; `[3, 7]` is E3 to E7. */
export type CiteRange = readonly [number, number];

/** One cell of a table or one value of a list of facts. `mono` is text from evidence, printed as it is. */
export interface Cell {
  readonly text: string;
  readonly mono?: boolean;
  readonly strong?: boolean;
  /** A second, quieter line. */
  readonly sub?: string;
  readonly subMono?: boolean;
  readonly mark?: StatementKind;
  readonly outcome?: "success" | "failure" | "unknown";
  readonly cites?: readonly CiteRange[];
}

export interface PaperStatement {
  readonly mark: StatementKind;
  readonly text: string;
  /** Kind in words, and confidence where it is an inference. */
  readonly note: string;
  readonly cites: readonly CiteRange[];
}

export interface PaperRecord {
  /** Number of the record: E12. */
  readonly number: number;
  readonly where: string;
  readonly time: string;
  readonly raw: string;
  readonly cut?: string;
}

export interface PlotMark {
  readonly lane: number;
  /** 0 to 1. */
  readonly x: number;
  /** 0 to 1. */
  readonly size: number;
  readonly outcome: "success" | "failure" | "unknown";
}

/** What stands on paper, in order. PDF and HTML render the same blocks, so they cannot say different things. */
export type Block =
  | { readonly kind: "text" | "lead" | "note" | "quiet"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly { readonly name: string; readonly value: Cell }[] }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "figures"; readonly items: readonly { readonly value: string; readonly name: string }[] }
  | { readonly kind: "statements"; readonly items: readonly PaperStatement[]; readonly compact?: true }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      /** Relative widths. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | {
      readonly kind: "plot";
      readonly title: string;
      readonly caption: string;
      readonly lanes: readonly string[];
      readonly marks: readonly PlotMark[];
      readonly ticks: readonly { readonly x: number; readonly label: string }[];
    }
  | {
      readonly kind: "records";
      readonly name: string;
      readonly path: string;
      readonly sha256: string;
      readonly items: readonly PaperRecord[];
    };

export interface Section {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A report in one language, ready to be laid out. */
export interface Paper {
  readonly language: Language;
  readonly title: string;
  readonly number: string;
  readonly made: string;
  readonly tlp: Tlp;
  readonly tlpMeaning: string;
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly levelText: string;
  readonly verdict: ReportModel["summary"]["verdict"];
  readonly verdictText: string;
  readonly lead: string;
  readonly cover: readonly { readonly name: string; readonly value: string }[];
  readonly draft: string;
  readonly labels: {
    readonly contents: string;
    readonly marks: string;
    readonly page: string;
    readonly fact: string;
    readonly inference: string;
    readonly gap: string;
    readonly notes: readonly string[];
  };
  readonly sections: readonly Section[];
}

/**
 * Lays a report model out in one language: numbered citations, local and UTC times, addresses in prose defanged.
 *
 * @example const paper = paperOf(model, "zh");
 */
export function paperOf(model: ReportModel, language: Language): Paper {
  const pen = penFor(model, language);
  const parts = [...frontSections(model, pen), ...bodySections(model, pen), ...backSections(model, pen)];
  const level = model.determination.level.value ?? 0;
  return {
    language,
    title: pen.plain(model.control.title),
    number: model.control.number,
    made: pen.time(model.control.made),
    tlp: model.control.tlp,
    tlpMeaning: pen.say(`tlp.${model.control.tlp}`),
    level,
    levelText: pen.say(level === 0 ? "level.none" : `level.${level}`),
    verdict: model.summary.verdict,
    verdictText: pen.say(`verdict.${model.summary.verdict}`),
    lead: pen.prose(model.summary.statement),
    cover: coverRows(model, pen),
    draft: model.control.status === "draft" ? pen.say("status.draft") : "",
    labels: labels(pen),
    sections: parts.map((part, index) => Object.assign(part, { number: index + 1 })),
  };
}

function coverRows({ control }: ReportModel, pen: Pen): { name: string; value: string }[] {
  const copies = control.distribution.map(({ to, purpose }) =>
    purpose === undefined ? to : `${to} · ${pen.plain(purpose)}`,
  );
  const rows: [Parameters<Pen["say"]>[0], string | undefined][] = [
    ["cover.number", control.number],
    ["cover.version", `${control.version} · ${pen.say(`status.${control.status}`)}`],
    ["cover.made", pen.time(control.made)],
    ["cover.customer", control.customer?.name],
    ["cover.provider", control.provider?.name],
    ["cover.authors", control.authors.join(pen.say("list.comma"))],
    ["cover.reviewer", control.reviewer],
    ["cover.approver", control.approver],
    ["cover.copy", control.copy],
    ["cover.distribution", copies.join(pen.say("list.comma"))],
    ["cover.product", `${control.product.name} ${control.product.version}`],
  ];
  return rows.flatMap(([key, value]) => (value === undefined || value === "" ? [] : [{ name: pen.say(key), value }]));
}

function labels(pen: Pen): Paper["labels"] {
  return {
    contents: pen.say("toc.title"),
    marks: pen.say("marks.title"),
    page: pen.say("page.of"),
    fact: pen.say("marks.fact"),
    inference: pen.say("marks.inference"),
    gap: pen.say("marks.gap"),
    notes: [pen.say("marks.cite"), pen.say("marks.defang"), pen.say("marks.glyph")],
  };
}
