import { daysFromCivil } from "./calendar.ts";
import { monthOf } from "./month.ts";
import { isZone, zoneOffset } from "./zone.ts";

/** The offset of a host's clock at one instant. */
export interface ZoneSighting {
  /** Seconds since 1970. */
  readonly instant: number;
  /** Seconds east of UTC. */
  readonly offset: number;
}

const quarter = 900;
const widest = 14 * 3600;
/** A date before this is not that of a log. */
const earliest = Date.UTC(1990, 0, 1) / 1000;
const most = 4000;

/** Zones of summer time that are tried first: of those that agree on all that was seen, people know these. */
const wellKnown: readonly string[] = [
  "Europe/Berlin",
  "Europe/London",
  "Europe/Helsinki",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "Australia/Sydney",
  "Australia/Adelaide",
  "America/Sao_Paulo",
  "America/Santiago",
  "Asia/Tehran",
];

const two = (value: number): string => String(value).padStart(2, "0");

/** `+08:00` of seconds east of UTC; `UTC` for none. */
export function offsetName(seconds: number): string {
  const away = Math.abs(seconds);
  if (away === 0) return "UTC";
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(away / 3600))}:${two(Math.floor((away % 3600) / 60))}`;
}

/**
 * The zone of a clock by what was seen of its offset: the offset, when it was always the same; else a zone whose summer time explains
 * every change; undefined when none does, or nothing was seen.
 */
export function zoneBySightings(sightings: readonly ZoneSighting[]): string | undefined {
  const offsets = new Set(sightings.map(({ offset }) => offset));
  const [only] = offsets;
  if (offsets.size === 1 && only !== undefined) return offsetName(only);
  if (offsets.size < 2 || offsets.size > 3) return undefined;
  // One of each offset and month tells as much as all.
  const telling = new Map(sightings.map((one) => [`${one.offset} ${Math.floor(one.instant / 1_000_000)}`, one]));
  const fits = (zone: string): boolean => {
    const { first, second } = zoneOffset(zone);
    return [...telling.values()].every(({ instant, offset }) => {
      const wall = instant + offset;
      return first(wall) === offset || second(wall) === offset;
    });
  };
  return wellKnown.find(fits) ?? Intl.supportedValuesOf("timeZone").find((zone) => isZone(zone) && fits(zone));
}

const iso =
  /^(?:<\d{1,3}>\d? ?)?\[?(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})? ?([+-])(\d\d):?(\d\d)(?!\d)/;

function sighting(
  days: number,
  clock: readonly (string | undefined)[],
  sign: string | undefined,
): ZoneSighting | undefined {
  const [hour, minute, second, zoneHour, zoneMinute] = clock.map(Number);
  const offset = (sign === "-" ? -1 : 1) * ((zoneHour ?? 0) * 3600 + (zoneMinute ?? 0) * 60);
  if (Math.abs(offset) > widest || offset % quarter !== 0) return undefined;
  const instant = days * 86_400 + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0) - offset;
  return instant >= earliest ? { instant, offset } : undefined;
}

/** The offset a line states with its date; `Z` says nothing of the host, since programs write UTC wherever they are. */
export function statedOffset(line: string): ZoneSighting | undefined {
  const date = iso.exec(line.slice(0, 400));
  if (date === null) return undefined;
  const days = daysFromCivil(Number(date[1]), Number(date[2]), Number(date[3]));
  return sighting(days, [date[4], date[5], date[6], date[8], date[9]], date[7]);
}

const clockSet =
  /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) .*setting system clock to (\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d) UTC/;
/** Between the kernel's line and the logger's date some seconds pass, minutes at most. */
const slack = 300;

/** At boot the kernel says what time it is in UTC, and syslog writes the wall clock before it. */
export function bootOffset(line: string): ZoneSighting | undefined {
  const found = clockSet.exec(line.slice(0, 400));
  if (found === null) return undefined;
  const name = found[1] ?? "";
  const month = monthOf(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2));
  const number = (at: number): number => Number(found[at]);
  if (month === 0) return undefined;
  const instant =
    daysFromCivil(number(6), number(7), number(8)) * 86_400 + number(9) * 3600 + number(10) * 60 + number(11);
  const wall = daysFromCivil(number(6), month, number(2)) * 86_400 + number(3) * 3600 + number(4) * 60 + number(5);
  // Around new year the two are in different years.
  const year = 365 * 86_400;
  const ahead =
    wall - instant > year / 2
      ? wall - instant - year
      : wall - instant < -year / 2
        ? wall - instant + year
        : wall - instant;
  const offset = Math.round((ahead - slack / 2) / quarter) * quarter + 0;
  return ahead - offset < 0 || ahead - offset > slack || Math.abs(offset) > widest ? undefined : { instant, offset };
}

/** The zone that the lines of a log tell by themselves: dates of both kinds in one file, or the clock set at boot. */
export function zoneByLines(lines: Iterable<string>): string | undefined {
  const stated: ZoneSighting[] = [];
  const boots: ZoneSighting[] = [];
  for (const line of lines) {
    const boot = bootOffset(line);
    if (boot !== undefined && boots.length < most) boots.push(boot);
    const found = boot === undefined ? statedOffset(line) : undefined;
    if (found !== undefined && stated.length < most) stated.push(found);
  }
  return zoneBySightings(boots) ?? zoneBySightings(stated);
}

/** `CST-8`, `CET-1CEST,M3.5.0,M10.5.0/3`: the rule at the end of a zone file. Source: POSIX.1-2017, 8.3; RFC 8536, 3.3. */
const posix = /^(?:[A-Za-z]{3,}|<[+-]?\w+>)([+-]?\d{1,2})(?::(\d\d))?(?::\d\d)?((?:[A-Za-z]{3,}|<[+-]?\w+>).*)?$/;

/** The zone of `/etc/localtime`, a compiled zone without its name: by its standing rule and the changes it lists. */
export function zoneOfFile(bytes: Buffer): string | undefined {
  if (bytes.length < 44 || bytes.toString("latin1", 0, 4) !== "TZif") return undefined;
  const end = bytes.lastIndexOf(10);
  const start = end <= 0 ? -1 : bytes.lastIndexOf(10, end - 1);
  const rule = start < 0 ? undefined : posix.exec(bytes.toString("latin1", start + 1, end));
  if (rule === null || rule === undefined) return undefined;
  const hours = Number(rule[1]);
  const standard =
    -(Math.sign(hours) || (rule[1]?.startsWith("-") === true ? -1 : 1)) *
    (Math.abs(hours) * 3600 + Number(rule[2] ?? 0) * 60);
  if (rule[3] === undefined) return offsetName(standard === 0 ? 0 : standard);
  return zoneBySightings(listedChanges(bytes));
}

const blockHead = 44;
const lastChanges = 40;

/** Length of a block of a zone file behind its head, with times of `width` bytes. */
function blockSize(bytes: Buffer, at: number, width: number): number {
  const count = (index: number): number => bytes.readUInt32BE(at + 20 + 4 * index);
  const [utc, standard, leaps, times, types, characters] = [0, 1, 2, 3, 4, 5].map(count);
  const pairs = (times ?? 0) * (width + 1) + (types ?? 0) * 6 + (characters ?? 0);
  return pairs + (leaps ?? 0) * (width + 4) + (standard ?? 0) + (utc ?? 0);
}

/** The last changes of offset that a zone file lists, from the block with times of 64 bits where there is one. */
function listedChanges(bytes: Buffer): ZoneSighting[] {
  const second = blockHead + blockSize(bytes, 0, 4);
  const wide = second + blockHead <= bytes.length && bytes.toString("latin1", second, second + 4) === "TZif";
  const head = wide ? second : 0;
  const width = wide ? 8 : 4;
  const count = bytes.readUInt32BE(head + 32);
  const times = head + blockHead;
  const infos = times + count * (width + 1);
  if (count > 5000 || infos > bytes.length) return [];
  const found: ZoneSighting[] = [];
  for (let at = Math.max(0, count - lastChanges); at < count; at++) {
    const info = infos + 6 * (bytes[times + count * width + at] ?? 0);
    if (info + 6 > bytes.length) continue;
    const instant = wide ? Number(bytes.readBigInt64BE(times + 8 * at)) : bytes.readInt32BE(times + 4 * at);
    // A day later the change has surely happened.
    found.push({ instant: instant + 86_400, offset: bytes.readInt32BE(info) });
  }
  return found.filter(({ instant, offset }) => Math.abs(offset) <= widest && Math.abs(instant) < 2 ** 40);
}
