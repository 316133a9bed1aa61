import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { newId } from "../../api/new-id.ts";
import { useAct, useRead } from "../../api/queries.ts";
import { Instant } from "../../parts/instant.tsx";
import { serverNow } from "../../time/server-time.ts";
import { useLanguage, useWords } from "../../words/language-context.tsx";
import { type CallDraft, readDraft } from "./call-draft.ts";
import { CallForm } from "./call-form.tsx";

interface Current {
  readonly id: string;
  readonly draft: CallDraft;
}

/** The call screen: one column in the order of speech, kept while it is typed, finished with a read-back. */
export function CallScreen(): ReactNode {
  const { language } = useLanguage();
  const fresh = (): Current => ({
    id: newId(),
    draft: readDraft({ startedAt: new Date(serverNow()).toISOString(), language }),
  });
  const navigate = useNavigate();
  const [current, setCurrent] = useState(fresh);
  const drafts = useRead("draft.list", {});
  const others = (drafts.data ?? []).filter(({ id }) => id !== current.id);
  const discard = useAct("draft.delete");
  return (
    <div className="page narrow stack">
      <CallForm
        key={current.id}
        id={current.id}
        initial={current.draft}
        onDone={(request) => {
          discard.mutate({ params: { draft: current.id } });
          void navigate({ to: "/inbox", hash: request.number });
        }}
      />
      {others.length === 0 ? null : (
        <Drafts
          drafts={others}
          onResume={(id, form) => setCurrent({ id, draft: readDraft(form) })}
          onDiscard={(id) => discard.mutate({ params: { draft: id } })}
        />
      )}
    </div>
  );
}

function Drafts({
  drafts,
  onResume,
  onDiscard,
}: {
  readonly drafts: readonly { readonly id: string; readonly form: unknown; readonly savedAt: string }[];
  readonly onResume: (id: string, form: unknown) => void;
  readonly onDiscard: (id: string) => void;
}): ReactNode {
  const { call } = useWords().intake;
  return (
    <section className="panel">
      <h2>{call.drafts}</h2>
      <ul className="stack-tight">
        {drafts.map(({ id, form, savedAt }) => {
          const draft = readDraft(form);
          return (
            <li key={id} className="spread">
              <span>
                {draft.organisation || draft.name || call.untitled}{" "}
                <span className="muted small">
                  <Instant at={savedAt} />
                </span>
              </span>
              <span className="row">
                <Button size="compact-sm" variant="default" onClick={() => onResume(id, form)}>
                  {call.resume}
                </Button>
                <Button size="compact-sm" variant="subtle" onClick={() => onDiscard(id)}>
                  {call.discard}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
