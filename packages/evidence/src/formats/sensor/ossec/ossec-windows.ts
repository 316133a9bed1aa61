import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { moduleOfChannel } from "../../evtx/windows-event.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";

const looking: Clock = { basis: "zone-assumed", local: () => 0 };
const archived = /^\d{4} [A-Z][a-z]{2} \d{2} \d\d:\d\d:\d\d (?:\(([^)]{1,128})\) )?(?:\S{1,128}->)?WinEvtLog /;
const line =
  /^(\d{4}) ([A-Z][a-z]{2} \d{2}) (\d\d:\d\d:\d\d) WinEvtLog: ([^:]{1,200}): ([A-Z_]{3,20})\((\d{1,10})\): ([^:]{1,200}): ([^:]{0,200}): ([^:]{0,200}): ([^:]{0,200}): ?(.*)$/s;
const pair = /(?:^|\s{2,}|\t)([A-Z][A-Za-z ]{1,40}): {1,}(\S.*?)(?=\s{2,}[A-Z][A-Za-z ]{1,40}:|\s*$)/g;
const longest = 16_384;

/** `Image: C:\x  CommandLine: y`: the values of the event as its message tells them. */
function valuesOf(message: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const match of message.slice(0, longest).matchAll(pair)) {
    const name = (match[1] ?? "").replaceAll(" ", "");
    if (!Object.hasOwn(values, name)) values[name] = match[2] ?? "";
  }
  return values;
}

const given = (text: string | undefined): string | undefined =>
  text === undefined || text === "" || text === "(no user)" ? undefined : text;

function pid(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function windowsEvent(match: RegExpExecArray, agent: string | undefined): LogEvent {
  const [, , , , channel = "", level = "", id = "", provider = "", user, domain, computer, message = ""] = match;
  const values = valuesOf(message);
  const sysmon = /sysmon/i.test(provider) || /sysmon/i.test(channel);
  return {
    time: stamp.time,
    digits: stamp.digits,
    basis: stamp.basis,
    offset: -1,
    record: 0,
    "event.module": sysmon ? "sysmon" : moduleOfChannel(channel),
    "event.code": id,
    "event.provider": provider,
    "event.outcome": level === "AUDIT_FAILURE" ? "failure" : level === "AUDIT_SUCCESS" ? "success" : "unknown",
    "host.name": given(computer) ?? agent,
    "user.name": given(values["AccountName"]) ?? given(user),
    "user.domain": given(domain),
    "process.executable": given(values["Image"]),
    "process.command_line": given(values["CommandLine"]),
    "process.pid": pid(values["ProcessId"]),
    "process.parent.executable": given(values["ParentImage"]),
    "process.parent.command_line": given(values["ParentCommandLine"]),
    "process.parent.pid": pid(values["ParentProcessId"]),
    "source.ip": given(/^[\d.]+$|^[\da-f:]+$/i.exec(values["SourceNetworkAddress"] ?? "")?.[0]),
    message: given(message.trim()),
    fields: { ...values, Channel: channel, EventID: Number(id), Provider_Name: provider, Level: level },
  };
}

/** Windows events as OSSEC's agent writes them into one line, in its archive and in what it forwards. */
export const ossecWindows: LineFormat = {
  id: "ossec-windows",
  names: { zh: "OSSEC 转发的 Windows 事件", en: "Windows events by OSSEC" },
  family: "sensor",
  modules: ["sysmon", "security", "windows"],
  references: ["https://www.ossec.net/docs/docs/manual/monitoring/file-log-monitoring.html"],
  by: "line",
  splittable: true,
  sniff: (sample) =>
    Math.round(
      96 *
        shareOf(sample, (text) => {
          const match = line.exec(text.replace(archived, "").slice(0, longest));
          return match !== null && readStamp(`${match[2] ?? ""} ${match[1] ?? ""} ${match[3] ?? ""}`, 0, looking);
        }),
    ),
  open: ({ clock, host, sink }) => ({
    line(text) {
      const head = archived.exec(text.slice(0, 512));
      const match = line.exec(text.slice(head?.[0].length ?? 0, longest));
      if (match === null || !readStamp(`${match[2] ?? ""} ${match[1] ?? ""} ${match[3] ?? ""}`, 0, clock))
        return sink.unparsed();
      sink.event(windowsEvent(match, head?.[1] ?? host));
    },
    end() {},
  }),
};
