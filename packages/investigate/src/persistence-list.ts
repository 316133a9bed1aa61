import type { Persistence } from "@stanch/model/answer";
import type { EventSource } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { Act } from "./act-table.ts";
import { citedId } from "./cited-event.ts";
import type { Deed } from "./deed.ts";
import { jobsOf } from "./job-list.ts";
import { instantOf } from "./step-list.ts";
import type { BuiltThread } from "./thread-list.ts";

type Kind = Persistence["kind"];

const kinds: Partial<Record<Act, { kind: Kind; text: (subject: string) => Text }>> = {
  "account-created": {
    kind: "account",
    text: (s) => ({ zh: `入侵者新建的账号 ${s}`, en: `Account ${s} made by the intruder` }),
  },
  "key-added": {
    kind: "ssh-key",
    text: (s) => ({ zh: `入侵者写入的 SSH 公钥：${s}`, en: `SSH key added by the intruder: ${s}` }),
  },
  "cron-added": {
    kind: "cron",
    text: (s) => ({ zh: `入侵期间新增的计划任务：${s}`, en: `Scheduled job added during the intrusion: ${s}` }),
  },
  "service-added": {
    kind: "service",
    text: (s) => ({ zh: `入侵期间新增的服务：${s}`, en: `Service added during the intrusion: ${s}` }),
  },
  "web-shell": { kind: "web-shell", text: (s) => ({ zh: `网页后门 ${s}`, en: `Web shell ${s}` }) },
  persistence: { kind: "other", text: (s) => ({ zh: `驻留手段：${s}`, en: `Foothold: ${s}` }) },
};

function refine(kind: Kind, deed: Deed): Kind {
  if (deed.technique === "T1543.002") return "systemd-unit";
  if (deed.technique === "T1053.005") return "scheduled-task";
  if (deed.technique === "T1547.001") return "run-key";
  return kind;
}

/** What stays behind after the intruder left, from the deeds that succeeded; one row a subject and host. */
export function persistenceOf(threads: readonly BuiltThread[], sources: readonly EventSource[]): Persistence[] {
  const rows = new Map<string, Persistence>();
  for (const { thread, deeds } of threads) {
    for (const deed of [...deeds.filter((one) => one.act !== "cron-added"), ...jobsOf(deeds)]) {
      const entry = kinds[deed.act];
      const [first] = deed.events;
      if (entry === undefined || deed.outcome !== "success" || deed.subject === undefined || first === undefined)
        continue;
      const key = `${entry.kind}\0${deed.host ?? ""}\0${deed.subject}`;
      if (rows.has(key)) continue;
      const at = instantOf(first);
      rows.set(key, {
        kind: refine(entry.kind, deed),
        ...(deed.host === undefined ? {} : { host: deed.host }),
        subject: deed.subject,
        ...(at === undefined ? {} : { at }),
        thread: thread.id,
        statement: entry.text(deed.subject),
        events: deed.events.slice(0, 10).map((one) => citedId(one, sources)),
      });
    }
  }
  return [...rows.values()];
}
