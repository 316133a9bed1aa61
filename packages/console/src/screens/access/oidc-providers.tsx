import { Button } from "@mantine/core";
import type { OidcProvider } from "@stanch/model/oidc";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { useWords } from "../../words/language-context.tsx";
import { OidcDialog } from "./oidc-dialog.tsx";

/** Customers whose people come in with their organisation's accounts. */
export function OidcProviders(): ReactNode {
  const { organisation } = useWords().access;
  const list = useRead("oidc.list", {});
  const [open, setOpen] = useState<OidcProvider | "new" | undefined>();
  const [removing, setRemoving] = useState<OidcProvider | undefined>();
  return (
    <section className="stack-tight">
      <div className="spread">
        <h2>{organisation.section}</h2>
        <Button variant="default" onClick={() => setOpen("new")}>
          {organisation.add}
        </Button>
      </div>
      <p className="muted">{organisation.sectionWhy}</p>
      <AsyncView query={list}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{organisation.none}</p>
          ) : (
            <Providers rows={rows} onOpen={setOpen} onRemove={setRemoving} />
          )
        }
      </AsyncView>
      {open === undefined ? null : (
        <OidcDialog {...(open === "new" ? {} : { provider: open })} onClose={() => setOpen(undefined)} />
      )}
      {removing === undefined ? null : <Remove of={removing} onClose={() => setRemoving(undefined)} />}
    </section>
  );
}

function Providers({
  rows,
  onOpen,
  onRemove,
}: {
  readonly rows: readonly OidcProvider[];
  readonly onOpen: (row: OidcProvider) => void;
  readonly onRemove: (row: OidcProvider) => void;
}): ReactNode {
  const { access, frame } = useWords();
  const { organisation } = access;
  return (
    <DataTable
      label={organisation.section}
      rows={rows}
      rowKey={({ customer }) => customer}
      columns={[
        { head: organisation.customer, cell: ({ name }) => <b className="cell-name">{name}</b> },
        { head: organisation.issuer, cell: ({ issuer }) => <span className="mono break">{issuer}</span> },
        {
          head: organisation.start,
          cell: ({ key }) => <span className="mono break">{`${location.origin}/sign-in/${key}`}</span>,
        },
        {
          head: frame.edit,
          cell: (row) => (
            <span className="row">
              <Button size="compact-sm" variant="default" onClick={() => onOpen(row)}>
                {frame.edit}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={organisation.removeOf(row.name)}
                onClick={() => onRemove(row)}
              >
                {organisation.remove}
              </Button>
            </span>
          ),
        },
      ]}
    />
  );
}

function Remove({ of: row, onClose }: { readonly of: OidcProvider; readonly onClose: () => void }): ReactNode {
  const { organisation } = useWords().access;
  const act = useAct("oidc.remove");
  return (
    <ConfirmDialog
      title={organisation.removeSure(row.name)}
      why={organisation.removeWhy}
      action={organisation.remove}
      error={act.error}
      busy={act.isPending}
      onConfirm={() => act.mutate({ params: { customer: row.customer } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
