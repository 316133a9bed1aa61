import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { corpus } from "../generic/corpus.testkit.ts";
import { readFileBytes } from "../generic/read-file.testkit.ts";

interface Expected {
  readonly match?: boolean;
  readonly host?: string;
  readonly time?: string;
}

interface Item {
  readonly line: string;
  readonly expected: Expected | undefined;
}

const zone = "Europe/Berlin";
const now = Date.parse("2005-08-14T12:00:00+02:00");

/** Modes other than the usual ones look for one thing only: what they pass over is no word on whether it was an attack. */
function partial(options: string): boolean {
  const modes = [...options.matchAll(/"mode": "(\w+)"/g)].map(([, mode]) => mode);
  return modes.length > 0 && modes.every((mode) => mode === "ddos" || mode === "extra");
}

/** Services whose log several filters share, each for one thing (`apache-auth`, `apache-nohome`): what one passes over may be what another is for. */
function sharedServices(names: readonly string[]): ReadonlySet<string> {
  const filters = Map.groupBy(names, serviceOf);
  const each = [...filters].filter(([service, own]) => own.length > 1 && !own.includes(service));
  return new Set(each.map(([service]) => service));
}

const serviceOf = (name: string): string => name.split("-", 1)[0] ?? name;

function wanted(file: string, shared: boolean): Item[] {
  const items: Item[] = [];
  let expected: Expected | undefined;
  let part = shared;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.startsWith("# filterOptions:")) part = shared || partial(line);
    if (line.startsWith("# failJSON:")) {
      expected = JSON.parse(line.slice(11)) as Expected;
      if (part && expected.match === false) expected = undefined;
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      items.push({ line, expected });
      expected = undefined;
    }
  }
  return items;
}

/**
 * What differs, and why: two log-ins that succeeded after another user failed count as an attempt there and are a success here
 * (told twice, with and without dates); HAProxy's 403 is a refusal, which a filter for passwords passes over. A line told of under several modes counts as under
 * the strictest. A date that is a mere time of day stays without one.
 */
const folder = corpus("fail2ban-logs");

test("fail2ban's lines: attack or not, host and time", { skip: folder === undefined ? noCorpora : false }, (t) => {
  const right = { attack: 0, host: 0, time: 0 };
  const all = { attack: 0, host: 0, time: 0 };
  const names = readdirSync(folder ?? "");
  const shared = sharedServices(names);
  for (const name of names) {
    const file = join(folder ?? "", name);
    if (statSync(file).isDirectory()) continue;
    const items = wanted(file, shared.has(serviceOf(name)));
    const attacks = new Set(items.flatMap(({ line, expected }) => (expected?.match === true ? [line] : [])));
    const { byRecord } = readFileBytes(`${items.map(({ line }) => line).join("\n")}\n`, { name, zone, now });
    const ask = (kind: keyof typeof right, holds: boolean, line: string): void => {
      all[kind]++;
      if (holds) right[kind]++;
      else console.log(`${name}: ${kind}: ${line.slice(0, 160)}`);
    };
    for (const [index, { line, expected }] of items.entries()) {
      const attack = expected?.match === true;
      if (expected === undefined || (!attack && attacks.has(line))) continue;
      const event = byRecord.get(index + 1);
      ask("attack", (event?.["event.outcome"] === "failure") === attack, line);
      if (!attack) continue;
      if (expected.host !== undefined) {
        const host = event?.["source.ip"] ?? event?.["source.address"];
        ask("host", host?.toLowerCase() === expected.host.toLowerCase(), line);
      }
      if (expected.time === undefined) continue;
      const instant = Temporal.PlainDateTime.from(expected.time).toZonedDateTime(zone).epochMilliseconds / 1000;
      ask("time", event?.time !== undefined && Math.floor(event.time / 1e6) === instant, line);
    }
  }
  for (const kind of ["attack", "host", "time"] as const) conformance(t, `fail2ban-${kind}`, right[kind], all[kind]);
  assert.ok(right.attack >= all.attack * 0.985);
  assert.ok(right.host >= all.host * 0.99);
  assert.ok(right.time >= all.time * 0.99);
});
