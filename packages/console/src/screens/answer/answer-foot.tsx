import type { AnswerSheet } from "@stanch/model/answer";
import type { ReactNode } from "react";
import { LevelBadge } from "../../parts/badges.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { countText, sizeText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";

/** What was read, the level that is proposed and under which assumptions, and what made this answer. */
export function AnswerFoot({ sheet }: { readonly sheet: AnswerSheet }): ReactNode {
  const { answer } = useWords().analysis;
  const text = useText();
  const { counts, level, made, span } = sheet;
  const zone = localZone();
  return (
    <section className="panel">
      <dl className="facts small">
        <dt>{answer.level}</dt>
        <dd>
          {level.value === null ? null : <LevelBadge level={level.value} />} {text(level.explain)}{" "}
          <code>{level.rule}</code>
        </dd>
        {level.assumptions.length === 0 ? null : (
          <>
            <dt>{answer.assumptions}</dt>
            <dd>
              {level.assumptions.map((one) => (
                <p key={one.en}>{text(one)}</p>
              ))}
            </dd>
          </>
        )}
        <dt>{answer.counts}</dt>
        <dd>
          <p>{answer.countLine(countText(counts.sources), sizeText(counts.bytes), countText(counts.records))}</p>
          <p>{answer.countLine2(countText(counts.events), countText(counts.detections), countText(counts.rules))}</p>
          <p>{answer.unread(countText(counts.unparsed), countText(counts.failedSources))}</p>
        </dd>
        <dt>{answer.span}</dt>
        <dd>
          {instantText(span.first, zone, "second")} – {instantText(span.last, zone, "second")}
        </dd>
        <dt>{answer.made}</dt>
        <dd>
          {made.product} {made.version} · {answer.ruleSet} <code>{made.ruleSet.slice(0, 16)}</code> · ATT&amp;CK{" "}
          {made.attack} · {made.zone}
        </dd>
      </dl>
    </section>
  );
}
