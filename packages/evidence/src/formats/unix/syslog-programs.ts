import type { LogEvent } from "@stanch/model/log-event";
import { accountMessage } from "./accounts/account-message.ts";
import { sysmonMessage } from "./audit/sysmon-message.ts";
import { loginMessage, pamMessage, sudoMessage, suMessage } from "./auth/auth-message.ts";
import { cronMessage } from "./cron/cron-message.ts";
import { kernelMessage } from "./kernel/kernel-message.ts";
import { logindMessage, systemdMessage } from "./systemd/systemd-message.ts";

/** Gives an event what one message of a program says; `event` already has host, program and message. */
export type MessageParser = (message: string, event: LogEvent) => void;

/** Who reads the messages of which program, by its name in lower case without path and parentheses. */
export const syslogPrograms: ReadonlyMap<string, MessageParser> = new Map<string, MessageParser>([
  ["sudo", sudoMessage],
  ["sysmon", sysmonMessage],
  ["su", suMessage],
  ["su-l", suMessage],
  ["login", loginMessage],
  ["remote", loginMessage],
  ...["systemd-logind", "elogind"].map((name) => [name, logindMessage] as const),
  ["systemd", systemdMessage],
  ...["cron", "crond", "crontab", "anacron", "/usr/sbin/cron", "atd"].map((name) => [name, cronMessage] as const),
  ...["kernel", "ufw", "iptables"].map((name) => [name, kernelMessage] as const),
  ...[
    "useradd",
    "adduser",
    "usermod",
    "userdel",
    "groupadd",
    "groupmod",
    "groupdel",
    "gpasswd",
    "passwd",
    "chpasswd",
    "chage",
    "chsh",
    "chfn",
    "vipw",
  ].map((name) => [name, accountMessage] as const),
  ...["polkitd", "pkexec", "gdm-password", "gdm", "lightdm", "sddm", "xscreensaver", "vlock", "runuser", "doas"].map(
    (name) => [name, pamMessage] as const,
  ),
]);
