import { Button, Textarea } from "@mantine/core";
import type { Measure } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay, useSession } from "../../api/session-context.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { Dialog } from "../../parts/dialog.tsx";

type Asking = "approve" | "reject" | "done" | "undo";

/** What can be done with a measure now; approving is never the default and never the author's. */
export function MeasureActions({ measure }: { readonly measure: Measure }): ReactNode {
  const { measures } = useWords().closing;
  const may = useMay();
  const { staff } = useSession();
  const [asking, setAsking] = useState<Asking | undefined>();
  const mayDo = measure.askCustomer !== true || measure.consent?.state === "given";
  const own = staff?.id === measure.author.id;
  const button = (what: Asking, words: string) => (
    <Button size="compact-sm" variant="default" onClick={() => setAsking(what)}>
      {words}
    </Button>
  );
  return (
    <div className="row">
      {measure.state === "planned" && may("measure.approve") && own ? (
        <span className="muted">{measures.needsOther}</span>
      ) : null}
      {measure.state === "planned" && may("measure.approve") && !own ? (
        <>
          {button("approve", measures.approve)}
          {button("reject", measures.reject)}
        </>
      ) : null}
      {measure.state === "approved" && may("measure.plan") && mayDo ? button("done", measures.done) : null}
      {measure.state === "approved" && !mayDo ? <span className="muted">{measures.consentWaits}</span> : null}
      {measure.state === "done" && may("measure.plan") ? button("undo", measures.takeBack) : null}
      {asking === "done" ? <DoneDialog measure={measure} onClose={() => setAsking(undefined)} /> : null}
      {asking === "approve" || asking === "reject" ? (
        <Decide measure={measure} approve={asking === "approve"} onClose={() => setAsking(undefined)} />
      ) : null}
      {asking === "undo" ? <TakeBack measure={measure} onClose={() => setAsking(undefined)} /> : null}
    </div>
  );
}

interface Dialog {
  readonly measure: Measure;
  readonly onClose: () => void;
}

function Decide({ measure, approve, onClose }: Dialog & { readonly approve: boolean }): ReactNode {
  const { measures } = useWords().closing;
  const act = useAct("measure.decide");
  const params = { incident: useIncidentId(), measure: measure.id };
  return (
    <ReasonDialog
      title={`${approve ? measures.approve : measures.reject}: ${measure.title}`}
      label={measures.decisionReason}
      action={approve ? measures.approve : measures.reject}
      error={act.error}
      busy={act.isPending}
      onClose={onClose}
      onSubmit={(reason) => act.mutate({ params, body: { approve, reason } }, { onSuccess: onClose })}
    />
  );
}

function TakeBack({ measure, onClose }: Dialog): ReactNode {
  const { measures } = useWords().closing;
  const act = useAct("measure.undo");
  const params = { incident: useIncidentId(), measure: measure.id };
  return (
    <ReasonDialog
      title={`${measures.takeBack}: ${measure.title}`}
      label={measures.takeBackReason}
      action={measures.takeBack}
      error={act.error}
      busy={act.isPending}
      onClose={onClose}
      onSubmit={(reason) => act.mutate({ params, body: { reason } }, { onSuccess: onClose })}
    />
  );
}

function DoneDialog({ measure, onClose }: Dialog): ReactNode {
  const { closing, frame } = useWords();
  const { measures } = closing;
  const act = useAct("measure.done");
  const params = { incident: useIncidentId(), measure: measure.id };
  const [form, setForm] = useState({ before: "", after: "", proof: "" });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    autosize: true,
    minRows: 2,
    classNames: { input: "mono" },
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Dialog onClose={onClose} title={measures.done}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (form.proof.trim() !== "") act.mutate({ params, body: form }, { onSuccess: onClose });
        }}
      >
        <p className="muted">{measure.proofPlan}</p>
        <Textarea label={measures.before} data-autofocus {...field("before")} />
        <Textarea label={measures.after} {...field("after")} />
        <Textarea label={measures.proof} required {...field("proof")} />
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button type="submit" loading={act.isPending} disabled={form.proof.trim() === ""}>
            {measures.done}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
