import { Link, useParams } from "@tanstack/react-router";
import { requestId } from "@stanch/model/ids";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { PageMissing } from "../../frame/page-missing.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { useWords } from "../../words/language-context.tsx";
import { StatusBody } from "../public/customer-status.tsx";
import { HandIn } from "./hand-in.tsx";

/** One request of the customer's own organisation. */
export function PortalRequest(): ReactNode {
  const { portal } = useWords();
  const { request: asked } = useParams({ strict: false });
  const request = requestId.safeParse(asked).data;
  const page = useRead(
    "portal.get",
    { params: { request: request ?? requestId.parse("00000000-0000-4000-8000-000000000000") } },
    { every: 15_000, enabled: request !== undefined },
  );
  if (request === undefined) return <PageMissing />;
  return (
    <div className="page narrow stack public-page-inside">
      <p>
        <Link to="/portal">{portal.back}</Link>
      </p>
      <AsyncView query={page}>
        {(data) => (
          <>
            <StatusBody page={data} pageKey={{ request }} />
            <HandIn page={data} request={request} />
          </>
        )}
      </AsyncView>
    </div>
  );
}
