import type { LogEvent } from "@stanch/model/log-event";

interface Known {
  readonly executable: string;
  readonly line: string | undefined;
}

const mostKnown = 16_384;

/** Programs by process id, as far as earlier records of the same log told them. */
export interface AuditParents {
  /** Adds what runs the parent process, then remembers this one. */
  follow(event: LogEvent): void;
}

/**
 * Audit records name the parent by its number only. A number is believed until another program is seen under it; what was
 * started before the log begins stays unknown.
 *
 * @example const parents = openParents(); parents.follow(event); event["process.parent.executable"] // "/usr/sbin/nginx"
 */
export function openParents(): AuditParents {
  const known = new Map<number, Known>();
  return {
    follow(event) {
      const pid = event["process.pid"];
      const executable = event["process.executable"];
      if (pid === undefined || executable === undefined || event["event.code"] !== "SYSCALL") return;
      const parent = event["process.parent.pid"];
      const above = parent === undefined || parent === pid ? undefined : known.get(parent);
      if (above !== undefined) {
        event["process.parent.executable"] = above.executable;
        if (above.line !== undefined) event["process.parent.command_line"] = above.line;
      }
      const before = known.get(pid);
      const started = event["event.action"] === "process_started";
      // A forked child runs its parent's program until its own `execve`.
      if (!started && before?.executable === executable) return;
      known.delete(pid);
      known.set(pid, { executable, line: started ? event["process.command_line"] : undefined });
      if (known.size > mostKnown) for (const oldest of known.keys()) return void known.delete(oldest);
    },
  };
}
