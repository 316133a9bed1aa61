import type { Api, OperationId } from "@stanch/model/api";
import type { OutputOf } from "@stanch/model/route";
import { QueryClient, useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { call, type CallArguments, type CallInput } from "./client.ts";
import { Refusal } from "./refusal.ts";

/** One memory of answers for the whole console. A refusal is an answer: only a broken network is tried again. */
export const queries: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => error instanceof Refusal && (error.status === 0 || error.status >= 502) && count < 3,
    },
  },
});

interface ReadOptions {
  readonly enabled?: boolean;
  /** Milliseconds between repetitions, while something is under way. */
  readonly every?: number | false;
  /** Milliseconds for which an answer is not asked for again, for what hardly changes. */
  readonly fresh?: number;
}

/**
 * Reads one operation and keeps its answer fresh.
 *
 * @example const incident = useRead("incident.get", { params: { incident: id } });
 */
export function useRead<Id extends OperationId>(
  id: Id,
  input: CallInput<Id>,
  options: ReadOptions = {},
): UseQueryResult<OutputOf<Api[Id]>, Error> {
  return useQuery<OutputOf<Api[Id]>, Error>({
    queryKey: [id, input],
    queryFn: () => call(id, ...([input] as unknown as CallArguments<Id>)),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.fresh === undefined ? {} : { staleTime: options.fresh }),
  });
}

/** Does one operation; whatever is on the screen of the same case is read again. */
export function useAct<Id extends OperationId>(id: Id): UseMutationResult<OutputOf<Api[Id]>, Error, CallInput<Id>> {
  return useMutation<OutputOf<Api[Id]>, Error, CallInput<Id>>({
    mutationFn: (input) => call(id, ...([input] as unknown as CallArguments<Id>)),
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== "session.get" && queryKey[0] !== "rule.list",
      }),
  });
}

interface KeyInput {
  readonly params?: { readonly incident?: string } | undefined;
}

/** Whether an answer in memory may have changed after a change of one case (or of something that belongs to none). */
export function touches(queryKey: readonly unknown[], change: { incident?: string | undefined }): boolean {
  const [id, input] = queryKey;
  if (typeof id !== "string" || id.startsWith("session.") || id.startsWith("timeline.") || id === "rule.list")
    return false;
  const incident = (input as KeyInput | undefined)?.params?.incident;
  return incident === undefined || change.incident === undefined || incident === change.incident;
}
