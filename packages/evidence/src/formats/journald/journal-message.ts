import type { LogEvent } from "@stanch/model/log-event";
import { openServiceMessages, serviceOf } from "../service/service-list/service-list.ts";
import { pamMessage } from "../unix/auth/auth-message.ts";
import { openSshd } from "../unix/sshd/sshd.ts";
import { syslogPrograms } from "../unix/syslog-programs.ts";

/** `/usr/sbin/cron`, `(systemd)`, `CROND` by their plain name. */
function plainName(program: string): string {
  const bare = program.slice(program.lastIndexOf("/") + 1).toLowerCase();
  return bare.replace(/^\(([^)]+)\)$/, "$1").replace(/(?<=.)\(.*$/, "");
}

const sshdNames = new Set(["sshd", "sshd-session", "sshd-auth"]);

/**
 * Reads what a program said, as the same message means in syslog; one for each source, since some say in several messages
 * what happened. Returns the module of the event.
 *
 * @example openJournalMessages()("sudo", "ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh", event) // "sudo"
 */
export function openJournalMessages(): (program: string, message: string, event: LogEvent) => void {
  const services = openServiceMessages();
  const sshd = openSshd();
  return (program, message, event) => {
    const name = plainName(program);
    if (sshdNames.has(name)) {
      event["event.module"] = "sshd";
      return sshd(message, event);
    }
    const parser = syslogPrograms.get(name);
    event["event.module"] = name === "su-l" ? "su" : (serviceOf(name)?.module ?? (name === "" ? "journald" : name));
    if (parser !== undefined) return parser(message, event);
    if (!pamMessage(message, event)) services.read(name, message, event);
  };
}
