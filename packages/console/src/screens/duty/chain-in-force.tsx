import { Select } from "@mantine/core";
import type { EscalationPolicy } from "@stanch/model/escalation";
import type { ReactNode } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Id of the chain that new requests set off; undefined when there is none. */
export function useChainInForce(): string | undefined {
  const settings = useRead("settings.get", {});
  const policy = settings.data?.["policy"];
  return typeof policy === "string" ? policy : undefined;
}

/** Which chain new requests set off; an administrator chooses. */
export function ChainInForce({ policies }: { readonly policies: readonly EscalationPolicy[] }): ReactNode {
  const { duty } = useWords();
  const writable = useMay()("staff.write");
  const act = useAct("settings.put");
  const now = useChainInForce();
  if (policies.length === 0) return null;
  const name = policies.find(({ id }) => id === now)?.name;
  if (!writable)
    return (
      <p>
        {duty.inForce} <b>{name ?? duty.noneInForce}</b>
      </p>
    );
  return (
    <div className="stack-tight">
      <Select
        className="chain-field"
        label={duty.inForce}
        placeholder={duty.noneInForce}
        clearable
        value={now ?? null}
        onChange={(value) => act.mutate({ body: { policy: value } })}
        data={policies.map((one) => ({ value: one.id, label: one.name }))}
      />
      <ProblemBox error={act.error} />
    </div>
  );
}
