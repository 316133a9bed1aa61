import type { Outcome } from "@stanch/investigate/investigation";
import type { AnswerSheet, Recommendation, Thread } from "@stanch/model/answer";
import { incidentType } from "@stanch/model/incident-type";
import { say as sayReport } from "@stanch/report/messages";
import type { CommandContext } from "./command-context.ts";
import { visible } from "./terminal.ts";
import { unreadLines } from "./unread.ts";

/** How much of each list is shown; `answer.json` has all of it. */
const MOST = { threads: 5, steps: 8, names: 6, persistence: 10, measures: 10, gaps: 10 } as const;

type Speaker = Omit<CommandContext, "end">;

/**
 * What a person called at night needs: the verdict in a sentence, who, how, when, how far; what was left behind; what to do now; what
 * the evidence cannot show; what was not read; the counts. Text from evidence is made harmless for a terminal.
 */
export function summaryLines({ answer, sources }: Outcome, speaker: Speaker): string[] {
  const { say, language } = speaker;
  const now = answer.recommended.filter(({ priority }) => priority === "now");
  return [
    "",
    `${say(`verdict.${answer.verdict}`)}${say("colon")}${visible(answer.summary[language])}`,
    ...kindLines(answer, speaker),
    ...answer.threads.slice(0, MOST.threads).flatMap((thread) => ["", ...threadLines(thread, speaker)]),
    ...(answer.threads.length > MOST.threads
      ? ["", say("moreThreads", { count: String(answer.threads.length - MOST.threads) })]
      : []),
    ...block(
      "persistence",
      answer.persistence.map(({ statement }) => statement[language]),
      MOST.persistence,
      speaker,
    ),
    ...block(
      "now",
      now.map((one) => measure(one, speaker)),
      MOST.measures,
      speaker,
    ),
    ...block(
      "gaps",
      answer.gaps.map((one) => gapText(one, speaker)),
      MOST.gaps,
      speaker,
    ),
    ...block("unread", unreadLines(sources.sources, speaker), Infinity, speaker),
    "",
    countsLine(answer, speaker),
  ];
}

function kindLines({ type, level, verdict }: AnswerSheet, { say, language }: Speaker): string[] {
  if (verdict === "no-incident") return [];
  const named = [type.key, ...type.secondary].flatMap((key) => {
    return key === null ? [] : [`${incidentType(key)?.name[language] ?? key} (${key})`];
  });
  const graded = level.value === null ? say("levelUnknown") : sayReport(language, `level.${level.value}`);
  const assumed = level.value === null ? [] : level.assumptions.map((one) => `  ${visible(one[language])}`);
  return [
    ...(named.length === 0 ? [] : [`${say("type")}${say("colon")}${visible(named.join(say("comma")))}`]),
    ...(verdict === "incident" ? [`${say("level")}${say("colon")}${graded}`, ...assumed] : []),
  ];
}

function threadLines(thread: Thread, { say, language }: Speaker): string[] {
  const { source, hosts, accounts } = thread;
  const head = say("thread", {
    id: visible(thread.id),
    vector: sayReport(language, `vector.${source.vector}`),
    confidence: sayReport(language, `confidence.${thread.confidence}`),
  });
  const list = (values: readonly string[]): string => names(values, say("comma"));
  const where = [
    source.ips.length === 0 ? undefined : say("from", { source: list(source.ips) }),
    hosts.length === 0 ? undefined : say("hosts", { hosts: list(hosts) }),
    accounts.length === 0 ? undefined : say("accounts", { accounts: list(accounts) }),
  ].filter((one) => one !== undefined);
  const more = thread.steps.length - MOST.steps;
  return [
    [head, ...where].join(" · "),
    ...thread.steps.slice(0, MOST.steps).map(({ first, outcome, technique, statement }) => {
      const when = first ?? "–";
      return `  ${visible(when)}  ${technique}  ${visible(statement[language])} [${sayReport(language, `outcome.${outcome}`)}]`;
    }),
    ...(more > 0 ? [`  ${say("moreSteps", { count: String(more) })}`] : []),
  ];
}

function names(values: readonly string[], comma: string): string {
  const shown = values.slice(0, MOST.names).map((one) => visible(one));
  return values.length > MOST.names ? `${shown.join(comma)} …` : shown.join(comma);
}

function measure({ measure: what, reason, target }: Recommendation, { say, language }: Speaker): string {
  const on = target === undefined ? "" : ` (${target})`;
  return `${what[language]}${on}${say("colon")}${reason[language]}`;
}

function gapText({ path, statement }: AnswerSheet["gaps"][number], { say, language }: Speaker): string {
  return path === undefined ? statement[language] : `${path}${say("colon")}${statement[language]}`;
}

function block(
  title: "persistence" | "now" | "gaps" | "unread",
  lines: readonly string[],
  most: number,
  { say }: Speaker,
): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - most;
  return [
    "",
    say(title),
    ...lines.slice(0, most).map((line, at) => `  ${at + 1}. ${visible(line)}`),
    ...(more > 0 ? [`  ${say("moreLines", { count: String(more) })}`] : []),
  ];
}

function countsLine({ counts }: AnswerSheet, { say }: Speaker): string {
  return say("counts", Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])));
}
