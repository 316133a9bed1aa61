import { Button } from "@mantine/core";
import { offlineFormPage, readOfflineRequest } from "@stanch/model/offline-form";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useLanguage, useText, useWords } from "../../words/language-context.tsx";

/** Gives text to the person as a file. */
function saveText(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What helps while the system or the line is down: a form as a file, one on paper, and the import of what was saved. */
export function OfflineTools(): ReactNode {
  const { papers } = useWords();
  const { language } = useLanguage();
  const text = useText();
  const centre = useRead("public.centre", {});
  const act = useAct("request.create");
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const read = async (file: File) => {
    const saved = readOfflineRequest(await file.text());
    setWrong(saved === undefined);
    if (saved === undefined) return;
    const { form, channel, trueAt } = saved;
    act.mutate({ body: { ...form, channel, proofAt: trueAt } });
  };
  const page = () => {
    const about = {
      centre: centre.data === undefined ? "" : text(centre.data.name),
      phone: centre.data?.dutyPhone ?? "",
    };
    saveText(`stanch-request-${language}.html`, "text/html", offlineFormPage({ ...about, language }));
  };
  return (
    <section className="stack-tight">
      <h2>{papers.title}</h2>
      <p className="muted small">{papers.offlineWhy}</p>
      <div className="row">
        <Button size="compact-sm" variant="default" onClick={page}>
          {papers.offline}
        </Button>
        <Link to="/request/paper">{papers.paper}</Link>
        <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => input.current?.click()}>
          {papers.importFile}
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file !== undefined) void read(file);
          }}
        />
        {act.data === undefined ? null : <span role="status">{papers.imported(act.data.number)}</span>}
      </div>
      {wrong ? <p role="alert">{papers.notAForm}</p> : null}
      <ProblemBox error={act.error} />
    </section>
  );
}
