import type { OperationId } from "@stanch/model/api";
import { useState } from "react";
import type { CallInput } from "../../api/client.ts";
import { newId } from "../../api/new-id.ts";
import { useAct } from "../../api/queries.ts";

/** How a part of the duty plan is put. */
type PutPlan = Extract<OperationId, `${"team" | "rotation" | "schedule" | "policy"}.put`>;

/** What the frame of a form of the duty plan needs. */
export interface PlanForm {
  /** Under which it is or will be kept. */
  readonly id: string;
  readonly title: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/**
 * Saving, for every form of the duty plan: ready once the draft is what its schema asks, closed once it is kept.
 *
 * @example const form = usePlanForm("team.put", { part: team, title: duty.add.teams, body: parsed.data, onClose });
 */
export function usePlanForm<Id extends PutPlan>(
  operation: Id,
  {
    part,
    title,
    body,
    onClose,
  }: {
    readonly part: { readonly id: string; readonly name: string } | undefined;
    /** Of a new part. */
    readonly title: string;
    /** Undefined while the draft is not what the schema asks. */
    readonly body: CallInput<Id>["body"] | undefined;
    readonly onClose: () => void;
  },
): PlanForm {
  const act = useAct(operation);
  const [id] = useState(() => part?.id ?? newId());
  const onSave = () => {
    if (body !== undefined) act.mutate({ params: { id }, body } as unknown as CallInput<Id>, { onSuccess: onClose });
  };
  return {
    id,
    onSave,
    onClose,
    title: part?.name ?? title,
    ready: body !== undefined,
    busy: act.isPending,
    error: act.error,
  };
}
