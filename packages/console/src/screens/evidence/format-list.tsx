import { Button } from "@mantine/core";
import type { FormatDefinition } from "@stanch/model/format-definition";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { FormatDialog } from "./format-dialog.tsx";

/** Gives the definitions as a file, which the command line and other installations take. */
function save(formats: readonly FormatDefinition[]): void {
  const link = document.createElement("a");
  const text = JSON.stringify({ version: 1, formats }, null, 2);
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "stanch-formats.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Formats of logs that people of this installation defined from examples. */
export function FormatList(): ReactNode {
  const { formats: words } = useWords().analysis;
  const text = useText();
  const may = useMay();
  const list = useRead("format.list", {});
  const remove = useAct("format.remove");
  const [open, setOpen] = useState<FormatDefinition | "new" | undefined>();
  return (
    <section className="stack-tight">
      <h2>{words.title}</h2>
      <p className="muted small">{words.explain}</p>
      <AsyncView query={list}>
        {({ formats }) => (
          <>
            {formats.length === 0 ? (
              <Empty words={words.none} />
            ) : (
              <ul className="stack-tight">
                {formats.map((format) => (
                  <li key={format.id} className="panel spread">
                    <span className="source-path">
                      <b className="break">{text(format.names)}</b>
                      <code className="break muted small">{format.patterns.join(" | ")}</code>
                    </span>
                    {may("investigation.run") ? (
                      <span className="row">
                        <Button size="compact-sm" variant="default" onClick={() => setOpen(format)}>
                          {words.edit(text(format.names))}
                        </Button>
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          loading={remove.isPending}
                          onClick={() => remove.mutate({ params: { format: format.id } })}
                        >
                          {words.remove(text(format.names))}
                        </Button>
                      </span>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
            <span className="row">
              {may("investigation.run") ? (
                <Button variant="default" onClick={() => setOpen("new")}>
                  {words.define}
                </Button>
              ) : null}
              {formats.length === 0 ? null : (
                <Button variant="subtle" onClick={() => save(formats)}>
                  {words.export}
                </Button>
              )}
            </span>
          </>
        )}
      </AsyncView>
      <ProblemBox error={remove.error} />
      {open === undefined ? null : (
        <FormatDialog {...(open === "new" ? {} : { format: open })} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}
