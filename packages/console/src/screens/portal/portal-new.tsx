import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { useWords } from "../../words/language-context.tsx";
import { RequestFields } from "../public/request-fields.tsx";

/** Another emergency of an organisation that is known; ends on the page of the new request. */
export function PortalNew(): ReactNode {
  const { portal } = useWords();
  const navigate = useNavigate();
  const own = useRead("portal.list", {});
  const act = useAct("portal.submit");
  return (
    <div className="page narrow stack">
      <p>
        <Link to="/portal">{portal.back}</Link>
      </p>
      <AsyncView query={own}>
        {({ organisation }) => (
          <>
            <h1>{portal.reportFor(organisation)}</h1>
            <RequestFields
              organisation={organisation}
              busy={act.isPending}
              error={act.error}
              onSend={({ organisation: _known, ...body }) =>
                act.mutate(
                  { body },
                  { onSuccess: ({ request }) => void navigate({ to: "/portal/$request", params: { request } }) },
                )
              }
            />
          </>
        )}
      </AsyncView>
    </div>
  );
}
