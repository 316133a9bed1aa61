import type { AnswerSheet } from "@stanch/model/answer";
import type { ReactNode } from "react";
import { Badge, LevelBadge, TypeName } from "../../parts/badges.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { Citations } from "./citations.tsx";

const unique = (values: readonly string[]) => [...new Set(values)];

/** Who · how · when · how far · what now. */
export function FiveBlocks({ sheet }: { readonly sheet: AnswerSheet }): ReactNode {
  const { analysis, names } = useWords();
  const { answer } = analysis;
  const text = useText();
  const zone = localZone();
  const { threads } = sheet;
  const main = threads.filter(({ succeeded }) => succeeded);
  const told = main.length > 0 ? main : threads;
  const ips = unique(told.flatMap(({ source }) => source.ips));
  const accounts = unique(told.flatMap(({ source }) => source.accounts));
  const vectors = unique(told.map(({ source }) => names.vector[source.vector]));
  const hosts = unique(told.flatMap((thread) => thread.hosts));
  const first = told
    .map((thread) => thread.first)
    .filter((at) => at !== undefined)
    .sort()[0];
  const last = told
    .map((thread) => thread.last)
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
  const now = sheet.recommended.find(({ priority }) => priority === "now");
  const opening = told.map(({ source }) => source.firstEvent).filter((event) => event !== undefined);
  return (
    <dl className="five">
      <div>
        <dt>{answer.who}</dt>
        <dd>
          {ips.length === 0 ? (
            <span className="muted">{answer.noSource}</span>
          ) : (
            <b className="mono break">
              {ips.slice(0, 4).join(" · ")}
              {ips.length > 4 ? ` +${ips.length - 4}` : ""}
            </b>
          )}
          {accounts.length === 0 ? null : <p className="muted">{answer.accounts(accounts.slice(0, 4).join(", "))}</p>}
        </dd>
      </div>
      <div>
        <dt>{answer.how}</dt>
        <dd>
          <b>{vectors.join(" · ") || "–"}</b>
          <Citations events={opening} />
          {sheet.type.key === null ? null : (
            <p className="muted">
              <TypeName type={sheet.type.key} />
            </p>
          )}
        </dd>
      </div>
      <div>
        <dt>{answer.when}</dt>
        <dd>
          <b>{first === undefined ? "–" : instantText(first, zone)}</b>
          {last === undefined || last === first ? null : <p className="muted">– {instantText(last, zone)}</p>}
        </dd>
      </div>
      <div>
        <dt>{answer.howFar}</dt>
        <dd>
          <b className="break">{hosts.slice(0, 4).join(" · ") || "–"}</b>
          <p className="muted">
            {answer.reached(hosts.length, unique(told.flatMap((thread) => thread.accounts)).length)} ·{" "}
            {answer.stays(sheet.persistence.length)}
          </p>
          {sheet.level.value === null ? (
            <Badge look="dashed">{text(sheet.level.explain)}</Badge>
          ) : (
            <LevelBadge level={sheet.level.value} />
          )}
        </dd>
      </div>
      <div>
        <dt>{answer.whatNow}</dt>
        <dd>
          <b>{now === undefined ? answer.measures(sheet.recommended.length) : text(now.measure)}</b>
          {now === undefined ? null : <p className="muted">{answer.measures(sheet.recommended.length)}</p>}
        </dd>
      </div>
    </dl>
  );
}
