import type { LineReader, ReadContext, Sample } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { accessEvent } from "./access-event.ts";
import { cut, scanAccess } from "./access-scan.ts";

/** A reader of access lines that names their server `module`. */
export function accessReader(context: ReadContext, module: string): LineReader {
  const { sink, host } = context;
  return {
    line(text) {
      const event = accessEvent(text, module);
      if (event === undefined) return sink.unparsed();
      if (host !== undefined) event["host.name"] = host;
      sink.event(event);
    },
    end() {},
  };
}

/** Date, host and program that syslog puts before a line. */
const envelope =
  /^(?:<\d{1,3}>\d? ?)?(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,25}) \S+ [^\s:[]{1,48}(?:\[\d+\])?: /;

/** Share of access lines in the sample, 0–1; those that came through syslog are syslog's. */
export function accessShare(sample: Sample): number {
  return shareOf(sample, (line) => scanAccess(line) && !envelope.test(line));
}

/**
 * Which server wrote the lines, as far as they tell: above 0 nginx, below 0 Apache, 0 nobody knows. nginx escapes bytes as
 * `\xAB` and writes an empty request as nothing and 444 or 499; Apache escapes as `\xab`, writes `-` for no bytes and for no
 * request, and may put the virtual host in front.
 */
export function accessServer(sample: Sample): number {
  let score = 0;
  for (const line of sample.lines.slice(0, 200)) {
    if (!scanAccess(line)) continue;
    const request = line.slice(cut.request, cut.requestEnd);
    if (/\\x(?:[0-9][A-F]|[A-F][0-9A-F])/.test(request)) score += 2;
    if (/\\x(?:[0-9][a-f]|[a-f][0-9a-f])|\\[ntrb]/.test(request)) score -= 2;
    if (request === "" || cut.status === 444 || cut.status === 499) score += 2;
    if (request === "-" || cut.bytes < 0) score -= 2;
    if (/internal dummy connection/.test(line)) score -= 4;
    if (/^[\w.-]+:\d+ /.test(line)) score -= 2;
  }
  if (score !== 0) return score;
  if (/nginx/i.test(sample.name)) return 1;
  return /apache|httpd|access_log|other_vhosts/i.test(sample.name) ? -1 : 0;
}
