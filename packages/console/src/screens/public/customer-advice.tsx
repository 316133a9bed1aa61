import { newestFirst } from "../../time/instant-order.ts";
import { Button, TextInput } from "@mantine/core";
import type { CustomerPage } from "@stanch/model/api-public";
import { type ReactNode, useState } from "react";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { type PageKey, useMarkAdvice } from "./page-key.ts";

/** Advice, newest first; reading and acting on it are receipts that the case keeps. */
export function CustomerAdvice({
  pageKey,
  advice,
}: {
  readonly pageKey: PageKey;
  readonly advice: CustomerPage["advice"];
}): ReactNode {
  const { status } = useWords().entry;
  if (advice.length === 0) return <p className="notice-line">{status.noAdvice}</p>;
  return [...advice]
    .sort((a, b) => newestFirst(a.at, b.at))
    .map((one) => <OneAdvice key={one.id} pageKey={pageKey} advice={one} />);
}

function OneAdvice({
  pageKey,
  advice,
}: {
  readonly pageKey: PageKey;
  readonly advice: CustomerPage["advice"][number];
}): ReactNode {
  const { status } = useWords().entry;
  const act = useMarkAdvice(pageKey);
  const [note, setNote] = useState("");
  const mark = (kind: "read" | "acted") => {
    const words = kind === "acted" && note.trim() !== "" ? { note: note.trim() } : {};
    act.act({ advice: advice.id, mark: kind, ...words });
  };
  const at = (instant: string) => instantText(instant, localZone());
  return (
    <article className="panel stack-tight">
      <p className="pre">{advice.body}</p>
      {advice.readAt === undefined ? null : <p className="muted small">{status.readAt(at(advice.readAt))}</p>}
      {advice.actedAt === undefined ? null : (
        <p className="muted small">
          {status.actedAt(at(advice.actedAt))} {advice.actedNote}
        </p>
      )}
      <ProblemBox error={act.error} />
      {advice.readAt === undefined && advice.actedAt === undefined ? (
        <Button variant="default" loading={act.busy} onClick={() => mark("read")}>
          {status.read}
        </Button>
      ) : advice.actedAt === undefined ? (
        <div className="row">
          <TextInput
            className="grow"
            aria-label={status.actedNote}
            placeholder={status.actedNote}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button loading={act.busy} onClick={() => mark("acted")}>
            {status.acted}
          </Button>
        </div>
      ) : null}
    </article>
  );
}
