import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { isAddress } from "../../generic/address/address.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { setRequest } from "../web-event/request-fields.ts";
import { modsecurityMessage } from "./modsecurity-message.ts";

const boundary = /^--(?<id>[0-9a-zA-Z]{8,16})-(?<part>[A-Z])--$/;
const head =
  /^\[(?<date>\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4})\] (?<unique>\S+) (?<ip>\S+) (?<port>\d{1,5}) (?<dip>\S+) (?<dport>\d{1,5})/;

/** One transaction is a run of parts between boundaries; it becomes one event at its first line. */
class AuditReader implements LineReader {
  readonly #context: ReadContext;
  #event: LogEvent | undefined;
  #part = "";
  #first = false;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  line(text: string, offset: number, record: number): void {
    const { sink } = this.#context;
    const groups = boundary.exec(text)?.groups;
    if (groups?.["part"] === "A") {
      this.end();
      this.#event = this.#begun(offset, record);
      this.#part = "A";
      this.#first = true;
      return;
    }
    if (this.#event === undefined) return sink.unparsed();
    if (groups !== undefined) {
      this.#part = groups["part"] ?? "";
      this.#first = true;
      sink.skip("joined");
      if (this.#part === "Z") this.end();
      return;
    }
    this.#add(this.#event, text);
    this.#first = false;
    sink.skip(text === "" ? "blank" : "joined");
  }

  end(): void {
    const event = this.#event;
    this.#event = undefined;
    if (event !== undefined) this.#context.sink.event(event);
  }

  #begun(offset: number, record: number): LogEvent {
    return {
      time: undefined,
      digits: 0,
      basis: "none",
      offset,
      record,
      "event.module": "modsecurity",
      "event.category": "web",
      "event.action": "http_request",
      "event.outcome": "unknown",
      ...(this.#context.host === undefined ? {} : { "host.name": this.#context.host }),
    };
  }

  #add(event: LogEvent, text: string): void {
    if (this.#part === "A") this.#head(event, text);
    else if (this.#part === "B" && this.#first) setRequest(event, text);
    else if (this.#part === "B") this.#header(event, text);
    else if (this.#part === "F" && this.#first) {
      const status = /^HTTP\/\S+ (\d{3})/.exec(text)?.[1];
      if (status !== undefined) event["http.response.status_code"] = Number(status);
    } else if (this.#part === "H" && text.startsWith("Message: ")) {
      if (event["rule.id"] === undefined) {
        event.message = text.slice(9);
        modsecurityMessage(`ModSecurity: ${text.slice(9)}`, event);
      }
    } else if (this.#part === "H" && text.startsWith("Action: Intercepted")) {
      event["event.action"] = "waf_block";
      event["event.outcome"] = "failure";
    } else if (this.#part === "C" && this.#first) (event.fields ??= {})["request_body"] = text.slice(0, 4096);
  }

  #head(event: LogEvent, text: string): void {
    const groups = head.exec(text)?.groups;
    if (groups === undefined) return;
    if (readStamp(groups["date"] ?? "", 0, this.#context.clock)) {
      event.time = stamp.time;
      event.digits = stamp.digits;
      event.basis = stamp.basis;
    }
    event["session.id"] = groups["unique"];
    if (isAddress(groups["ip"] ?? "")) event["source.ip"] = groups["ip"];
    event["source.port"] = Math.min(Number(groups["port"]), 65_535);
    if (isAddress(groups["dip"] ?? "")) event["destination.ip"] = groups["dip"];
    event["destination.port"] = Math.min(Number(groups["dport"]), 65_535);
  }

  #header(event: LogEvent, text: string): void {
    const colon = text.indexOf(":");
    const value = text.slice(colon + 1).trim();
    if (colon < 1 || value === "") return;
    const name = text.slice(0, colon).toLowerCase();
    if (name === "host") event["url.domain"] ??= value.replace(/:\d+$/, "");
    else if (name === "user-agent") event["user_agent.original"] ??= value;
    else if (name === "referer") event["http.request.referrer"] ??= value;
  }
}

/** ModSecurity's serial audit log: parts A to Z of each transaction, joined into one event. */
export const modsecurityAudit: LineFormat = {
  id: "modsecurity-audit",
  names: { zh: "ModSecurity 审计日志（串行）", en: "ModSecurity audit log (serial)" },
  family: "web",
  modules: ["modsecurity"],
  references: ["https://github.com/owasp-modsecurity/ModSecurity/wiki/ModSecurity-2-Data-Formats"],
  by: "line",
  splittable: true,
  starts: (text) => boundary.exec(text)?.groups?.["part"] === "A",
  sniff: (sample) => (sample.lines.slice(0, 30).some((text) => boundary.exec(text)?.groups?.["part"] === "A") ? 98 : 0),
  open: (context) => new AuditReader(context),
};
