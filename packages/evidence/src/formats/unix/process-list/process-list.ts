import type { StateEntry } from "../state/state-format.ts";
import { captureFormat, cellsOf } from "../state/capture-table.ts";

const known =
  /^(?:USER|UID|RUSER|EUSER|PID|PPID|PGID|PGRP|SID|SESS|LWP|NLWP|C|PSR|PRI|NI|ADDR|SZ|WCHAN|RSS|VSZ|%CPU|%MEM|TTY?|TTY|STAT?|S|F|STIME|START|STARTED|ELAPSED|ETIME|TIME|CLS|RTPRIO|CMD|COMMAND|ARGS|LABEL|GROUP|GID|CGROUP|UNIT|PAGEIN|MAJFL|MINFL|TRS|DRS|STACKP|COMM|VIRT|RES|SHR|PR|TIME\+)$/;

function header(line: string): readonly string[] | undefined {
  if (line.length > 400 || !line.includes("PID")) return undefined;
  const names = line.trim().split(/\s+/);
  if (names.length < 3 || !/^(?:CMD|COMMAND|ARGS|COMM)$/.test(names.at(-1) ?? "")) return undefined;
  return names.every((name) => known.test(name)) ? names : undefined;
}

/** Linux writes five words under the heading of `lstart`, BSD and macOS one. */
function widened(name: string): readonly string[] {
  return name === "STARTED" ? ["STARTED", "month", "day", "clock", "year"] : [name];
}

function row(cut: Readonly<Record<string, string>>, line: string): StateEntry | undefined {
  const wide = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/.test(cut["STARTED"] ?? "");
  const cells = wide ? cellsOf(line, Object.keys(cut).flatMap(widened)) : cut;
  const pid = Number(cells["PID"]);
  const command = (cells["CMD"] ?? cells["COMMAND"] ?? cells["ARGS"] ?? cells["COMM"] ?? "").replace(/^[ |\\_]+/, "");
  if (!Number.isInteger(pid) || command === "") return undefined;
  const parent = Number(cells["PPID"]);
  const word = command.split(/\s/, 1)[0] ?? "";
  const kernel = command.startsWith("[");
  const name = kernel ? command.replaceAll(/^\[|\]$/g, "") : word.slice(word.lastIndexOf("/") + 1).replace(/:$/, "");
  const user = cells["USER"] ?? cells["UID"] ?? cells["EUSER"] ?? cells["RUSER"] ?? "";
  const fields: Record<string, string> = {};
  for (const [column, value] of Object.entries(cells)) if (value !== "" && known.test(column)) fields[column] = value;
  return {
    "process.pid": pid,
    "process.parent.pid": Number.isInteger(parent) && cells["PPID"] !== undefined ? parent : undefined,
    "process.name": name === "" ? undefined : name,
    "process.executable": word.startsWith("/") ? word : undefined,
    "process.command_line": command,
    "user.name": user === "" ? undefined : user,
    fields,
  };
}

/** What `ps` showed: one event a process, without time. */
export const processList = captureFormat({
  id: "ps-capture",
  names: { zh: "进程列表（ps 输出）", en: "list of processes (ps)" },
  module: "ps-capture",
  category: "process",
  action: "process_seen",
  references: ["ps(1)", "top(1)"],
  header,
  row,
  aside: /^(?:top - |Tasks: |Threads: |%?Cpu|KiB |MiB |GiB )/,
});
