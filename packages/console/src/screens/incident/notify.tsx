import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { type Notice, type TypedNoticeChannel, typedNoticeChannel } from "@stanch/model/handling";
import type { IncidentId } from "@stanch/model/ids";
import { role, roleNames } from "@stanch/model/role";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";
import { RequestChain } from "../duty/request-chain.tsx";
import { SupervisorGate } from "./supervisor-gate.tsx";

/** Who was told what, when and how; and the supervisor's decision whether more people are. */
export function Notify(): ReactNode {
  const { notify } = useWords().incident;
  const incident = useIncidentId();
  const may = useMay();
  const notices = useRead("notice.list", { params: { incident } });
  return (
    <div className="stack">
      <SupervisorGate incident={incident} />
      <Chains />
      <section className="stack-tight">
        <h2>{notify.title}</h2>
        <AsyncView query={notices}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty words={notify.none} />
            ) : (
              <ul className="stack-tight">
                {rows.map((notice) => (
                  <NoticeCard key={notice.id} notice={notice} />
                ))}
              </ul>
            )
          }
        </AsyncView>
      </section>
      {may("notice.write") ? <NoticeForm incident={incident} /> : null}
    </div>
  );
}

/** The chain of every request that the case grew out of. */
function Chains(): ReactNode {
  const data = useIncident();
  return data?.requests.map(({ id, number }) => (
    <div key={id} className="panel">
      <RequestChain request={id} number={number} />
    </div>
  ));
}

function NoticeCard({ notice }: { readonly notice: Notice }): ReactNode {
  const { incident, names } = useWords();
  const text = useText();
  const { part } = notice.to;
  const known = role.safeParse(part).data;
  const failed = notice.state === "failed";
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <span>
          <b>{notice.to.name}</b> <span className="muted">{known === undefined ? part : text(roleNames[known])}</span>
        </span>
        <span className="row">
          <span className="muted small">
            {names.noticeChannel[notice.channel]} · {notice.to.address}
          </span>
          <Badge look={failed ? "warn" : notice.state === "acknowledged" ? "solid" : "plain"}>
            {names.noticeState[notice.state]}
          </Badge>
        </span>
      </div>
      <details>
        <summary>{notice.subject}</summary>
        <p className="pre">{notice.body}</p>
      </details>
      <p className="muted small">
        {notice.from === "" ? null : `${notice.from} · `}
        {incident.notify.sent} <Instant at={notice.sentAt} /> · {incident.notify.acknowledged}{" "}
        {notice.acknowledgedAt === undefined ? "–" : <Instant at={notice.acknowledgedAt} />} {notice.acknowledgedBy}
      </p>
      {notice.attempts.some(({ ok }) => !ok) ? (
        <ul className="small muted">
          {notice.attempts.map((attempt) => (
            <li key={attempt.at}>
              <Instant at={attempt.at} style="second" /> · {attempt.provider} · {attempt.detail}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function NoticeForm({ incident }: { readonly incident: IncidentId }): ReactNode {
  const { incident: words, names, frame } = useWords();
  const { notify } = words;
  const data = useIncident();
  const act = useAct("notice.create");
  const first = {
    name: "",
    part: "",
    address: "",
    subject: data === undefined ? "" : notify.template(data.number, data.organisation),
    body: data === undefined ? "" : `${data.number} ${data.organisation}\n${data.title}\n${data.location}`,
  };
  const [form, setForm] = useState(first);
  const [channel, setChannel] = useState<TypedNoticeChannel>("mail");
  const made = channel === "mail" || channel === "webhook";
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  const send = () => {
    const to = { name: form.name.trim(), part: form.part.trim(), address: form.address.trim() };
    const body = { to, channel, subject: form.subject.trim(), body: form.body.trim() };
    act.mutate({ params: { incident }, body }, { onSuccess: () => setForm(first) });
  };
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{notify.newTitle}</h2>
      <div className="columns">
        <Select
          label={notify.channel}
          description={made ? undefined : notify.recordHint}
          allowDeselect={false}
          value={channel}
          onChange={(value) => setChannel(typedNoticeChannel.catch("mail").parse(value))}
          data={typedNoticeChannel.options.map((value) => ({ value, label: names.noticeChannel[value] }))}
        />
        <TextInput label={notify.to} required {...field("name")} />
        <TextInput label={notify.part} {...field("part")} />
        <TextInput label={notify.address} required={made} {...field("address")} />
      </div>
      <TextInput label={notify.subject} required {...field("subject")} />
      <Textarea label={notify.body} required autosize minRows={4} {...field("body")} />
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" loading={act.isPending}>
          {made ? notify.send : notify.record}
        </Button>
        {act.isSuccess ? <span role="status">{frame.saved}</span> : null}
      </div>
    </form>
  );
}
