import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { party } from "../../generic/address/address.ts";
import { setEpoch, stamp } from "../../generic/stamp/stamp.ts";

const begin = /^\*\* Alert (?<time>\d{10}\.\d+):\s*(?:mail\s*)?- (?<groups>.*)$/;
const rule = /^Rule: (?<id>\d+) \(level (?<level>\d+)\) -> '(?<name>.*)'$/;
const place = /^\d{4} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:\((?<agent>[^)]*)\) )?(?<host>\S+?)->(?<file>\S.*)$/;
const refused = /authentication_fail|invalid_login|attack|recon|access_denied|access_control/;

class OssecReader implements LineReader {
  readonly #context: ReadContext;
  #event: LogEvent | undefined;
  #text: string[] = [];

  constructor(context: ReadContext) {
    this.#context = context;
  }

  line(text: string, offset: number, record: number): void {
    const { sink } = this.#context;
    const groups = begin.exec(text)?.groups;
    if (groups !== undefined) {
      this.end();
      this.#event = this.#begun(groups, offset, record);
      return;
    }
    if (this.#event === undefined) return sink.unparsed();
    if (text === "") {
      this.end();
      return sink.skip("blank");
    }
    this.#add(this.#event, text);
    sink.skip("joined");
  }

  end(): void {
    const event = this.#event;
    if (event === undefined) return;
    if (this.#text.length > 0) event.message = this.#text.join("\n");
    this.#event = undefined;
    this.#text = [];
    this.#context.sink.event(event);
  }

  #begun(groups: Record<string, string | undefined>, offset: number, record: number): LogEvent {
    // What follows the dot is a file position, no fraction of a second.
    const timed = setEpoch((groups["time"] ?? "").slice(0, 10));
    const kinds = (groups["groups"] ?? "")
      .split(",")
      .map((kind) => kind.trim())
      .filter((kind) => kind !== "");
    const outcome = kinds.some((kind) => refused.test(kind))
      ? "failure"
      : kinds.includes("authentication_success")
        ? "success"
        : "unknown";
    return {
      time: timed ? stamp.time : undefined,
      digits: 0,
      basis: timed ? "stated" : "none",
      offset,
      record,
      "event.module": "ossec",
      "event.category": "intrusion_detection",
      "event.action": "siem_alert",
      "event.outcome": outcome,
      ...(this.#context.host === undefined ? {} : { "host.name": this.#context.host }),
      fields: { groups: kinds },
    };
  }

  #add(event: LogEvent, text: string): void {
    const ruled = rule.exec(text)?.groups;
    const placed = place.exec(text)?.groups;
    if (ruled !== undefined && event["rule.id"] === undefined) {
      event["rule.id"] = ruled["id"];
      event["rule.name"] = ruled["name"] === "" ? undefined : ruled["name"];
      event["rule.level"] = ruled["level"];
      event["event.severity"] = Number(ruled["level"]);
    } else if (placed !== undefined && event["rule.id"] === undefined) {
      event["host.name"] = placed["agent"] ?? placed["host"];
      (event.fields ??= {})["location"] = placed["file"] ?? "-";
    } else if (text.startsWith("Src IP: ") && event["source.ip"] === undefined) {
      const { ip, name } = party(text.slice(8));
      event["source.ip"] = ip;
      event["source.address"] = name;
    } else if (text.startsWith("Dst IP: ")) event["destination.ip"] = party(text.slice(8)).ip;
    else if (/^Src Port: \d{1,5}$/.test(text)) event["source.port"] = Math.min(Number(text.slice(10)), 65_535);
    else if (/^Dst Port: \d{1,5}$/.test(text)) event["destination.port"] = Math.min(Number(text.slice(10)), 65_535);
    else if (/^User: ./.test(text)) event["user.name"] = text.slice(6);
    else if (this.#text.length < 100) this.#text.push(text);
  }
}

/** OSSEC and Wazuh alerts as text (`alerts.log`): several lines an alert, a blank line between them. */
export const ossecAlerts: LineFormat = {
  id: "ossec-alerts",
  names: { zh: "OSSEC/Wazuh 告警日志", en: "OSSEC and Wazuh alerts" },
  family: "sensor",
  modules: ["ossec"],
  references: ["https://www.ossec.net/docs/docs/manual/monitoring/index.html"],
  by: "line",
  splittable: true,
  starts: (text) => text.startsWith("** Alert "),
  sniff: (sample) => (sample.lines.slice(0, 50).some((text) => begin.test(text)) ? 98 : 0),
  open: (context) => new OssecReader(context),
};
