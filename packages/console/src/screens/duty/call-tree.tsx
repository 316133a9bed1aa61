import { Button, TextInput } from "@mantine/core";
import { type CallTree, callOutcome } from "@stanch/model/contact";
import type { RequestId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useLanguage, useText, useWords } from "../../words/language-context.tsx";

type Callee = CallTree["people"][number];

/** Opens the call tree of a request. */
export function CallTreePart({ request }: { readonly request: RequestId }): ReactNode {
  const { tree } = useWords().reach;
  const [open, setOpen] = useState(false);
  if (!useMay()("request.write")) return null;
  return (
    <div>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {tree.open}
      </Button>
      {open ? <CallTreeDialog request={request} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** Whom to ring next, what to say, and what came of it: works with nothing but a telephone. */
function CallTreeDialog({
  request,
  onClose,
}: {
  readonly request: RequestId;
  readonly onClose: () => void;
}): ReactNode {
  const { tree } = useWords().reach;
  const read = useRead("callTree.get", { params: { request } }, { every: 20_000 });
  return (
    <Dialog onClose={onClose} width={680} title={tree.title(read.data?.number ?? "")}>
      <AsyncView query={read}>
        {(data) => (
          <div className="stack">
            <p className="muted">{tree.why}</p>
            <State tree={data} />
            {data.people.length === 0 ? <p>{tree.nobody}</p> : null}
            <ol className="stack-tight">
              {data.people.map((one) => (
                <OneCallee key={one.staff} request={request} callee={one} next={one.staff === data.next} />
              ))}
            </ol>
          </div>
        )}
      </AsyncView>
    </Dialog>
  );
}

function State({ tree: data }: { readonly tree: CallTree }): ReactNode {
  const { tree } = useWords().reach;
  const words = data.answered
    ? tree.answered
    : data.next === undefined && data.people.length > 0
      ? tree.all
      : undefined;
  return (
    <div className="stack-tight">
      {data.step === undefined ? null : (
        <p>
          <span className="muted">{tree.step}</span> <b>{data.step.name}</b>
        </p>
      )}
      {words === undefined ? null : <p className="notice-line">{words}</p>}
      {data.nextAt === undefined ? null : (
        <p className="muted small">
          {tree.goesOn} <Instant at={data.nextAt} style="second" />
        </p>
      )}
    </div>
  );
}

function OneCallee({
  request,
  callee,
  next,
}: {
  readonly request: RequestId;
  readonly callee: Callee;
  readonly next: boolean;
}): ReactNode {
  const { tree } = useWords().reach;
  const { name, phones, calls } = callee;
  return (
    <li className={next ? "rule-box callee next" : "rule-box callee"}>
      <div className="spread">
        <b className="break">{name}</b>
        {next ? <Badge look="accent">{tree.next}</Badge> : null}
      </div>
      <p className="row">
        {phones.length === 0 ? <span className="muted">{tree.noPhone}</span> : null}
        {phones.map((phone) => (
          <a key={phone} className="callee-phone" href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
            {phone}
          </a>
        ))}
      </p>
      {next ? <Script callee={callee} /> : null}
      {calls.length === 0 ? null : (
        <ul className="small" aria-label={tree.record}>
          {calls.map((one) => (
            <li key={one.at}>
              <Instant at={one.at} style="second" /> · {tree.outcomes[one.outcome]} · {one.by}
              {one.note === "" ? null : ` · ${one.note}`}
            </li>
          ))}
        </ul>
      )}
      <Outcome request={request} callee={callee} />
    </li>
  );
}

function Script({ callee }: { readonly callee: Callee }): ReactNode {
  const { tree } = useWords().reach;
  const { language } = useLanguage();
  const text = useText();
  const other = language === "zh" ? "en" : "zh";
  return (
    <div className="stack-tight">
      <p className="muted small">{tree.say}</p>
      <p className="pre script">{text(callee.script)}</p>
      <details>
        <summary>{tree.otherLanguage}</summary>
        <p className="pre script" lang={other === "zh" ? "zh-CN" : "en"}>
          {callee.script[other]}
        </p>
      </details>
    </div>
  );
}

function Outcome({ request, callee }: { readonly request: RequestId; readonly callee: Callee }): ReactNode {
  const { tree } = useWords().reach;
  const act = useAct("callTree.outcome");
  const [note, setNote] = useState("");
  return (
    <div className="stack-tight">
      <TextInput
        size="sm"
        aria-label={`${tree.note} ${callee.name}`}
        placeholder={tree.note}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="row">
        {callOutcome.options.map((outcome) => (
          <Button
            key={outcome}
            size="compact-sm"
            variant={outcome === "reached" ? "filled" : "default"}
            aria-label={tree.outcomeOf(tree.outcomes[outcome], callee.name)}
            disabled={act.isPending}
            onClick={() =>
              act.mutate(
                { params: { request }, body: { staff: callee.staff, outcome, note: note.trim() } },
                { onSuccess: () => setNote("") },
              )
            }
          >
            {tree.outcomes[outcome]}
          </Button>
        ))}
      </div>
      <ProblemBox error={act.error} />
    </div>
  );
}
