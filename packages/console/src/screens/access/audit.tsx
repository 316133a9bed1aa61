import { Button, Select, TextInput } from "@mantine/core";
import type { AuditLine } from "@stanch/model/api-access";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";

const PAGE = 100;

/** The access log, by kind and by words, page after page. */
export function Audit(): ReactNode {
  const { access, names } = useWords();
  const [kind, setKind] = useState("");
  const [text, setText] = useState("");
  const [pages, setPages] = useState<readonly string[]>([]);
  const from = (act: () => void): void => {
    setPages([]);
    act();
  };
  const query = {
    limit: PAGE,
    ...(kind === "" ? {} : { what: kind }),
    ...(text.trim() === "" ? {} : { text: text.trim() }),
    ...(pages.length === 0 ? {} : { before: pages.at(-1) }),
  };
  const list = useRead("audit.list", { query });
  const kinds = Object.entries(access.kinds).map(([value, label]) => ({ value, label }));
  return (
    <div className="page stack">
      <h1>{access.audit}</h1>
      <p className="muted">{access.auditWhy}</p>
      <div className="columns tight">
        <Select
          label={access.kind}
          allowDeselect={false}
          value={kind}
          onChange={(value) => from(() => setKind(value ?? ""))}
          data={[{ value: "", label: access.anyKind }, ...kinds]}
        />
        <TextInput
          label={access.words}
          maxLength={200}
          value={text}
          onChange={(event) => {
            const { value } = event.currentTarget;
            from(() => setText(value));
          }}
        />
      </div>
      <AsyncView query={list}>
        {(rows) => (
          <>
            {rows.length === 0 ? <Empty words={access.auditNone} /> : <Lines rows={rows} actors={names.actor} />}
            <div className="form-actions">
              {rows.length < PAGE ? null : (
                <Button variant="default" onClick={() => setPages([...pages, rows.at(-1)?.id ?? ""])}>
                  {access.auditMore}
                </Button>
              )}
            </div>
          </>
        )}
      </AsyncView>
    </div>
  );
}

function Lines({
  rows,
  actors,
}: {
  readonly rows: readonly AuditLine[];
  readonly actors: Readonly<Record<AuditLine["actor"]["kind"], string>>;
}): ReactNode {
  const { access, frame } = useWords();
  const open = useMay()("incident.read");
  return (
    <DataTable
      label={access.audit}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { head: frame.at, cell: ({ at }) => <Instant at={at} style="second" /> },
        { head: access.who, cell: ({ actor }) => <b className="cell-name">{actor.name || actors[actor.kind]}</b> },
        { head: access.what, cell: ({ what }) => <What line={what} /> },
        { head: access.detail, cell: ({ detail }) => <span className="mono small break">{detail}</span> },
        {
          head: access.incident,
          cell: ({ incident }) => {
            if (incident === undefined) return null;
            if (!open) return <span className="mono nowrap">{incident.number}</span>;
            return (
              <Link to="/incidents/$incident" params={{ incident: incident.id }} className="mono nowrap">
                {incident.number}
              </Link>
            );
          },
        },
      ]}
    />
  );
}

/** Two words in a row of their own would make every row twice as high. */
function What({ line }: { readonly line: string }): ReactNode {
  const { access } = useWords();
  const word = access.lines[line];
  return word === undefined ? <span className="mono break">{line}</span> : <span className="nowrap">{word}</span>;
}
