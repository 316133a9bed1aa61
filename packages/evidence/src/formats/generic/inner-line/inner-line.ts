import type { LogEvent } from "@stanch/model/log-event";
import { openServiceMessages, type ServiceMessages } from "../../service/service-list/service-list.ts";
import { accessEvent } from "../../web/access-log/access-event.ts";

const nginxError = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+: /;

/** Reads the line a program wrote into a container's log; the envelope has already said when. */
export function openInnerLines(): (line: string, event: LogEvent) => void {
  const messages: ServiceMessages = openServiceMessages();
  return (line, event) => {
    const access = accessEvent(line, "nginx");
    if (access !== undefined) {
      const { time, digits, basis, nanos, offset, record } = event;
      const host = event["host.name"];
      Object.assign(event, access, { time, digits, basis, offset, record });
      if (nanos !== undefined) event.nanos = nanos;
      if (host !== undefined) event["host.name"] = host;
      return;
    }
    event.message = line === "" ? undefined : line;
    if (nginxError.test(line)) {
      messages.read("nginx", line, event);
      return;
    }
    messages.read(undefined, line, event);
    event["event.outcome"] ??= "unknown";
  };
}
