import type { IncidentId } from "@stanch/model/ids";
import type { Text } from "@stanch/model/text";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { useText, useWords } from "../../words/language-context.tsx";

/** What a determination with these types would add to the tasks and take from them, before it is decided. */
export function TaskDifference({
  incident,
  types,
}: {
  readonly incident: IncidentId;
  readonly types: readonly string[];
}): ReactNode {
  const { tasks } = useWords();
  const difference = useRead("task.difference", { params: { incident }, query: { types: types.join(",") } });
  return (
    <section className="notice-line stack-tight">
      <h3>{tasks.differenceTitle}</h3>
      <AsyncView query={difference}>
        {({ added, retired }) =>
          added.length + retired.length === 0 ? (
            <p className="muted">{tasks.differenceNone}</p>
          ) : (
            <>
              <Titles words={tasks.adds(added.length)} all={added} />
              <Titles words={tasks.retires(retired.length)} all={retired} />
            </>
          )
        }
      </AsyncView>
    </section>
  );
}

function Titles({
  words,
  all,
}: {
  readonly words: string;
  readonly all: readonly { readonly playbook: string; readonly title: Text }[];
}): ReactNode {
  const text = useText();
  if (all.length === 0) return null;
  return (
    <details>
      <summary>{words}</summary>
      <ul className="small">
        {all.map(({ playbook, title }) => (
          <li key={playbook}>{text(title)}</li>
        ))}
      </ul>
    </details>
  );
}
