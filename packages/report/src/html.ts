import { createHash } from "node:crypto";
import type { Language } from "@stanch/model/text";
import { type HtmlScope, blockHtml, factsHtml } from "./html-block.ts";
import { htmlStyle } from "./html-style.ts";
import { escapeHtml as e } from "./html-text.ts";
import { say } from "./messages.ts";
import { type Paper, paperOf } from "./paper.ts";
import type { ReportModel } from "./report-model.ts";

const styleHash = createHash("sha256").update(htmlStyle).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/**
 * The report as one self-contained page in both languages, from the same paper as the PDF. It holds no script and loads nothing;
 * the language is chosen with two radio buttons. `frame-ancestors` cannot stand in a meta element, so a server adds it.
 *
 * @example await writeFile("report.html", renderHtml(model));
 */
export function renderHtml(model: ReportModel): string {
  const papers = (["zh", "en"] as const).map((language) => paperOf(model, language));
  const titles = papers.map(({ title }) => title).join(" · ");
  return `<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${e(titles)} ${e(model.control.number)}</title>
<style>${htmlStyle}</style>
</head>
<body>
${(["zh", "en"] as const).map(choice).join("\n")}
<header class="bar"><b>Stanch 止血</b><span class="tlp ${tlpClass(model)}">TLP:${e(model.control.tlp)}</span>${(["zh", "en"] as const).map(label).join("")}</header>
<main>
${papers.map(articleHtml).join("\n")}
</main>
</body>
</html>
`;
}

function choice(language: Language): string {
  const checked = language === "zh" ? " checked" : "";
  return `<input class="choice" type="radio" name="lang" id="lang-${language}"${checked} aria-label="${e(say(language, "language"))}">`;
}

function label(language: Language): string {
  return `<label for="lang-${language}" lang="${language}">${e(say(language, "language"))}</label>`;
}

function tlpClass({ control }: ReportModel): string {
  return control.tlp.startsWith("AMBER") ? "AMBER" : control.tlp;
}

function articleHtml(paper: Paper): string {
  const { language, labels } = paper;
  const scope: HtmlScope = {
    prefix: `${language}-`,
    words: {
      fact: say(language, "kind.fact"),
      inference: say(language, "kind.inference"),
      gap: say(language, "kind.gap"),
      success: say(language, "outcome.success"),
      failure: say(language, "outcome.failure"),
      unknown: say(language, "outcome.unknown"),
    },
  };
  const contents = paper.sections
    .map(({ id, title }) => `<li><a href="#${scope.prefix}s-${e(id)}">${e(title)}</a></li>`)
    .join("");
  const notes = [...labels.notes, `TLP:${paper.tlp} · ${paper.tlpMeaning}`];
  return `<article lang="${language}">
${coverHtml(paper, scope)}
<nav aria-label="${e(labels.contents)}"><h3>${e(labels.contents)}</h3><ol>${contents}</ol></nav>
<h3>${e(labels.marks)}</h3>
<p>${(["fact", "inference", "gap"] as const).map((kind) => `<span class="mark ${kind}"></span> ${e(labels[kind])}`).join("<br>")}</p>
${notes.map((note) => `<p class="quiet">${e(note)}</p>`).join("")}
${paper.sections.map(({ id, number, title, blocks }) => `<section id="${scope.prefix}s-${e(id)}"><h2>${number} ${e(title)}</h2>\n${blocks.map((block) => blockHtml(block, scope)).join("\n")}</section>`).join("\n")}
</article>`;
}

function coverHtml(paper: Paper, scope: HtmlScope): string {
  const level = paper.level === 0 ? "–" : String(paper.level);
  const rows = paper.cover.map(({ name, value }) => ({ name, value: { text: value } }));
  return `<p class="quiet">${e(paper.number)}</p><h1>${e(paper.title)}</h1>${paper.draft === "" ? "" : `<p class="draft">${e(paper.draft)}</p>`}
<div class="level v${paper.level}"><b>${level}</b><div><b>${e(paper.levelText)}</b><br>${e(paper.verdictText)}</div></div>
<p class="lead">${e(paper.lead)}</p>
${factsHtml(rows, scope)}`;
}
