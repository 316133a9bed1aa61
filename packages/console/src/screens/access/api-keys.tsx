import { Button } from "@mantine/core";
import type { ApiKey } from "@stanch/model/api-key";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { serverNow } from "../../time/server-time.ts";
import { useWords } from "../../words/language-context.tsx";
import { KeyDialog } from "./key-dialog.tsx";

/** Keys of programs: one's own, or everybody's for whoever looks after accounts. */
export function ApiKeys(): ReactNode {
  const { access } = useWords();
  const all = useMay()("staff.write");
  const list = useRead("apiKey.list", {});
  const [open, setOpen] = useState<ApiKey | "new" | undefined>();
  const add = <Button onClick={() => setOpen("new")}>{access.add}</Button>;
  const title = all ? access.allKeys : access.keys;
  return (
    <section className="stack-tight">
      <div className="spread">
        <h2>{title}</h2>
        {(list.data ?? []).length === 0 ? null : add}
      </div>
      <p className="muted">{access.keysWhy}</p>
      <AsyncView query={list}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={access.keysNone}>{add}</Empty>
          ) : (
            <KeyTable title={title} rows={rows} owners={all} onRevoke={setOpen} />
          )
        }
      </AsyncView>
      {open === "new" ? <KeyDialog onClose={() => setOpen(undefined)} /> : null}
      {typeof open === "object" ? <Revoke of={open} onClose={() => setOpen(undefined)} /> : null}
    </section>
  );
}

function KeyTable({
  title,
  rows,
  owners,
  onRevoke,
}: {
  readonly title: string;
  readonly rows: readonly ApiKey[];
  readonly owners: boolean;
  readonly onRevoke: (key: ApiKey) => void;
}): ReactNode {
  const { access } = useWords();
  return (
    <DataTable
      label={title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { head: access.name, cell: ({ name }) => <b className="cell-name">{name}</b> },
        ...(owners ? [{ head: access.owner, cell: ({ owner }: ApiKey) => owner.name }] : []),
        { head: access.begins, cell: ({ prefix }) => <span className="mono">{prefix}…</span> },
        {
          head: access.may,
          cell: ({ permissions }) => (
            <span className="cell-words">{permissions.map((one) => access.permissions[one]).join(" · ")}</span>
          ),
        },
        { head: access.lastUse, cell: (key) => <LastUse of={key} /> },
        { head: access.expires, cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
        { head: access.revoke, cell: (key) => <State of={key} onRevoke={onRevoke} /> },
      ]}
    />
  );
}

function LastUse({ of: { lastUsedAt, lastUsedFrom = "", uses } }: { readonly of: ApiKey }): ReactNode {
  const { access } = useWords();
  if (lastUsedAt === undefined) return <span className="muted">{access.neverUsed}</span>;
  return (
    <span className="break">
      <Instant at={lastUsedAt} /> <span className="muted small">{access.from(lastUsedFrom)}</span>{" "}
      <span className="muted small">{access.uses(uses)}</span>
    </span>
  );
}

function State({ of: key, onRevoke }: { readonly of: ApiKey; readonly onRevoke: (key: ApiKey) => void }): ReactNode {
  const { access } = useWords();
  if (key.revokedAt !== undefined) return <Badge look="dashed">{access.revoked(key.revokedBy ?? "")}</Badge>;
  if (Date.parse(key.expiresAt) <= serverNow()) return <Badge look="dashed">{access.expired}</Badge>;
  return (
    <Button size="compact-sm" variant="default" aria-label={access.revokeOf(key.name)} onClick={() => onRevoke(key)}>
      {access.revoke}
    </Button>
  );
}

function Revoke({ of: key, onClose }: { readonly of: ApiKey; readonly onClose: () => void }): ReactNode {
  const { access } = useWords();
  const act = useAct("apiKey.revoke");
  return (
    <ConfirmDialog
      title={access.revokeSure(key.name)}
      why={access.revokeWhy}
      action={access.revoke}
      error={act.error}
      busy={act.isPending}
      onConfirm={() => act.mutate({ params: { key: key.id } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
