import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "@stanch/investigate/investigation";
import { renderHtml } from "@stanch/report/html";
import { hashFile, makeManifest, manifestText } from "@stanch/report/manifest";
import { renderPdf } from "@stanch/report/pdf";
import { reportFromAnswer } from "@stanch/report/report-from-answer";

/** Writes the report on an investigation: PDF in both languages, and one page with both. Same outcome, same bytes. */
export async function writeReports({ answer, sources, citations }: Outcome, folder: string): Promise<void> {
  const model = reportFromAnswer({ answer, sources: sources.sources, citations });
  const [zh, en] = await Promise.all([renderPdf(model, "zh"), renderPdf(model, "en")]);
  writeFileSync(join(folder, "report.zh.pdf"), zh);
  writeFileSync(join(folder, "report.en.pdf"), en);
  writeFileSync(join(folder, "report.html"), renderHtml(model));
}

/** Writes `manifest.json` over everything else in the folder, dated as the answer is. */
export async function writeManifest({ answer }: Outcome, folder: string): Promise<void> {
  const { product, version, now, ...how } = answer.made;
  const names = readdirSync(folder).sort();
  const files = await Promise.all(names.map(async (path) => ({ path, ...(await hashFile(join(folder, path))) })));
  const manifest = makeManifest({
    kind: "investigation",
    made: { product, version, at: now },
    files,
    about: { verdict: answer.verdict, ...how },
  });
  writeFileSync(join(folder, "manifest.json"), manifestText(manifest));
}
