import { type FormatDefinition, type LinePattern, linePattern, matchLine } from "@stanch/model/format-definition";
import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, ReadContext } from "./format.ts";
import { party } from "./formats/generic/address/address.ts";
import { guessMeaning } from "./formats/generic/meaning/meaning.ts";
import { readStamp, setEpoch, stamp } from "./formats/generic/stamp/stamp.ts";
import { shareOf } from "./sample.ts";

/** A person said what these lines are: that goes before what identification would guess. */
const surest = 100;
const leastShare = 0.5;

type Take = (event: LogEvent, value: string) => void;

/** A number of a field, where it is one in bounds. */
function whole(value: string, most: number): number | undefined {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  return number <= most ? number : undefined;
}

const takes = new Map<string, Take>([
  ["host", (event, value) => void (event["host.name"] = value)],
  ["user", (event, value) => void (event["user.name"] = value)],
  ["program", (event, value) => void (event["process.name"] = value)],
  ["pid", (event, value) => void (event["process.pid"] = whole(value, 2 ** 32 - 1))],
  ["port", (event, value) => void (event["source.port"] = whole(value, 65_535))],
  ["action", (event, value) => void (event["event.action"] = value.slice(0, 200))],
  ["message", (event, value) => void (event.message = value)],
  [
    "address",
    (event, value) => {
      const { ip, name, port } = party(value);
      if (ip !== undefined) event["source.ip"] = ip;
      else if (name !== undefined) event["source.address"] = name;
      if (port !== undefined) event["source.port"] ??= port;
    },
  ],
]);

function setTime(event: LogEvent, value: string, context: ReadContext): void {
  if (!readStamp(value, 0, context.clock) && !setEpoch(value)) return;
  event.time = stamp.time;
  event.digits = stamp.digits;
  event.basis = stamp.basis;
  if (stamp.nanos > 0) event.nanos = stamp.nanos;
}

function eventOf(
  found: Map<string, string>,
  line: string,
  definition: FormatDefinition,
  context: ReadContext,
): LogEvent {
  const event: LogEvent = {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": definition.id,
  };
  if (context.host !== undefined) event["host.name"] = context.host;
  const own: [string, string][] = [];
  for (const [name, value] of found) {
    if (name === "time") setTime(event, value, context);
    else if (takes.has(name)) takes.get(name)?.(event, value);
    else own.push([name, value]);
  }
  event.message ??= line;
  if (own.length > 0) event.fields = Object.fromEntries(own);
  if (definition.refused.some((word) => line.includes(word))) event["event.outcome"] = "failure";
  else guessMeaning(line, event);
  event["event.outcome"] ??= "unknown";
  return event;
}

/** The patterns of a definition that are some; what is none was refused when it was made. */
function patternsOf(definition: FormatDefinition): LinePattern[] {
  return definition.patterns.map(linePattern).filter((pattern): pattern is LinePattern => typeof pattern !== "string");
}

function firstMatch(patterns: readonly LinePattern[], line: string): Map<string, string> | undefined {
  for (const pattern of patterns) {
    const found = matchLine(pattern, line);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The format of a person's definition. Lines that fit none of its patterns go to the other formats, then count as not understood.
 *
 * @example definedFormat({ id: "erp", names, patterns: ["[%{time}] %{user}@%{address} %{message}"], examples: [], refused: [] })
 */
export function definedFormat(definition: FormatDefinition): LineFormat {
  const patterns = patternsOf(definition);
  return {
    id: definition.id,
    names: definition.names,
    family: "generic",
    modules: [definition.id],
    references: [],
    by: "line",
    splittable: true,
    yearless: "parse",
    sniff(sample) {
      const share = shareOf(sample, (line) => firstMatch(patterns, line) !== undefined);
      return share < leastShare ? 0 : Math.round(surest * share);
    },
    open: (context) => ({
      line(text) {
        const found = firstMatch(patterns, text);
        if (found === undefined) context.sink.unparsed();
        else context.sink.event(eventOf(found, text, definition, context));
      },
      end() {},
    }),
  };
}

const made = new WeakMap<readonly FormatDefinition[], readonly LineFormat[]>();

/** The formats of a list of definitions, made once for the list. */
export function definedFormats(definitions: readonly FormatDefinition[] | undefined): readonly LineFormat[] {
  if (definitions === undefined) return [];
  let formats = made.get(definitions);
  if (formats === undefined) made.set(definitions, (formats = definitions.map(definedFormat)));
  return formats;
}
