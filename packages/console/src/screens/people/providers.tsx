import { Button, Select } from "@mantine/core";
import { type Provider, provider } from "@stanch/model/provider";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { freeId } from "../../settings/provider-draft.ts";
import type { SettingValues } from "../../settings/settings-draft.ts";
import { useWords } from "../../words/language-context.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { ProviderTrialDialog } from "./provider-trial-dialog.tsx";

interface Asked {
  readonly what: "edit" | "new" | "remove" | "try";
  readonly provider: Provider;
}

/** Who delivers text messages, calls and messages of robots, in their order. */
export function Providers({ values }: { readonly values: SettingValues }): ReactNode {
  const { providers: words } = useWords().reach;
  const act = useAct("settings.put");
  const [asked, setAsked] = useState<Asked | undefined>();
  const list = provider.array().catch([]).parse(values["providers"]);
  const put = (providers: readonly Provider[], more: SettingValues, done: () => void) =>
    act.mutate({ body: { providers: JSON.parse(JSON.stringify(providers)), ...more } }, { onSuccess: done });
  const close = () => setAsked(undefined);
  const earlier = (at: number) =>
    put(
      list.map((one, index) => (index === at - 1 ? list[at] : index === at ? list[at - 1] : one) ?? one),
      {},
      close,
    );
  const save = (made: Provider, secrets: SettingValues) => {
    const kept =
      asked?.what === "edit" ? list.map((one) => (one.id === asked.provider.id ? made : one)) : [...list, made];
    put(kept, secrets, close);
  };
  return (
    <section className="section form">
      <h2>{words.title}</h2>
      <p className="muted">{words.why}</p>
      {list.length === 0 ? <p>{words.none}</p> : null}
      <ol className="plan-list">
        {list.map((one, at) => (
          <Line key={one.id} provider={one} first={at === 0} onAsk={setAsked} onEarlier={() => earlier(at)} />
        ))}
      </ol>
      <Samples taken={list.map(({ id }) => id)} onAdd={(sample) => setAsked({ what: "new", provider: sample })} />
      {asked === undefined ? <ProblemBox error={act.error} /> : null}
      <Attempts />
      {asked?.what === "edit" || asked?.what === "new" ? (
        <ProviderDialog
          provider={asked.provider}
          fixedId={asked.what === "edit"}
          taken={list.map(({ id }) => id).filter((id) => asked.what === "new" || id !== asked.provider.id)}
          values={values}
          busy={act.isPending}
          error={act.error}
          onSave={save}
          onClose={close}
        />
      ) : null}
      {asked?.what === "try" ? <ProviderTrialDialog provider={asked.provider} onClose={close} /> : null}
      {asked?.what === "remove" ? (
        <ConfirmDialog
          title={words.removeSure(asked.provider.name)}
          why={words.removeWhy}
          action={words.remove}
          busy={act.isPending}
          error={act.error}
          onClose={close}
          onConfirm={() =>
            put(
              list.filter(({ id }) => id !== asked.provider.id),
              {},
              close,
            )
          }
        />
      ) : null}
    </section>
  );
}

function Line({
  provider: one,
  first,
  onAsk,
  onEarlier,
}: {
  readonly provider: Provider;
  readonly first: boolean;
  readonly onAsk: (asked: Asked) => void;
  readonly onEarlier: () => void;
}): ReactNode {
  const { reach, names } = useWords();
  const { providers: words } = reach;
  const ask = (what: Asked["what"], label: string, more: string) => (
    <Button size="compact-sm" variant="default" aria-label={more} onClick={() => onAsk({ what, provider: one })}>
      {label}
    </Button>
  );
  return (
    <li>
      <span className="plan-words">
        <b>{one.name}</b> <Badge>{names.noticeChannel[one.channel]}</Badge>{" "}
        <span className="muted small mono">{one.id}</span>
      </span>
      <span className="row">
        {first ? null : (
          <Button size="compact-sm" variant="default" aria-label={words.up(one.name)} onClick={onEarlier}>
            ↑
          </Button>
        )}
        {ask("try", words.test, words.testOf(one.name))}
        {ask("edit", words.edit, words.editOf(one.name))}
        {ask("remove", words.remove, words.removeOf(one.name))}
      </span>
    </li>
  );
}

function Samples({
  taken,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (sample: Provider) => void;
}): ReactNode {
  const { providers: words } = useWords().reach;
  const samples = useRead("provider.samples", {}, { fresh: Number.POSITIVE_INFINITY }).data ?? [];
  const add = (id: string | null) => {
    const sample = samples.find((one) => one.id === id);
    if (sample !== undefined) onAdd({ ...sample, id: freeId(sample.id, taken) });
  };
  return (
    <Select
      className="chain-field"
      label={words.add}
      placeholder={words.sample}
      searchable
      value={null}
      onChange={add}
      data={samples.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

/** The last tries, so that a provider that is set up and silent is seen. */
function Attempts(): ReactNode {
  const { reach, names } = useWords();
  const { providers: words } = reach;
  const rows = useRead("provider.attempts", {}, { every: 30_000 }).data ?? [];
  return (
    <details>
      <summary>{words.attempts}</summary>
      {rows.length === 0 ? (
        <p className="muted">{words.noAttempts}</p>
      ) : (
        <DataTable
          label={words.attempts}
          rows={rows}
          rowKey={(row) => `${row.at}${row.provider}${row.address}${row.messageId ?? ""}`}
          columns={[
            { head: words.at, cell: (row) => <Instant at={row.at} style="second" /> },
            { head: words.provider, cell: (row) => <span className="mono">{row.provider}</span> },
            {
              head: words.to,
              cell: (row) => (
                <span className="cell-words">
                  {names.noticeChannel[row.channel]} {row.address}
                </span>
              ),
            },
            {
              head: words.result,
              cell: (row) => (
                <span className="cell-words">
                  <Badge look={row.ok ? "plain" : "warn"}>{row.ok ? words.ok : words.failed}</Badge>{" "}
                  <span className="small break">{row.detail}</span>
                </span>
              ),
            },
            { head: words.messageId, cell: (row) => <span className="mono small break">{row.messageId ?? "–"}</span> },
          ]}
        />
      )}
    </details>
  );
}
