import { Button, TextInput } from "@mantine/core";
import type { Assignment } from "@stanch/model/handling";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { PublicHead } from "./public-head.tsx";

/** Where the link in a notification leads: the words, and one button that puts the receipt on record. */
export function Acknowledge(): ReactNode {
  const { entry } = useWords();
  const { token = "" } = useParams({ strict: false });
  const centre = useRead("public.centre", {});
  const notice = useRead("public.notice", { params: { token } });
  const act = useAct("public.acknowledge");
  const [name, setName] = useState("");
  const send = () => {
    const body = name.trim() === "" ? {} : { name: name.trim() };
    act.mutate({ params: { token }, body });
  };
  return (
    <div className="public-page">
      <PublicHead centre={centre.data} />
      <main className="stack">
        <AsyncView query={notice}>
          {(data) => (
            <>
              <h1>{data.subject}</h1>
              <p className="muted">{entry.notice.from(data.from)}</p>
              <p className="pre panel">{data.body}</p>
              {data.offer === undefined ? null : <OfferAnswer token={token} state={data.offer} />}
              {data.offer !== undefined ? null : data.acknowledgedAt === undefined ? (
                <form
                  className="form"
                  onSubmit={(event) => {
                    event.preventDefault();
                    send();
                  }}
                >
                  <TextInput
                    size="md"
                    label={entry.notice.yourName}
                    autoComplete="name"
                    value={name}
                    onChange={(event) => setName(event.currentTarget.value)}
                  />
                  <ProblemBox error={act.error} />
                  <Button type="submit" size="lg" loading={act.isPending}>
                    {entry.notice.acknowledge}
                  </Button>
                </form>
              ) : (
                <p role="status">
                  <b>{entry.notice.done(instantText(data.acknowledgedAt, localZone()))}</b> {entry.notice.thanks}
                </p>
              )}
            </>
          )}
        </AsyncView>
      </main>
    </div>
  );
}

/** A task that is offered: taken or refused with one press. */
function OfferAnswer({ token, state }: { readonly token: string; readonly state: Assignment["state"] }): ReactNode {
  const { notice } = useWords().going;
  const act = useAct("public.acknowledge");
  const answer = (said: "accepted" | "declined") => act.mutate({ params: { token }, body: { answer: said } });
  return (
    <div className="stack">
      <p role="status">{notice.states[state]}</p>
      <ProblemBox error={act.error} />
      <div className="row">
        {state === "offered" || state === "withdrawn" ? (
          <Button size="lg" loading={act.isPending} onClick={() => answer("accepted")}>
            {state === "offered" ? notice.accept : notice.late}
          </Button>
        ) : null}
        {state === "offered" ? (
          <Button size="lg" variant="default" loading={act.isPending} onClick={() => answer("declined")}>
            {notice.decline}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
