import type { Gap } from "@stanch/model/answer";
import { formatInstant } from "@stanch/model/log-event";
import { type CitedEvent, compareCited } from "./cited-event.ts";
import type { SourceReport } from "@stanch/model/sources";
import { type BuiltThread, MAX_THREADS } from "./thread-list.ts";

const HOUR = 3_600_000_000;
/** A log that otherwise never rests this long may have been cut; shorter pauses are ordinary. */
const HOLE_HOURS = 12;
/** A hole counts only in a log that is busy: so many hours with records for each hour of the longest ordinary pause. */
const BUSY_HOURS = 24;

export interface GapFacts {
  readonly reports: readonly SourceReport[];
  /** For each report: the hours since 1970 in which it has records, ascending. */
  readonly hours: readonly (readonly number[])[];
  readonly threads: readonly BuiltThread[];
  readonly modules: ReadonlySet<string>;
  /** Notable events and threads left out for bounds. */
  readonly overflow: number;
  readonly threadsFound: number;
  /** The zone taken for records that name none. */
  readonly zone: string;
}

function unreadable(facts: GapFacts): Gap[] {
  return facts.reports.flatMap((report): Gap[] => {
    if (report.failure !== undefined)
      return [{ kind: "unreadable", path: report.path, statement: report.failure.message }];
    const lost = report.damage.reduce((sum, one) => sum + one.to - one.from, 0);
    if (lost === 0) return [];
    return [
      {
        kind: "unreadable",
        path: report.path,
        statement: {
          zh: `该文件有 ${report.damage.length} 处共 ${lost} 字节无法读取，其中的记录不在结论之内`,
          en: `${lost} bytes in ${report.damage.length} places of this file could not be read; what they held is not in the answer`,
        },
      },
    ];
  });
}

function timeHoles(facts: GapFacts): Gap[] {
  return facts.reports.flatMap((report, at): Gap[] => {
    const hours = facts.hours[at] ?? [];
    if (hours.length < BUSY_HOURS) return [];
    const pauses = hours.slice(1).map((hour, index) => ({ from: hours[index] ?? hour, to: hour }));
    const ordinary =
      pauses.map((one) => one.to - one.from).sort((a, b) => a - b)[Math.floor(pauses.length * 0.98)] ?? 1;
    return pauses
      .filter((one) => one.to - one.from >= Math.max(HOLE_HOURS, ordinary * 4))
      .slice(0, 10)
      .map(({ from, to }) => ({
        kind: "time-hole",
        path: report.path,
        from: formatInstant((from + 1) * HOUR, 0),
        to: formatInstant(to * HOUR, 0),
        statement: {
          zh: `该日志在这段时间内（约 ${to - from - 1} 小时）没有任何记录，而平时几乎不间断；原因不明`,
          en: `This log has no record for about ${to - from - 1} hours although it hardly ever rests; the reason is unknown`,
        },
      }));
  });
}

function sum(reports: readonly SourceReport[], basis: "year-inferred" | "zone-assumed") {
  const files = reports.filter((report) => (report.times[basis] ?? 0) > 0);
  return { files, records: files.reduce((total, report) => total + (report.times[basis] ?? 0), 0) };
}

/** Times that the records do not state whole. */
function times({ reports, zone }: GapFacts): Gap[] {
  const gaps: Gap[] = [];
  const years = sum(reports, "year-inferred");
  if (years.files.length > 0) {
    gaps.push({
      kind: "yearless",
      ...(years.files.length === 1 && years.files[0] !== undefined ? { path: years.files[0].path } : {}),
      statement: {
        zh: `${years.files.length} 个文件的 ${years.records} 条记录不写年份，年份由前后记录和文件时间推定`,
        en: `${years.records} records of ${years.files.length} files state no year; it was inferred from their neighbours and file times`,
      },
    });
  }
  const zones = sum(reports, "zone-assumed");
  if (zones.files.length > 0) {
    gaps.push({
      kind: "other",
      statement: {
        zh: `${zones.files.length} 个文件的 ${zones.records} 条记录不写时区，按 ${zone} 计；若主机使用其他时区，时刻会整体偏移`,
        en: `${zones.records} records of ${zones.files.length} files state no zone; ${zone} was taken, and another zone on the host would shift them all`,
      },
    });
  }
  return gaps;
}

const folder = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
/** An attack among the first records of a log may have begun before it. */
const EARLY_RECORDS = 3;

function beginsWith(facts: GapFacts, { source, event }: CitedEvent): SourceReport | undefined {
  const report = facts.reports[source];
  if (report === undefined || event.record > EARLY_RECORDS) return undefined;
  const outer = folder(report.path.split("!/")[0] ?? "");
  const older = facts.reports.some(
    (one) =>
      one !== report && folder(one.path.split("!/")[0] ?? "") === outer && (one.first ?? "~") < (report.first ?? ""),
  );
  return older ? undefined : report;
}

/** Logs that begin after the beginning, and entries that no record shows. */
function beginnings(facts: GapFacts): Gap[] {
  return facts.threads.flatMap((built): Gap[] => {
    const { thread } = built;
    if (!thread.succeeded) return [];
    if (built.entered === undefined || thread.source.vector === "unknown") {
      return [
        {
          kind: "rotated-away",
          statement: {
            zh: `线索 ${thread.id}：没有记录说明入侵者如何进入；可能发生在最早的记录之前，或在未提交的日志中`,
            en: `Thread ${thread.id}: no record shows how the intruder got in; it may lie before the first record or in logs that were not handed over`,
          },
        },
      ];
    }
    const first = built.deeds.flatMap((deed) => deed.events).sort(compareCited)[0];
    const report = first === undefined ? undefined : beginsWith(facts, first);
    if (report === undefined) return [];
    return [
      {
        kind: "rotated-away",
        path: report.path,
        statement: {
          zh: `线索 ${thread.id} 在该日志一开始就已存在，更早的情况看不到`,
          en: `Thread ${thread.id} is there from the beginning of this log; what came before cannot be seen`,
        },
      },
    ];
  });
}

const hostModules = ["sshd", "sudo", "su", "cron", "systemd", "kernel", "auditd", "security", "sysmon", "system"];

/** An intruder who came through the web site, and no log of the machine behind it. */
function missingHostLogs(facts: GapFacts): Gap[] {
  const web = facts.threads.some((one) => one.thread.succeeded && one.thread.source.vector.startsWith("web"));
  if (!web || hostModules.some((one) => facts.modules.has(one))) return [];
  return [
    {
      kind: "missing-log",
      statement: {
        zh: "证据中没有网站所在主机的系统日志，入侵者在主机上的行为（账号、计划任务、提权）无法看到",
        en: "The evidence holds no system log of the host behind the web site: accounts, jobs and higher rights there are not seen",
      },
    },
  ];
}

const commandModules = ["auditd", "sudo", "sysmon", "powershell", "shell", "security"];

function missingKinds(facts: GapFacts): Gap[] {
  const inside = facts.threads.filter((one) => one.thread.succeeded);
  if (inside.length === 0) return [];
  const gaps: Gap[] = [];
  if (!facts.modules.has("auditd") && !facts.modules.has("sysmon")) {
    const partial = commandModules.some((one) => facts.modules.has(one));
    gaps.push({
      kind: "no-command-record",
      statement: {
        zh: `证据中没有命令审计记录（auditd、Sysmon），入侵者执行过的命令${partial ? "只能看到一部分" : "无法看到"}`,
        en: `The evidence holds no command audit (auditd, Sysmon): what the intruder ran is ${partial ? "seen only in part" : "not seen"}`,
      },
    });
  }
  const web = inside.some((one) =>
    one.deeds.some((deed) => deed.events.some((cited) => cited.event["http.request.method"] === "POST")),
  );
  if (web) {
    gaps.push({
      kind: "no-body-record",
      statement: {
        zh: "访问日志不记录 POST 请求的内容，经由 POST 提交的命令和文件无法还原",
        en: "Access logs do not keep the bodies of POST requests: commands and files sent that way cannot be restored",
      },
    });
  }
  return gaps;
}

function bounds(facts: GapFacts): Gap[] {
  const gaps: Gap[] = [];
  if (facts.threadsFound > MAX_THREADS) {
    const left = facts.threadsFound - MAX_THREADS;
    gaps.push({
      kind: "limit",
      statement: {
        zh: `另有 ${left} 条较轻的线索未逐条列出，见检出记录`,
        en: `${left} lesser threads are not listed one by one; see the detections`,
      },
    });
  }
  if (facts.overflow > 0) {
    gaps.push({
      kind: "limit",
      statement: {
        zh: `有 ${facts.overflow} 条值得注意的事件超出保留上限，未用于串联线索，但都在时间线中`,
        en: `${facts.overflow} notable events were beyond the bound and not used to join threads; all are in the timeline`,
      },
    });
  }
  return gaps;
}

/** What the evidence cannot show, and why. */
export function gapsOf(facts: GapFacts): Gap[] {
  return [
    ...unreadable(facts),
    ...timeHoles(facts),
    ...beginnings(facts),
    ...missingHostLogs(facts),
    ...missingKinds(facts),
    ...times(facts),
    ...bounds(facts),
  ];
}
