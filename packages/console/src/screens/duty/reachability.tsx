import { Button } from "@mantine/core";
import type { ContactMethod, Reachability } from "@stanch/model/contact";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay, useSession } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useWords } from "../../words/language-context.tsx";

type Person = Reachability["people"][number];

const verified = (one: ContactMethod): boolean => one.verifiedAt !== undefined;

/** Who can be reached how, and who lacks what before going on duty. */
export function ReachabilityPart(): ReactNode {
  const { reach } = useWords();
  const { ways } = reach;
  const all = useRead("contact.all", {});
  return (
    <section className="stack-tight">
      <div className="spread">
        <h2>{ways.title}</h2>
        <Link to="/contacts">{reach.title}</Link>
      </div>
      <AsyncView query={all}>
        {({ required, enough, people }) => (
          <>
            <p className="muted">{required ? ways.why : ways.notHeld}</p>
            <DataTable
              label={ways.title}
              rows={people}
              rowKey={(row) => row.staff}
              columns={[
                { head: ways.person, cell: (row) => <b className="cell-name">{row.name}</b> },
                { head: ways.have, cell: (row) => <Have person={row} /> },
                {
                  head: ways.missing,
                  cell: (row) => {
                    const missing = enough - row.methods.filter(verified).length;
                    return missing > 0 ? (
                      <span className="cell-words">{ways.lacks(missing)}</span>
                    ) : (
                      <span className="muted">{ways.nothing}</span>
                    );
                  },
                },
              ]}
            />
          </>
        )}
      </AsyncView>
    </section>
  );
}

function Have({ person }: { readonly person: Person }): ReactNode {
  const { names, reach } = useWords();
  return (
    <span className="row">
      {person.methods.length === 0 ? <span className="muted">–</span> : null}
      {person.methods.map((one) => (
        <span key={one.id} className="row">
          <span title={one.address}>
            <Badge look={verified(one) ? "solid" : "dashed"}>
              {names.noticeChannel[one.channel]}
              {verified(one) ? null : ` · ${reach.unverified}`}
            </Badge>
          </span>
          {one.channel === "phone" && !verified(one) ? <CallBack person={person} method={one} /> : null}
        </span>
      ))}
    </span>
  );
}

/** Somebody else rang the phone and knew the voice. */
function CallBack({ person, method }: { readonly person: Person; readonly method: ContactMethod }): ReactNode {
  const { ways } = useWords().reach;
  const { staff } = useSession();
  const may = useMay()("notice.write");
  const act = useAct("contact.calledBack");
  const [open, setOpen] = useState(false);
  if (!may || staff?.id === person.staff) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={ways.callBackOf(method.address)}
        onClick={() => setOpen(true)}
      >
        {ways.callBack}
      </Button>
      {open ? (
        <ReasonDialog
          title={ways.callBackTitle(person.name, method.address)}
          label={ways.callBackNote}
          action={ways.callBackDo}
          error={act.error}
          busy={act.isPending}
          onClose={() => setOpen(false)}
          onSubmit={(note) =>
            act.mutate({ params: { contact: method.id }, body: { note } }, { onSuccess: () => setOpen(false) })
          }
        />
      ) : null}
    </>
  );
}

/** People among these who may not be put on duty, in words; nothing while nobody is held to it. */
export function Lacking({ people }: { readonly people: readonly string[] }): ReactNode {
  const { ways } = useWords().reach;
  const { data } = useRead("contact.all", {});
  if (data === undefined || !data.required) return null;
  const lacking = data.people.filter((one) => people.includes(one.staff) && !one.enough);
  return lacking.length === 0 ? null : (
    <p className="notice-line" role="status">
      {ways.lackingNow(lacking.map(({ name }) => name).join(" · "))}
    </p>
  );
}

/** What the daily tests of the last week came to. */
export function TestPages(): ReactNode {
  const { reach, names } = useWords();
  const { tests } = reach;
  const read = useRead("contact.tests", {}, { every: 60_000 });
  const on = useRead("settings.get", {}).data?.["dailyTest"] === true;
  return (
    <section className="stack-tight">
      <h2>{tests.title}</h2>
      <p className="muted">{on ? tests.on : tests.off}</p>
      <AsyncView query={read}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{tests.none}</p>
          ) : (
            <DataTable
              label={tests.title}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { head: tests.at, cell: (row) => <Instant at={row.at} /> },
                { head: tests.person, cell: (row) => <b className="cell-name">{row.name}</b> },
                {
                  head: tests.way,
                  cell: (row) => (
                    <span className="cell-words">
                      {names.noticeChannel[row.channel]} {row.address}
                    </span>
                  ),
                },
                {
                  head: tests.came,
                  cell: (row) => (
                    <span className="cell-words">
                      <Badge look={row.state === "failed" ? "warn" : row.state === "acknowledged" ? "solid" : "plain"}>
                        {tests.results[row.state]}
                      </Badge>{" "}
                      {row.detail === undefined ? null : <span className="small break">{row.detail}</span>}
                      {row.acknowledgedAt === undefined ? null : <Instant at={row.acknowledgedAt} />}
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </AsyncView>
    </section>
  );
}
