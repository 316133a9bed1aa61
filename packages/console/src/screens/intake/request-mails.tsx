import type { RequestId } from "@stanch/model/ids";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";

/** The mails of one request, as they came: who wrote, what, and the raw mail with its hash. */
export function RequestMails({ request }: { readonly request: RequestId }): ReactNode {
  const { papers } = useWords();
  const mails = useRead("mail.list", { query: { request } });
  if (mails.data === undefined || mails.data.length === 0) return null;
  return (
    <section className="stack-tight">
      <h3>{papers.mails}</h3>
      {mails.data.map((mail) => (
        <details key={mail.id}>
          <summary>
            <Instant at={mail.receivedAt} /> <Badge>{papers.mailKinds[mail.kind]}</Badge> {mail.fromName}{" "}
            {`<${mail.fromAddress}>`} · {mail.subject}
          </summary>
          <p className="pre small">{mail.body}</p>
          {mail.attachments.length === 0 ? null : (
            <p className="muted small">
              {papers.attachments}: {mail.attachments.map(({ name, type }) => name || type).join(" · ")}
            </p>
          )}
          <p className="muted small">
            <a href={`/api/v1/mails/${mail.id}/file`}>{papers.raw}</a> <span className="mono break">{mail.sha256}</span>
          </p>
        </details>
      ))}
    </section>
  );
}
