import type { AnswerSheet } from "@stanch/model/answer";
import type { ReactNode } from "react";
import { lanePlot, type LaneMark } from "../../answer/lane-plot.ts";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";

/** Acts over time, tactics as lanes: solid facts, hollow inferences, hatched gaps. Choosing a mark goes to its act. */
export function ThreadPlot({
  sheet,
  hot,
  onHot,
}: {
  readonly sheet: AnswerSheet;
  readonly hot: string | undefined;
  readonly onHot: (key: string | undefined) => void;
}): ReactNode {
  const { analysis, names } = useWords();
  const text = useText();
  const plot = lanePlot(sheet.threads, sheet.gaps);
  if (plot === undefined) return null;
  const zone = localZone();
  const label = (mark: LaneMark) => {
    const step = sheet.threads[mark.thread]?.steps[mark.step];
    return step === undefined ? "" : text(step.statement);
  };
  return (
    <figure className="plot panel">
      <figcaption className="visually-hidden">{analysis.answer.plot}</figcaption>
      <div className="lanes">
        <div className="lane-gaps" aria-hidden="true">
          {plot.gaps.map((gap) => (
            <i
              key={gap.index}
              title={analysis.answer.gapShade}
              style={{ left: `${gap.from * 100}%`, width: `${gap.width * 100}%` }}
            />
          ))}
        </div>
        {plot.lanes.map((lane) => (
          <div key={lane.tactic} className="lane">
            <span className="lane-name">{names.tactics[lane.tactic] ?? lane.tactic}</span>
            <div className="lane-track">
              {lane.marks.map((mark) => (
                <a
                  key={mark.key}
                  href={`#${encodeURIComponent(mark.key)}`}
                  className={`mark ${mark.kind}${hot === mark.key ? " hot" : ""}`}
                  aria-label={label(mark)}
                  title={label(mark)}
                  style={{
                    left: `${mark.from * 100}%`,
                    width: `max(${mark.size}px, ${mark.width * 100}%)`,
                    height: mark.size,
                  }}
                  onMouseEnter={() => onHot(mark.key)}
                  onMouseLeave={() => onHot(undefined)}
                  onClick={(event) => {
                    event.preventDefault();
                    onHot(mark.key);
                    document.getElementById(mark.key)?.focus();
                  }}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <p className="lane-axis small muted">
        <span>{instantText(plot.from, zone)}</span>
        <span>{instantText(plot.to, zone)}</span>
      </p>
    </figure>
  );
}
