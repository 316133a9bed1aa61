import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { Badge } from "../../parts/badges.tsx";
import { readSettings } from "../../settings/settings-draft.ts";
import { useWords } from "../../words/language-context.tsx";

/** What a new centre needs before the first call, and what of it is there. */
export function SetUp(): ReactNode {
  const { setUp } = useWords().closing;
  const settings = useRead("settings.get", {}).data;
  const staff = useRead("staff.list", {}).data ?? [];
  const customers = useRead("customer.list", {}).data ?? [];
  const kept = settings === undefined ? undefined : readSettings(settings);
  const has = (role: (typeof staff)[number]["roles"][number]) =>
    staff.filter(({ active, roles }) => active && roles.includes(role)).length;
  const able = has("duty-officer") > 0 && has("handler") > 0 && has("supervisor") > 1 && has("archivist") > 0;
  const steps = [
    { to: "/settings", ...setUp.address, done: (kept?.publicUrl ?? "") !== "" && kept?.dutyPhone !== "" },
    { to: "/settings", ...setUp.mail, done: (kept?.smtpHost ?? "") !== "" },
    { to: "/staff", ...setUp.staff, done: able },
    { to: "/customers", ...setUp.customers, done: customers.length > 0 },
  ] as const;
  return (
    <div className="page narrow stack">
      <h1>{setUp.title}</h1>
      <p className="muted">{setUp.why}</p>
      <ol className="panel set-up">
        {steps.map((step) => (
          <li key={step.name}>
            <span className="grow">
              <Link to={step.to}>{step.name}</Link>
              <span className="muted small block">{step.why}</span>
            </span>
            <Badge look={step.done ? "solid" : "dashed"}>{step.done ? setUp.done : setUp.open}</Badge>
          </li>
        ))}
      </ol>
    </div>
  );
}
