import { newestFirst } from "../../time/instant-order.ts";
import { Select } from "@mantine/core";
import type { AnswerSheet } from "@stanch/model/answer";
import type { Investigation } from "@stanch/model/handling";
import type { InvestigationId } from "@stanch/model/ids";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { AnswerFoot } from "./answer-foot.tsx";
import { FiveBlocks } from "./five-blocks.tsx";
import { Gaps } from "./gaps.tsx";
import { Indicators } from "./indicators.tsx";
import { Recommendations } from "./recommendations.tsx";
import { StepList } from "./step-list.tsx";
import { ThreadPlot } from "./thread-plot.tsx";

const finished = (one: Investigation) => one.state === "done" || one.state === "partial";

/** The answer: the verdict in a sentence, who, how, when, how far, what now; then the acts with their evidence. */
export function AnswerPage(): ReactNode {
  const { answer } = useWords().analysis;
  const incident = useIncidentId();
  const runs = useRead("investigation.list", { params: { incident } });
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <AsyncView query={runs}>
      {(rows) => {
        const done = rows.filter(finished).sort((a, b) => newestFirst(a.finishedAt, b.finishedAt));
        const run = done.find(({ id }) => id === chosen) ?? done[0];
        if (run === undefined)
          return (
            <Empty words={answer.none}>
              <Link to="/incidents/$incident/evidence" params={{ incident }}>
                {answer.toEvidence}
              </Link>
            </Empty>
          );
        return (
          <div className="stack answer">
            {done.length < 2 ? null : (
              <Select
                label={answer.which}
                allowDeselect={false}
                value={run.id}
                onChange={setChosen}
                data={done.map(({ id, finishedAt, by }) => ({
                  value: id,
                  label: `${instantText(finishedAt, localZone(), "second")} · ${by}`,
                }))}
              />
            )}
            <Sheet key={run.id} investigation={run.id} />
          </div>
        );
      }}
    </AsyncView>
  );
}

function Sheet({ investigation }: { readonly investigation: InvestigationId }): ReactNode {
  const incident = useIncidentId();
  const sheet = useRead("answer.get", { params: { incident, investigation } });
  return <AsyncView query={sheet}>{(data) => <Whole sheet={data} />}</AsyncView>;
}

function Whole({ sheet }: { readonly sheet: AnswerSheet }): ReactNode {
  const { names } = useWords();
  const text = useText();
  const [hot, setHot] = useState<string | undefined>();
  return (
    <>
      <header className={`verdict ${sheet.verdict}`}>
        <b className="verdict-word">{names.verdict[sheet.verdict]}</b>
        <p className="verdict-sentence">{text(sheet.summary)}</p>
      </header>
      <FiveBlocks sheet={sheet} />
      <ThreadPlot sheet={sheet} hot={hot} onHot={setHot} />
      <StepList sheet={sheet} hot={hot} onHot={setHot} />
      <Recommendations sheet={sheet} />
      <Indicators sheet={sheet} />
      <Gaps sheet={sheet} />
      <AnswerFoot sheet={sheet} />
    </>
  );
}
