import { Button, Select, Textarea } from "@mantine/core";
import type { Advice } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

/** Interim advice to the customer, with the receipts that came back. */
export function AdvicePage(): ReactNode {
  const { advice } = useWords().incident;
  const incident = useIncidentId();
  const may = useMay();
  const list = useRead("advice.list", { params: { incident } });
  const at = (instant: string) => instantText(instant, localZone());
  return (
    <div className="stack">
      {may("incident.write") ? <AdviceForm /> : null}
      <section className="stack-tight">
        <h2>{advice.title}</h2>
        <AsyncView query={list}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty words={advice.none} />
            ) : (
              <ul className="stack-tight">
                {[...rows].reverse().map((one) => (
                  <li key={one.id} className="panel stack-tight">
                    <p className="pre">{one.body}</p>
                    <p className="muted small">
                      {one.by} · <Instant at={one.at} /> · {advice.channels[one.channel]} ·{" "}
                      {one.readAt === undefined ? <b>{advice.unread}</b> : advice.read(at(one.readAt))}
                      {one.actedAt === undefined ? null : ` · ${advice.acted(at(one.actedAt))} ${one.actedNote ?? ""}`}
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </AsyncView>
      </section>
    </div>
  );
}

function AdviceForm(): ReactNode {
  const { advice } = useWords().incident;
  const incident = useIncidentId();
  const act = useAct("advice.create");
  const [body, setBody] = useState("");
  const [channel, setChannel] = useState<Advice["channel"]>("page");
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { incident }, body: { body: body.trim(), channel } }, { onSuccess: () => setBody("") });
      }}
    >
      <div className="row">
        <span className="muted">{advice.templates}</span>
        {advice.templateList.map(([name, words]) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            onClick={() => setBody(body === "" ? words : `${body}\n\n${words}`)}
          >
            {name}
          </Button>
        ))}
      </div>
      <Textarea
        label={advice.body}
        required
        autosize
        minRows={4}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Select
        label={advice.channel}
        allowDeselect={false}
        value={channel}
        onChange={(value) => setChannel(value === "mail" || value === "phone" ? value : "page")}
        data={(["page", "mail", "phone"] as const).map((value) => ({ value, label: advice.channels[value] }))}
      />
      <ProblemBox error={act.error} />
      <div>
        <Button type="submit" loading={act.isPending} disabled={body.trim() === ""}>
          {advice.give}
        </Button>
      </div>
    </form>
  );
}
