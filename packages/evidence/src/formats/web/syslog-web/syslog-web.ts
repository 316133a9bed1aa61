import type { LogEvent } from "@stanch/model/log-event";
import type { Service } from "../../service/message-rule/service.ts";
import { accessEvent } from "../access-log/access-event.ts";
import { apacheErrorMessage } from "../apache-error/apache-error.ts";
import { nginxErrorMessage } from "../nginx-error/nginx-error.ts";

const nginxHead =
  /^(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )?\[(?:debug|info|notice|warn|error|crit|alert|emerg)\] \d+#\d+: (?:\*\d+ )?/;
const apacheHead = /^(?:\[[A-Z][^\]]*\] )?\[(?:[\w-]*:)?[a-z]+\d?\] (?:\[pid [^\]]*\] )?(?=\[client )/;

/** What a web server wrote through syslog: an access line, or an error line with or without its own date. */
function follow(module: string): (message: string, event: LogEvent) => void {
  return (message, event) => {
    const access = accessEvent(message, module);
    if (access !== undefined) {
      // The envelope says when and where; the line inside says what.
      const { time, digits, basis, offset, record } = event;
      Object.assign(event, access, { time, digits, basis, offset, record });
      return;
    }
    const nginx = nginxHead.exec(message);
    const apache = apacheHead.exec(message);
    if (nginx !== null) nginxErrorMessage(message.slice(nginx[0].length), event);
    else if (apache !== null) apacheErrorMessage(message.slice(apache[0].length), event);
  };
}

/** nginx and Apache through syslog or the journal. */
export const syslogWeb: readonly Service[] = [
  { module: "nginx", category: "web", programs: /^nginx(?:[/-].*)?$/, rules: [], follow: () => follow("nginx") },
  {
    module: "apache",
    category: "web",
    programs: /^(?:httpd|apache2?)(?:[/-].*)?$/,
    rules: [],
    follow: () => follow("apache"),
  },
];
