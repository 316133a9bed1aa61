import type { CustomerPage } from "@stanch/model/api-public";
import { adviceId, reportId, type RequestId } from "@stanch/model/ids";
import { fileAddress } from "../../api/client.ts";
import { useAct } from "../../api/queries.ts";

/** What opens a customer's page: the secret link of a request, or the account of its organisation. */
export type PageKey = { readonly token: string } | { readonly request: RequestId };

type Asked = NonNullable<CustomerPage["measures"]>[number];

interface Act<T> {
  readonly act: (input: T, done?: () => void) => void;
  readonly busy: boolean;
  readonly error: unknown;
}

/** Says that advice was read or acted on. */
export function useMarkAdvice(key: PageKey): Act<{
  readonly advice: string;
  readonly mark: "read" | "acted";
  readonly note?: string;
}> {
  const byLink = useAct("public.advice");
  const byAccount = useAct("portal.advice");
  const used = "token" in key ? byLink : byAccount;
  return {
    busy: used.isPending,
    error: used.error,
    act: ({ advice, ...body }) => {
      if ("token" in key) byLink.mutate({ params: { token: key.token, advice }, body });
      else byAccount.mutate({ params: { request: key.request, advice: adviceId.parse(advice) }, body });
    },
  };
}

/** Signs one version of a report; an account signs with its own name. */
export function useCountersign(key: PageKey): Act<{
  readonly report: string;
  readonly name: string;
  readonly sha256: string;
}> {
  const byLink = useAct("public.countersign");
  const byAccount = useAct("portal.countersign");
  const used = "token" in key ? byLink : byAccount;
  return {
    busy: used.isPending,
    error: used.error,
    act: ({ report, name, sha256 }, done) => {
      const after = done === undefined ? {} : { onSuccess: done };
      if ("token" in key) byLink.mutate({ params: { token: key.token, report }, body: { name, sha256 } }, after);
      else
        byAccount.mutate({ params: { request: key.request, report: reportId.parse(report) }, body: { sha256 } }, after);
    },
  };
}

/** Agrees to a measure, or refuses it with a reason. */
export function useConsent(key: PageKey): Act<{
  readonly measure: Asked["id"];
  readonly agree: boolean;
  readonly reason: string;
}> {
  const byLink = useAct("public.consent");
  const byAccount = useAct("portal.consent");
  const used = "token" in key ? byLink : byAccount;
  return {
    busy: used.isPending,
    error: used.error,
    act: ({ measure, ...body }, done) => {
      const after = done === undefined ? {} : { onSuccess: done };
      if ("token" in key) byLink.mutate({ params: { token: key.token, measure }, body }, after);
      else byAccount.mutate({ params: { request: key.request, measure }, body }, after);
    },
  };
}

/** Says how the service was. */
export function useRate(key: PageKey): Act<{ readonly stars: number; readonly words: string }> {
  const byLink = useAct("public.rate");
  const byAccount = useAct("portal.rate");
  const used = "token" in key ? byLink : byAccount;
  return {
    busy: used.isPending,
    error: used.error,
    act: (body, done) => {
      const after = done === undefined ? {} : { onSuccess: done };
      if ("token" in key) byLink.mutate({ params: { token: key.token }, body }, after);
      else byAccount.mutate({ params: { request: key.request }, body }, after);
    },
  };
}

/** The address of a file of a report. */
export function reportAddress(key: PageKey, report: string, name: string): string {
  return "token" in key
    ? fileAddress("public.reportFile", { token: key.token, report, name })
    : fileAddress("portal.reportFile", { request: key.request, report: reportId.parse(report), name });
}
