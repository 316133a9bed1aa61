import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { isAddress, plainAddress } from "../../generic/address/address.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { target, urlParts } from "../http-request/http-request.ts";
import { webEvent } from "../web-event/web-event.ts";
import { table } from "../../../table.ts";

/** The names a W3C file uses when it has lost its `#Fields` line: those IIS writes by default since version 7. */
const usual =
  "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken".split(
    " ",
  );
const older = usual.filter((name) => name !== "cs(Referer)");

/** Sigma writes header fields without brackets. */
const sigmaNames: Readonly<Record<string, string>> = table({
  "cs(User-Agent)": "cs-user-agent",
  "cs(Referer)": "cs-referer",
  "cs(Cookie)": "cs-cookie",
  "cs(Host)": "cs-host",
});

function number(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}

function told(text: string | undefined): string | undefined {
  return text === undefined || text === "-" || text === "" ? undefined : text;
}

/** W3C writes spaces in values as `+`. */
function spaced(text: string | undefined): string | undefined {
  return told(text)?.replaceAll("+", " ");
}

const first = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+ (?:\S+ \S+ )?(?:GET|POST|HEAD|PUT|OPTIONS|DELETE|PROPFIND) /;

class W3cReader implements LineReader {
  readonly #context: ReadContext;
  #names: readonly string[] = [];
  #date = "";
  #software = "iis";

  constructor(context: ReadContext) {
    this.#context = context;
  }

  line(text: string): void {
    const { sink } = this.#context;
    if (text.startsWith("#")) {
      this.#directive(text);
      return sink.skip("header");
    }
    const values = text.includes("\t") ? text.split("\t") : text.split(" ");
    const event = this.#event(values);
    if (event === undefined) return sink.unparsed();
    sink.event(event);
  }

  end(): void {}

  #directive(text: string): void {
    if (text.startsWith("#Fields:"))
      this.#names = text
        .slice(8)
        .trim()
        .split(/[ \t]+/);
    else if (text.startsWith("#Date:")) this.#date = text.slice(6).trim().slice(0, 10);
    else if (text.startsWith("#Software:")) this.#software = /Internet Information|IIS/i.test(text) ? "iis" : "w3c";
  }

  #event(values: readonly string[]): LogEvent | undefined {
    let names = this.#names;
    // A file that begins in the middle has no header: the usual orders are tried.
    if (names.length === 0) {
      if (!first.test(values.join(" "))) return undefined;
      names = values.length === usual.length ? usual : older;
    }
    // A user name may begin with a space, which IIS writes as it is.
    const told = values.length === names.length ? values : values.filter((value) => value !== "");
    if (told.length !== names.length) return undefined;
    const fields: Record<string, string> = {};
    for (let at = 0; at < names.length; at++) fields[names[at] ?? ""] = told[at] ?? "";
    const when = `${fields["date"] ?? this.#date} ${fields["time"] ?? ""}`;
    // W3C extended logs are in UTC by definition.
    if (!readStamp(`${when}Z`, 0, this.#context.clock)) return undefined;
    return this.#web(fields);
  }

  #web(fields: Record<string, string>): LogEvent {
    target.method = told(fields["cs-method"]);
    target.url = target.path = target.query = target.domain = undefined;
    target.version = told(fields["cs-version"])?.replace("HTTP/", "");
    const stem = told(fields["cs-uri-stem"] ?? fields["cs-uri"]);
    const query = told(fields["cs-uri-query"]);
    if (stem !== undefined) urlParts(query === undefined ? stem : `${stem}?${query}`);
    const client = plainAddress(fields["c-ip"] ?? "-");
    const event = webEvent({
      module: this.#software,
      time: stamp.time,
      digits: stamp.digits,
      basis: "stated",
      ip: isAddress(client) ? client : undefined,
      client,
      user: told(fields["cs-username"]),
      domain: told(fields["cs-host"])?.replace(/:\d+$/, ""),
      status: number(fields["sc-status"]) ?? 0,
      bytes: number(fields["sc-bytes"]) ?? -1,
      referrer: told(fields["cs(Referer)"]),
      agent: spaced(fields["cs(User-Agent)"]),
      wellFormed: true,
      message: `${fields["cs-method"] ?? "-"} ${stem ?? "-"}${query === undefined ? "" : `?${query}`}`,
    });
    const server = plainAddress(fields["s-ip"] ?? "");
    if (isAddress(server)) event["destination.ip"] = server;
    const port = number(fields["s-port"]);
    if (port !== undefined && port <= 65_535) event["destination.port"] = port;
    const host = told(fields["s-computername"]) ?? this.#context.host;
    if (host !== undefined) event["host.name"] = host;
    for (const name in fields) {
      if (name !== "date" && name !== "time") (event.fields ??= {})[sigmaNames[name] ?? name] ??= fields[name] ?? "-";
    }
    return event;
  }
}

/** W3C extended logs: IIS and what writes the same; `#Fields` may change within a file. */
export const iis: LineFormat = {
  id: "iis-w3c",
  names: { zh: "IIS W3C 扩展日志", en: "IIS W3C extended log" },
  family: "web",
  modules: ["iis", "w3c"],
  references: ["https://www.w3.org/TR/WD-logfile.html"],
  by: "line",
  // The header at the beginning names the columns of everything below it.
  splittable: false,
  sniff(sample) {
    const head = sample.lines.slice(0, 20);
    const fields = head.find((line) => line.startsWith("#Fields:"));
    if (fields !== undefined) return /\b(?:cs-|c-ip|sc-|s-)/.test(fields) ? 99 : 0;
    return head.length > 0 && head.every((line) => line.startsWith("#") || first.test(line)) ? 90 : 0;
  },
  open: (context) => new W3cReader(context),
};
