import { Button } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { queries, useAct } from "../../api/queries.ts";
import { Brand } from "../../frame/brand.tsx";
import { DisplaySwitch } from "../../frame/display-switch.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Where people of one customer begin: one button to their own sign-in. */
export function OrganisationSignIn(): ReactNode {
  const { organisation } = useWords().access;
  const { key } = useParams({ from: "/sign-in/$key" });
  const begin = useAct("session.oidcBegin");
  const go = (location: string): void => {
    // The server says where; a browser goes only to pages.
    if (/^https?:\/\//.test(location)) window.location.assign(location);
  };
  return (
    <Gate title={organisation.title}>
      <p>{organisation.why}</p>
      <ProblemBox error={begin.error} />
      <Button
        loading={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate({ body: { organisation: key } }, { onSuccess: ({ location }) => go(location) })}
      >
        {organisation.go}
      </Button>
    </Gate>
  );
}

/** Where the organisation sends the browser back: what it sent is handed to the centre once. */
export function OrganisationBack(): ReactNode {
  const { organisation } = useWords().access;
  const navigate = useNavigate();
  const finish = useAct("session.oidcFinish");
  const asked = useRef(false);
  const { mutate } = finish;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    const sent = new URLSearchParams(window.location.search);
    const iss = sent.get("iss");
    const body = { code: sent.get("code") ?? "-", state: sent.get("state") ?? "-", ...(iss === null ? {} : { iss }) };
    mutate(
      { body },
      {
        onSuccess: (session) => {
          queries.setQueryData(["session.get", {}], session);
          void navigate({ to: "/", replace: true });
        },
      },
    );
  }, [mutate, navigate]);
  return (
    <Gate title={organisation.title}>
      {finish.error === null ? <p role="status">{organisation.coming}</p> : <ProblemBox error={finish.error} />}
    </Gate>
  );
}

function Gate({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const { organisation } = useWords().access;
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="spread">
          <Brand />
          <DisplaySwitch />
        </div>
        <h1>{title}</h1>
        <div className="form">{children}</div>
        <p className="small">
          <Link to="/">{organisation.otherwise}</Link>
        </p>
      </div>
    </main>
  );
}
