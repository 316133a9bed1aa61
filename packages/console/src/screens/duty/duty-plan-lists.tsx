import { Button } from "@mantine/core";
import { type DutyKind, dutyKind, type DutyPlan } from "@stanch/model/duty-plan";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { Badge } from "../../parts/badges.tsx";
import { useWords } from "../../words/language-context.tsx";
import { ChainInForce, useChainInForce } from "./chain-in-force.tsx";
import { PolicyDialog } from "./policy-dialog.tsx";
import { RotationDialog } from "./rotation-dialog.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { TeamDialog } from "./team-dialog.tsx";

interface Asked {
  readonly kind: DutyKind;
  /** Absent: a new one. */
  readonly id?: string;
}

const order = ["rotations", "schedules", "teams", "policies"] as const satisfies readonly DutyKind[];

/** The plan behind the duty: rotations, schedules, teams and chains, each with its form. */
export function DutyPlanLists({ plan }: { readonly plan: DutyPlan }): ReactNode {
  const { duty } = useWords();
  const [editing, setEditing] = useState<Asked | undefined>();
  const [removing, setRemoving] = useState<Asked | undefined>();
  return (
    <section className="stack-tight">
      <h2>{duty.plan}</h2>
      <ChainInForce policies={plan.policies} />
      <div className="duty-now">
        {order.map((kind) => (
          <List key={kind} kind={kind} plan={plan} onEdit={setEditing} onRemove={setRemoving} />
        ))}
      </div>
      {editing === undefined ? null : <Editor plan={plan} asked={editing} onClose={() => setEditing(undefined)} />}
      {removing?.id === undefined ? null : (
        <Remove plan={plan} kind={removing.kind} id={removing.id} onClose={() => setRemoving(undefined)} />
      )}
    </section>
  );
}

function List({
  kind,
  plan,
  onEdit,
  onRemove,
}: {
  readonly kind: DutyKind;
  readonly plan: DutyPlan;
  readonly onEdit: (asked: Asked) => void;
  readonly onRemove: (asked: Asked) => void;
}): ReactNode {
  const { duty, frame } = useWords();
  const writable = useMay()("duty.write");
  const inForce = useChainInForce();
  const lines = useLines(plan);
  return (
    <section className="panel">
      <div className="spread">
        <h3>{duty[kind]}</h3>
        {writable ? (
          <Button size="compact-sm" variant="default" onClick={() => onEdit({ kind })}>
            {duty.add[kind]}
          </Button>
        ) : null}
      </div>
      <p className="muted small">{duty[`${kind}Why`]}</p>
      {plan[kind].length === 0 ? <p className="muted">{duty.none}</p> : null}
      <ul className="plan-list">
        {plan[kind].map(({ id, name }) => (
          <li key={id}>
            <span className="plan-words">
              <b>{name}</b> {id === inForce ? <Badge look="accent">{duty.inForceMark}</Badge> : null}{" "}
              <span className="muted small">{lines(kind, id)}</span>
            </span>
            {writable ? (
              <span className="row">
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`${frame.edit} ${name}`}
                  onClick={() => onEdit({ kind, id })}
                >
                  {frame.edit}
                </Button>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`${duty.remove} ${name}`}
                  onClick={() => onRemove({ kind, id })}
                >
                  {duty.remove}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What one part of the plan says, in a few words. */
function useLines(plan: DutyPlan): (kind: DutyKind, id: string) => string {
  const { duty } = useWords();
  const find = <T extends { readonly id: string }>(all: readonly T[], id: string) => all.find((one) => one.id === id);
  return (kind, id) => {
    const rotation = kind === "rotations" ? find(plan.rotations, id) : undefined;
    if (rotation !== undefined)
      return `${duty.everyWords[rotation.kind](rotation.length)} · ${duty.membersCount(rotation.participants.length)} · ${rotation.zone}`;
    const schedule = kind === "schedules" ? find(plan.schedules, id) : undefined;
    if (schedule !== undefined) return `${duty.rulesCount(schedule.rules.length)} · ${schedule.zone}`;
    const team = kind === "teams" ? find(plan.teams, id) : undefined;
    if (team !== undefined) return `${duty.teamKinds[team.kind]} · ${duty.membersCount(team.members.length)}`;
    const policy = kind === "policies" ? find(plan.policies, id) : undefined;
    return policy === undefined ? "" : policy.steps.map(({ name }) => name).join(" → ");
  };
}

function Editor({
  plan,
  asked,
  onClose,
}: {
  readonly plan: DutyPlan;
  readonly asked: Asked;
  readonly onClose: () => void;
}): ReactNode {
  const of = <T extends { readonly id: string }>(all: readonly T[]) => all.find(({ id }) => id === asked.id);
  switch (asked.kind) {
    case "rotations":
      return <RotationDialog rotation={of(plan.rotations)} onClose={onClose} />;
    case "schedules":
      return <ScheduleDialog plan={plan} schedule={of(plan.schedules)} onClose={onClose} />;
    case "teams":
      return <TeamDialog plan={plan} team={of(plan.teams)} onClose={onClose} />;
    case "policies":
      return <PolicyDialog plan={plan} policy={of(plan.policies)} onClose={onClose} />;
  }
}

function Remove({
  plan,
  kind,
  id,
  onClose,
}: {
  readonly plan: DutyPlan;
  readonly kind: DutyKind;
  readonly id: string;
  readonly onClose: () => void;
}): ReactNode {
  const { duty } = useWords();
  const act = useAct("duty.remove");
  const name = plan[kind].find((one) => one.id === id)?.name ?? "";
  return (
    <ConfirmDialog
      title={duty.removeSure(name)}
      why={duty.removeWhy}
      action={duty.remove}
      error={act.error}
      busy={act.isPending}
      onConfirm={() => act.mutate({ params: { kind: dutyKind.parse(kind), id } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
