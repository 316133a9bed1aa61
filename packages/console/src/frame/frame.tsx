import { Button, Menu } from "@mantine/core";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { listenToChanges } from "../api/changes.ts";
import { queries, useAct, useRead } from "../api/queries.ts";
import { SessionProvider, useMay, useSession } from "../api/session-context.tsx";
import { AsyncView } from "../parts/async-view.tsx";
import { SignIn } from "../screens/sign-in/sign-in.tsx";
import { useLanguage, useWords } from "../words/language-context.tsx";
import { Brand } from "./brand.tsx";
import { CommandSearch } from "./command-search.tsx";
import { DisplaySwitch } from "./display-switch.tsx";
import { KeyList } from "./key-list.tsx";
import { TopClocks } from "./top-clocks.tsx";
import { useShortcuts } from "./shortcuts.ts";

/** The frame of every staff page; whoever is not signed in gets the sign-in in its place, and then the page that was asked for. */
export function Frame(): ReactNode {
  const session = useRead("session.get", {});
  return (
    <AsyncView query={session}>
      {(data) =>
        data.state === "ready" ? (
          <SessionProvider session={data}>
            <Room />
          </SessionProvider>
        ) : (
          <SignIn session={data} onSession={(next) => queries.setQueryData(["session.get", {}], next)} />
        )
      }
    </AsyncView>
  );
}

function Room(): ReactNode {
  const { frame } = useWords();
  const [open, setOpen] = useState<"search" | "keys" | undefined>();
  useEffect(listenToChanges, []);
  useShortcuts({ search: () => setOpen("search"), keys: () => setOpen("keys") });
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {frame.skip}
      </a>
      <header className="top">
        <Link to="/" className="brand" aria-label={frame.product}>
          <Brand />
        </Link>
        <button type="button" className="search-button" aria-keyshortcuts="Control+K" onClick={() => setOpen("search")}>
          <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
            <path d="M11 11l4 4" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          <span className="search-words">{frame.search}</span>
          <span className="key" aria-hidden="true">
            {frame.searchKey}
          </span>
        </button>
        <TopClocks />
        <Me />
      </header>
      <Side onKeys={() => setOpen("keys")} />
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {open === "search" ? <CommandSearch onClose={() => setOpen(undefined)} /> : null}
      {open === "keys" ? <KeyList onClose={() => setOpen(undefined)} /> : null}
    </div>
  );
}

function Side({ onKeys }: { readonly onKeys: () => void }): ReactNode {
  const { access, frame, legal, duty, portal, rules, measuring } = useWords();
  const may = useMay();
  return (
    <nav className="side" aria-label={frame.navigation}>
      {may("request.write") ? (
        <Link to="/call" className="call-link">
          {frame.takeCall}
        </Link>
      ) : null}
      {may("own-incident") ? <Link to="/portal">{portal.title}</Link> : null}
      {may("request.read") ? <Link to="/inbox">{frame.inbox}</Link> : null}
      {may("incident.read") ? <Link to="/incidents">{frame.incidents}</Link> : null}
      {may("incident.read") ? <Link to="/legal">{legal.listTitle}</Link> : null}
      {may("staff.read") ? <Link to="/duty">{duty.title}</Link> : null}
      {may("incident.read") ? <Link to="/figures">{measuring.metrics.title}</Link> : null}
      {may("archive.read") ? <Link to="/archive">{frame.archive}</Link> : null}
      {may("customer.read") ? <Link to="/customers">{frame.customers}</Link> : null}
      {may("customer.read") ? <Link to="/rules">{rules.title}</Link> : null}
      {may("staff.read") ? <Link to="/staff">{frame.staff}</Link> : null}
      {may("audit.read") ? <Link to="/audit">{access.audit}</Link> : null}
      {may("staff.write") ? <Link to="/settings">{frame.settings}</Link> : null}
      <button type="button" className="text-button small keys-hint" onClick={onKeys}>
        {frame.keysHint}
      </button>
    </nav>
  );
}

function Me(): ReactNode {
  const { access, frame, names, reach } = useWords();
  const { staff } = useSession();
  const may = useMay();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const signOut = useAct("session.signOut");
  const keepLanguage = useAct("session.language");
  const name = staff?.name ?? names.actor.staff;
  return (
    <>
      <DisplaySwitch onLanguage={(next) => keepLanguage.mutate({ body: { language: next } })} />
      <Menu position="bottom-end" key={language}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" aria-label={frame.signedInAs(name)}>
            <span className="me-name">{name}</span>
            <span aria-hidden="true" className="me-initial">
              {name.slice(0, 1)}
            </span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{frame.signedInAs(name)}</Menu.Label>
          {may("staff.read") ? (
            <Menu.Item onClick={() => void navigate({ to: "/contacts" })}>{reach.title}</Menu.Item>
          ) : null}
          <Menu.Item onClick={() => void navigate({ to: "/account" })}>{access.title}</Menu.Item>
          <Menu.Item
            onClick={() =>
              signOut.mutate(
                {},
                {
                  onSuccess: (session) => {
                    queries.clear();
                    queries.setQueryData(["session.get", {}], session);
                    void navigate({ to: "/" });
                  },
                },
              )
            }
          >
            {frame.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
