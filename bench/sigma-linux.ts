import type { LogEvent } from "@stanch/model/log-event";
import type { RuleSet } from "@stanch/sigma/rule-set";
import { addressAt, hexText, type Random } from "./random.ts";
import { colour, coloured, type Fields, start } from "./sigma-colour.ts";

const commands = [
  "ls -la /srv/app",
  "grep -r timeout /etc/nginx",
  "date +%s",
  "systemctl is-active nginx",
  "python3 /opt/agent/collect.py --interval 60",
  "sh -c test -f /var/run/x.pid",
];

function auditEvent(random: Random, category: string, asked: Fields): LogEvent {
  const line = random.pick(commands);
  const words = line.split(" ");
  const shared = {
    pid: random.below(30_000),
    ppid: 1,
    uid: "33",
    auid: "1000",
    ses: "3",
    arch: "c000003e",
    success: "yes",
    exit: "0",
    tty: "(none)",
    key: "exec",
    cwd: "/var/www",
  };
  const base = { ...start, "event.module": "auditd", "host.name": `web-${random.below(40)}` } as const;
  if (category === "file_event") {
    const path = `/var/cache/app/${hexText(random, 12)}`;
    return {
      ...base,
      "event.category": "file",
      "event.action": "file_created",
      "file.path": path,
      "event.outcome": "success",
      fields: {
        ...shared,
        type: ["SYSCALL", "CWD", "PATH"],
        syscall: "257",
        name: ["/var/cache/app/", path],
        nametype: ["PARENT", "CREATE"],
        TargetFilename: path,
        Image: "/usr/sbin/nginx",
        ...asked,
      },
    };
  }
  if (category === "network_connection") {
    const ip = addressAt(random.below(5000));
    return {
      ...base,
      "event.category": "network",
      "event.action": "connection_started",
      "destination.ip": ip,
      "destination.port": 443,
      fields: {
        ...shared,
        type: ["SYSCALL", "SOCKADDR"],
        syscall: "42",
        Image: "/usr/sbin/nginx",
        DestinationIp: ip,
        DestinationPort: 443,
        Initiated: "true",
        ...asked,
      },
    };
  }
  const args = Object.fromEntries(words.map((word, at) => [`a${at}`, word]));
  const text = `type=SYSCALL arch=c000003e syscall=59 success=yes exit=0 ppid=1 comm="${words[0]}" exe="/usr/bin/${words[0]}"`;
  return {
    ...base,
    "event.category": "process",
    "event.action": "process_started",
    "process.command_line": line,
    "process.executable": `/usr/bin/${words[0]}`,
    "event.outcome": "success",
    message: text,
    fields: {
      ...shared,
      ...args,
      type: ["SYSCALL", "EXECVE", "CWD", "PATH", "PROCTITLE"],
      syscall: "59",
      SYSCALL: "execve",
      exe: `/usr/bin/${words[0]}`,
      comm: words[0] ?? "",
      proctitle: line,
      Image: `/usr/bin/${words[0]}`,
      CommandLine: line,
      CurrentDirectory: "/var/www",
      User: "www-data",
      ParentImage: "/bin/dash",
      ParentCommandLine: "sh -c ./run.sh",
      ...asked,
    },
  };
}

/** Events of audited Linux hosts. */
export function linuxEvents(set: RuleSet, count: number, random: Random): LogEvent[] {
  const categories = new Set(["process_creation", "file_event", "network_connection"]);
  const usable = [...set.rules.keys()].filter((rule) => {
    const { category, service } = set.rules[rule]?.logsource ?? {};
    return service === "auditd" || categories.has(category ?? "");
  });
  return Array.from({ length: count }, (): LogEvent => {
    const kind = colour(random);
    const rule = random.pick(usable);
    const category = set.rules[rule]?.logsource?.category ?? "process_creation";
    const usual = random.pick([
      "process_creation",
      "process_creation",
      "process_creation",
      "file_event",
      "network_connection",
    ]);
    return kind === "none"
      ? auditEvent(random, usual, {})
      : auditEvent(random, category, coloured(set, rule, random, kind === "whole"));
  });
}
