import type { ReactNode } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { useLanguage, useWords } from "../../words/language-context.tsx";
import { PublicFoot } from "./public-foot.tsx";
import { PublicHead } from "./public-head.tsx";
import { RequestFields } from "./request-fields.tsx";

/** The public form: no account, works on an old phone, ends with a number, a clock and an address to keep. */
export function PublicRequest(): ReactNode {
  const { entry } = useWords();
  const { language } = useLanguage();
  const centre = useRead("public.centre", {});
  const act = useAct("public.request");
  const hours = centre.data === undefined ? undefined : centre.data.responseMinutes / 60;
  if (act.data !== undefined) {
    return (
      <div className="public-page">
        <PublicHead centre={centre.data} />
        <main className="stack">
          <h1>{entry.request.doneTitle(act.data.number)}</h1>
          <p>
            <ResponseClock clock={act.data.clock} big />
          </p>
          <p>{entry.request.doneBody}</p>
          <p>
            <a href={act.data.statusPath}>{entry.request.statusLink}</a>
          </p>
          <p className="notice-line">{entry.request.later}</p>
        </main>
      </div>
    );
  }
  const spell = new Intl.NumberFormat(language, { style: "unit", unit: "hour", unitDisplay: "long" });
  return (
    <div className="public-page">
      <PublicHead centre={centre.data} />
      <main className="stack">
        <h1>{entry.request.title}</h1>
        {hours === undefined ? null : <p>{entry.request.promise(spell.format(hours))}</p>}
        <RequestFields busy={act.isPending} error={act.error} onSend={(form) => act.mutate({ body: form })} />
      </main>
      <PublicFoot />
    </div>
  );
}
