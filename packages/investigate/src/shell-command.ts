import type { LogEvent } from "@stanch/model/log-event";
import { actTable } from "./act-table.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type Deed, sentencePart } from "./deed.ts";

const MOST = 40;

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** Value of the first parameter of a request that was answered: what a shell was told to run. */
function commandOf(event: LogEvent): string | undefined {
  const query = event["url.query"] ?? event["url.original"]?.split("?").slice(1).join("?");
  const status = event["http.response.status_code"] ?? 0;
  if (query === undefined || status < 200 || status > 299) return undefined;
  const value = decoded(/^[^=&]*=([^&]*)/.exec(query)?.[1] ?? "");
  return value === undefined ? undefined : sentencePart(value);
}

/**
 * Commands that went through a web shell, as deeds of their own: the request states the command, that it ran is concluded from
 * the answer. One deed a command, at most {@link MOST} of a shell.
 */
export function shellCommands(deed: Deed): Deed[] {
  if (deed.act !== "web-shell" || deed.outcome !== "success" || deed.rule?.correlation !== false) return [];
  const { tactic, technique } = actTable.command;
  const byCommand = new Map<string, CitedEvent[]>();
  for (const cited of deed.events) {
    const command = cited.event["url.path"] === deed.subject ? commandOf(cited.event) : undefined;
    if (command === undefined) continue;
    const known = byCommand.get(command);
    if (known !== undefined) known.push(cited);
    else if (byCommand.size < MOST) byCommand.set(command, [cited]);
  }
  return [...byCommand].map(([subject, events]) => ({
    ...deed,
    act: "command",
    tactic,
    technique,
    subject,
    kind: "inference",
    count: events.length,
    events,
    rank: 1,
    rule: undefined,
  }));
}
