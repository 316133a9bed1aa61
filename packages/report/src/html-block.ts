import { escapeHtml } from "./html-text.ts";
import type { Block, Cell, CiteRange, PaperRecord, PaperStatement } from "./paper.ts";

/** How the HTML of one language names its anchors: two articles of a page must not share ids. */
export interface HtmlScope {
  /** `zh-` */
  readonly prefix: string;
  /** Words for the marks, read aloud. */
  readonly words: Readonly<Record<"fact" | "inference" | "gap" | "success" | "failure" | "unknown", string>>;
}

const e = escapeHtml;

/** One block as HTML; every text in it is escaped. */
export function blockHtml(block: Block, scope: HtmlScope): string {
  switch (block.kind) {
    case "text":
      return `<p>${e(block.text)}</p>`;
    case "lead":
    case "note":
    case "quiet":
      return `<p class="${block.kind}">${e(block.text)}</p>`;
    case "heading":
      return `<h3>${e(block.text)}</h3>`;
    case "facts":
      return factsHtml(block.rows, scope);
    case "list":
      return `<ul>${block.items.map((item) => `<li>${e(item)}</li>`).join("")}</ul>`;
    case "figures":
      return `<ul class="figures">${block.items.map(({ value, name }) => `<li><b>${e(value)}</b> ${e(name)}</li>`).join("")}</ul>`;
    case "statements":
      return `<ul class="said">${block.items.map((item) => statementHtml(item, scope)).join("")}</ul>`;
    case "table":
      return tableHtml(block, scope);
    case "plot":
      return plotHtml(block);
    case "records":
      return recordsHtml(block, scope);
  }
}

/** Names and values, as on the cover. */
export function factsHtml(rows: readonly { readonly name: string; readonly value: Cell }[], scope: HtmlScope): string {
  if (rows.length === 0) return "";
  return `<dl>${rows.map(({ name, value }) => `<dt>${e(name)}</dt><dd>${cellHtml(value, scope)}</dd>`).join("")}</dl>`;
}

function tableHtml({ head, rows }: Extract<Block, { kind: "table" }>, scope: HtmlScope): string {
  const header = head.map((name) => `<th scope="col">${e(name)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cellHtml(cell, scope)}</td>`).join("")}</tr>`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${e(head.join(" "))}"><table><thead><tr>${header}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function cellHtml(cell: Cell, scope: HtmlScope): string {
  const marks = [
    cell.mark === undefined ? "" : markHtml(cell.mark, scope),
    cell.outcome === undefined
      ? ""
      : `<span class="out ${cell.outcome}" title="${e(scope.words[cell.outcome])}"></span>`,
  ].join("");
  const text = cell.mono === true ? `<code>${e(cell.text)}</code>` : e(cell.text);
  const main = cell.strong === true ? `<b>${text}</b>` : cell.text === "" ? "" : text;
  const sub = cell.subMono === true ? `<code>${e(cell.sub ?? "")}</code>` : e(cell.sub ?? "");
  return `${marks}${main}${citesHtml(cell.cites ?? [], scope)}${sub === "" ? "" : `<span class="sub">${sub}</span>`}`;
}

function statementHtml({ mark, text, note, cites }: PaperStatement, scope: HtmlScope): string {
  return `<li>${markHtml(mark, scope)} ${e(text)}${citesHtml(cites, scope)}<span class="sub">${e(note)}</span></li>`;
}

function markHtml(mark: PaperStatement["mark"], { words }: HtmlScope): string {
  return `<span class="mark ${mark}" role="img" aria-label="${e(words[mark])}" title="${e(words[mark])}"></span>`;
}

function citesHtml(cites: readonly CiteRange[], { prefix }: HtmlScope): string {
  return cites
    .map(([from, to]) => {
      const label = from === to ? `E${from}` : `E${from}–E${to}`;
      return from === 0 ? " <b>[E?]</b>" : ` <a href="#${prefix}e${from}">[${label}]</a>`;
    })
    .join("");
}

const lane = 26;
const left = 190;
const right = 780;

function plotHtml({ title, caption, lanes, marks, ticks }: Extract<Block, { kind: "plot" }>): string {
  const height = lanes.length * lane + 30;
  const x = (at: number): number => Math.round(left + 14 + at * (right - left - 28));
  const rows = lanes.map((name, index) => {
    const y = index * lane + lane / 2;
    return `<text x="0" y="${y + 4}">${e(name)}</text><line x1="${left}" x2="${right}" y1="${y + lane / 2}" y2="${y + lane / 2}"/>`;
  });
  const dots = marks.map(({ lane: at, x: where, size, outcome }) => {
    const kind = outcome === "success" ? "fill" : outcome === "failure" ? "open" : "open dash";
    return `<circle class="${kind}" cx="${x(where)}" cy="${at * lane + lane / 2}" r="${(3.5 + 4.5 * size).toFixed(1)}"/>`;
  });
  const labels = ticks.map(({ x: where, label }) => {
    const anchor = where < 0.08 ? "start" : where > 0.92 ? "end" : "middle";
    return `<text x="${x(where)}" y="${height - 8}" text-anchor="${anchor}">${e(label)}</text>`;
  });
  return `<figure><figcaption><b>${e(title)}</b></figcaption><svg viewBox="0 0 800 ${height}" role="img" aria-label="${e(title)}">${[...rows, ...dots, ...labels].join("")}</svg><figcaption>${e(caption)}</figcaption></figure>`;
}

function recordsHtml({ name, path, sha256, items }: Extract<Block, { kind: "records" }>, scope: HtmlScope): string {
  const head = `<h3>${e(name)} <code>${e(path)}</code></h3><p class="quiet">SHA-256 <code>${e(sha256)}</code></p>`;
  return head + items.map((item) => recordHtml(item, scope)).join("\n");
}

function recordHtml({ number, where, time, raw, cut }: PaperRecord, { prefix }: HtmlScope): string {
  const rest = cut === undefined ? "" : `<span class="sub">… ${e(cut)}</span>`;
  return `<div class="record" id="${prefix}e${number}"><b>E${number}</b> <span class="quiet">${e(where)} · ${e(time)}</span><pre>${e(raw)}</pre>${rest}</div>`;
}
