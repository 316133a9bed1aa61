import { Button } from "@mantine/core";
import type { Customer } from "@stanch/model/customer";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { useWords } from "../../words/language-context.tsx";
import { OidcProviders } from "../access/oidc-providers.tsx";
import { CustomerDialog } from "./customer-dialog.tsx";

/** The organisations that are served. */
export function Customers(): ReactNode {
  const { closing, service } = useWords();
  const { customers, settings } = closing;
  const may = useMay()("customer.write");
  const accounts = useMay()("staff.write");
  const list = useRead("customer.list", {});
  const [editing, setEditing] = useState<Customer | "new" | undefined>();
  const add = may ? <Button onClick={() => setEditing("new")}>{customers.add}</Button> : null;
  return (
    <div className="page stack">
      <div className="spread">
        <h1>{customers.title}</h1>
        {(list.data ?? []).length === 0 ? null : add}
      </div>
      <AsyncView query={list}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={customers.none}>{add}</Empty>
          ) : (
            <DataTable
              label={customers.title}
              rows={rows}
              rowKey={(row) => row.id}
              {...(may ? { onOpen: setEditing } : {})}
              columns={[
                { head: customers.name, cell: (row) => <b className="cell-name">{row.name}</b> },
                { head: customers.promise, numeric: true, cell: (row) => row.responseMinutes },
                { head: customers.importance, cell: (row) => customers.importances[row.importance] },
                { head: service.contract.promise, cell: (row) => (row.contract === null ? "–" : row.contract.plan) },
                { head: customers.language, cell: (row) => settings.languages[row.language] },
                {
                  head: customers.contacts,
                  cell: (row) => (
                    <span className="cell-words">
                      {row.contacts.map(({ name, phone }) => `${name} ${phone}`).join(" · ") || "–"}
                    </span>
                  ),
                },
                { head: customers.open, numeric: true, cell: (row) => row.openIncidents },
              ]}
            />
          )
        }
      </AsyncView>
      {accounts ? <OidcProviders /> : null}
      {editing === undefined ? null : (
        <CustomerDialog {...(editing === "new" ? {} : { customer: editing })} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}
