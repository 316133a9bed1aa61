import { Button, Radio, Select, TextInput } from "@mantine/core";
import { customerId, incidentId } from "@stanch/model/ids";
import { type Request, symptomNames } from "@stanch/model/request";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";

/** Takes a request: a new case with a title, or into one that is open. */
export function TakeDialog({
  request,
  onClose,
}: {
  readonly request: Request;
  readonly onClose: () => void;
}): ReactNode {
  const { intake, frame } = useWords();
  const text = useText();
  const navigate = useNavigate();
  const [where, setWhere] = useState("new");
  const symptom = request.symptoms[0];
  const [title, setTitle] = useState(
    symptom === undefined ? request.description.slice(0, 80) : text(symptomNames[symptom]),
  );
  const customers = useRead("customer.list", {});
  const match = customers.data?.find((one) => one.name === request.organisation)?.id;
  const [chosen, setChosen] = useState<string | null | undefined>();
  const customer = chosen === undefined ? match : chosen;
  const [into, setInto] = useState<string | null>(null);
  const open = useRead("incident.list", { query: { state: "open" } });
  const act = useAct("request.take");
  const ready = where === "new" || into !== null;
  const send = () => {
    const body =
      where === "new"
        ? {
            ...(title.trim() === "" ? {} : { title: title.trim() }),
            ...(customer === undefined || customer === null ? {} : { customer: customerId.parse(customer) }),
          }
        : { incident: incidentId.parse(into) };
    act.mutate(
      { params: { request: request.id }, body },
      {
        onSuccess: (incident) => {
          onClose();
          void navigate({ to: "/incidents/$incident", params: { incident: incident.id } });
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={intake.takeTitle(request.number)}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <p className="muted">{intake.takeWhy}</p>
        <Radio.Group value={where} onChange={setWhere} aria-label={intake.takeTitle(request.number)}>
          <div className="stack-tight">
            <Radio value="new" label={intake.takeNew} />
            <Radio value="into" label={intake.takeInto} disabled={(open.data ?? []).length === 0} />
          </div>
        </Radio.Group>
        {where === "new" ? (
          <>
            <TextInput
              data-autofocus
              label={intake.takeCaseTitle}
              maxLength={300}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <Select
              label={intake.takeCustomer}
              description={intake.takeCustomerHint}
              searchable
              clearable
              value={customer ?? null}
              onChange={setChosen}
              data={(customers.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </>
        ) : (
          <Select
            label={intake.takeInto}
            searchable
            value={into}
            onChange={setInto}
            data={(open.data ?? []).map((one) => ({ value: one.id, label: `${one.number} ${one.organisation}` }))}
          />
        )}
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button type="submit" loading={act.isPending} disabled={!ready}>
            {intake.takeSubmit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
