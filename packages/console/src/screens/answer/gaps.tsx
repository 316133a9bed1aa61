import type { AnswerSheet } from "@stanch/model/answer";
import type { ReactNode } from "react";
import { useText, useWords } from "../../words/language-context.tsx";

/** What the evidence cannot show, and why; dashed, as everywhere. */
export function Gaps({ sheet }: { readonly sheet: AnswerSheet }): ReactNode {
  const { answer } = useWords().analysis;
  const text = useText();
  return (
    <section className="stack-tight">
      <h2>{answer.gaps}</h2>
      {sheet.gaps.length === 0 ? <p className="muted">{answer.noGaps}</p> : null}
      <ul>
        {sheet.gaps.map((gap) => (
          <li key={`${gap.kind}${gap.path ?? ""}${gap.from ?? ""}${gap.statement.en}`} className="fact-line gap">
            {text(gap.statement)} {gap.path === undefined ? null : <span className="mono muted break">{gap.path}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
