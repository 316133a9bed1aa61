import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { setEpoch, stamp } from "../../generic/stamp/stamp.ts";
import { zeekFields } from "./zeek-event.ts";
import { bareHeader, usualType } from "./zeek-types.ts";
import { unescaped, zeekValue, type ZeekMarks } from "./zeek-value.ts";

const usual: ZeekMarks = { separator: "\t", setSeparator: ",", empty: "(empty)", unset: "-" };

class ZeekReader implements LineReader {
  readonly #context: ReadContext;
  #marks: ZeekMarks = usual;
  #path = "unknown";
  #names: readonly string[] = [];
  #types: readonly string[] = [];

  constructor(context: ReadContext) {
    this.#context = context;
  }

  line(text: string): void {
    const { sink } = this.#context;
    if (text.startsWith("#")) {
      this.#header(text);
      return sink.skip("header");
    }
    const bare = this.#names.length === 0 ? bareHeader(text) : undefined;
    if (bare !== undefined) {
      this.#names = bare;
      this.#types = bare.map(usualType);
      this.#path = /([a-z_\d]+)(?:[.-][\d:.-]+)?\.log/.exec(this.#context.path)?.[1] ?? "unknown";
      return sink.skip("header");
    }
    const values = text.split(this.#marks.separator);
    if (values.length === this.#names.length + 1 && values.at(-1) === "") values.pop();
    if (this.#names.length === 0 || values.length !== this.#names.length) return sink.unparsed();
    sink.event(this.#event(values));
  }

  end(): void {}

  #header(text: string): void {
    if (text.startsWith("#separator ")) {
      const separator = unescaped(text.slice(11));
      if (separator !== "") this.#marks = { ...this.#marks, separator };
      return;
    }
    const { separator } = this.#marks;
    const [name, ...values] = text.split(separator);
    const first = values[0] ?? "";
    if (name === "#set_separator")
      this.#marks = { ...this.#marks, setSeparator: first === "" ? "," : unescaped(first) };
    else if (name === "#empty_field") this.#marks = { ...this.#marks, empty: first };
    else if (name === "#unset_field") this.#marks = { ...this.#marks, unset: first };
    else if (name === "#path") this.#path = first;
    else if (name === "#fields") this.#names = values;
    else if (name === "#types") this.#types = values;
  }

  #event(values: readonly string[]): LogEvent {
    const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
    let time = false;
    for (let at = 0; at < values.length; at++) {
      const name = this.#names[at] ?? "";
      const type = this.#types[at] ?? "string";
      const raw = values[at] ?? "";
      if (!time && type === "time" && !name.startsWith("_") && setEpoch(raw)) time = true;
      const value = zeekValue(raw, type, this.#marks);
      if (value !== undefined) fields[name] = value;
    }
    const event: LogEvent = {
      time: time ? stamp.time : undefined,
      digits: time ? stamp.digits : 0,
      basis: time ? "stated" : "none",
      offset: -1,
      record: 0,
      "event.module": "zeek",
    };
    if (this.#context.host !== undefined) event["host.name"] = this.#context.host;
    zeekFields(fields, this.#path, event);
    event.fields = fields;
    return event;
  }
}

/** Zeek's ASCII logs, of every stream: the header says names, types and separators. */
export const zeekAscii: LineFormat = {
  id: "zeek-ascii",
  names: { zh: "Zeek 日志（ASCII）", en: "Zeek log (ASCII)" },
  family: "sensor",
  modules: ["zeek"],
  references: ["https://docs.zeek.org/en/master/log-formats.html"],
  by: "line",
  // The header at the beginning names the columns of everything below it.
  splittable: false,
  sniff(sample) {
    const head = sample.lines.slice(0, 12);
    const first = head.find((line) => !line.startsWith("#"));
    const bare = first === undefined ? undefined : bareHeader(first);
    if (bare !== undefined) {
      const rows = sample.lines.slice(sample.lines.indexOf(first ?? "") + 1, 50);
      const even = rows.length > 0 && rows.every((row) => Math.abs(row.split("\t").length - bare.length) <= 1);
      return even ? 92 : 0;
    }
    const fields = head.some((line) => line.startsWith("#fields"));
    return fields && head.some((line) => line.startsWith("#separator ") || line.startsWith("#types")) ? 99 : 0;
  },
  open: (context) => new ZeekReader(context),
};
