import { Button, Select, TextInput } from "@mantine/core";
import { type CallBack, type CallBackOutcome, callBackOutcome } from "@stanch/model/call-back";
import type { Incident } from "@stanch/model/incident";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Whether the caller is who they say: the numbers on record, and what came of calling them. */
export function CallBacks({ incident }: { readonly incident: Incident }): ReactNode {
  const { callBack: words } = useWords().going;
  const may = useMay()("incident.write") && incident.state !== "archived";
  const all = useRead("callBack.list", { params: { incident: incident.id } });
  return (
    <section className="panel stack-tight">
      <div className="spread">
        <h2>{words.title}</h2>
        <Badge look={incident.callerVerified === undefined ? "dashed" : "solid"}>
          {incident.callerVerified === undefined ? words.unverified : words.verified}
        </Badge>
      </div>
      <p className="muted small">{words.why}</p>
      <AsyncView query={all}>
        {({ numbers, calls }) => (
          <>
            {numbers.length === 0 ? <p className="muted">{words.noNumbers}</p> : null}
            <ul className="step-list">
              {calls.map((one) => (
                <OneCall key={one.id} call={one} />
              ))}
            </ul>
            {may ? <Record incident={incident} numbers={numbers.map(({ phone, name }) => [phone, name])} /> : null}
          </>
        )}
      </AsyncView>
    </section>
  );
}

function OneCall({ call }: { readonly call: CallBack }): ReactNode {
  const { callBack: words } = useWords().going;
  return (
    <li>
      <Badge look={call.verified ? "solid" : call.outcome === "denied" ? "warn" : "plain"}>
        {words.outcomes[call.outcome]}
      </Badge>{" "}
      <span className="mono">{call.number}</span> {call.person}{" "}
      <span className="muted small">
        {call.onRecord ? words.onRecord(call.recordName ?? "") : words.notOnRecord} · {call.by}{" "}
        <Instant at={call.at} style="second" />
        {call.note === "" ? "" : ` · ${call.note}`}
      </span>
    </li>
  );
}

function Record({
  incident,
  numbers,
}: {
  readonly incident: Incident;
  readonly numbers: readonly (readonly [phone: string, name: string])[];
}): ReactNode {
  const { callBack: words } = useWords().going;
  const act = useAct("callBack.record");
  const [number, setNumber] = useState(numbers[0]?.[0] ?? "");
  const [person, setPerson] = useState("");
  const [note, setNote] = useState("");
  const [outcome, setOutcome] = useState<CallBackOutcome>("confirmed");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { caller: incident.contact.name || incident.organisation, number, person, outcome, note };
        act.mutate({ params: { incident: incident.id }, body }, { onSuccess: () => setNote("") });
      }}
    >
      <div className="columns">
        <TextInput
          label={words.number}
          description={numbers.map(([phone, name]) => `${name} ${phone}`).join(" · ")}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label={words.person}
          maxLength={120}
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <Select
          label={words.outcome}
          allowDeselect={false}
          value={outcome}
          onChange={(value) => setOutcome(callBackOutcome.safeParse(value).data ?? "confirmed")}
          data={callBackOutcome.options.map((value) => ({ value, label: words.outcomes[value] }))}
        />
        <TextInput
          label={words.note}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      <ProblemBox error={act.error} />
      <div>
        <Button type="submit" variant="default" disabled={number.trim() === ""} loading={act.isPending}>
          {words.record}
        </Button>
      </div>
    </form>
  );
}
