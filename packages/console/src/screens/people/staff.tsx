import { Button } from "@mantine/core";
import type { StaffMember } from "@stanch/model/handling";
import { roleNames } from "@stanch/model/role";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { Lockouts } from "../access/lockouts.tsx";
import { StaffDialog } from "./staff-dialog.tsx";
import { Dialog } from "../../parts/dialog.tsx";

/** The people of the centre and what they may do. */
export function Staff(): ReactNode {
  const { closing, frame } = useWords();
  const { staff } = closing;
  const text = useText();
  const may = useMay()("staff.write");
  const list = useRead("staff.list", {});
  const customers = useRead("customer.list", {});
  const [editing, setEditing] = useState<StaffMember | "new" | undefined>();
  const [password, setPassword] = useState<string | undefined>();
  return (
    <div className="page stack">
      <div className="spread">
        <h1>{staff.title}</h1>
        {may ? <Button onClick={() => setEditing("new")}>{staff.add}</Button> : null}
      </div>
      {may ? <Lockouts /> : null}
      <AsyncView query={list}>
        {(rows) => (
          <DataTable
            label={staff.title}
            rows={rows}
            rowKey={(row) => row.id}
            {...(may ? { onOpen: setEditing } : {})}
            columns={[
              { head: frame.name, cell: (row) => <b className="cell-name">{row.name}</b> },
              { head: frame.email, cell: (row) => <span className="nowrap">{row.email}</span> },
              { head: frame.phone, cell: (row) => <span className="nowrap">{row.phone}</span> },
              {
                head: staff.roles,
                cell: (row) => (
                  <span className="row">
                    {row.roles.map((role) => (
                      <Badge key={role}>{text(roleNames[role])}</Badge>
                    ))}
                    {row.customer === undefined ? null : (
                      <span className="break">{customers.data?.find(({ id }) => id === row.customer)?.name}</span>
                    )}
                  </span>
                ),
              },
              {
                head: staff.totp,
                cell: (row) => (row.totp ? staff.totpOn : <span className="muted">{staff.totpOff}</span>),
              },
              {
                head: frame.state,
                cell: (row) => (row.active ? staff.active : <Badge look="dashed">{staff.inactive}</Badge>),
              },
            ]}
          />
        )}
      </AsyncView>
      {editing === undefined ? null : (
        <StaffDialog
          {...(editing === "new" ? {} : { member: editing })}
          onClose={() => setEditing(undefined)}
          onPassword={(next) => {
            setEditing(undefined);
            setPassword(next);
          }}
        />
      )}
      {password === undefined ? null : (
        <Dialog onClose={() => setPassword(undefined)} title={staff.oneTime}>
          <div className="form">
            <p>{staff.oneTimeWhy}</p>
            <output className="one-time mono">{password}</output>
            <Button onClick={() => setPassword(undefined)}>{frame.close}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
