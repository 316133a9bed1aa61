import { readFileSync } from "node:fs";
import type { SourceFile } from "./source-file.ts";
import { isZone } from "./zone.ts";
import { zoneOfFile } from "./zone-guess.ts";

/** What a collection tells of the host its files come from. */
export interface HostFacts {
  readonly host: string | undefined;
  /** IANA name or offset of the host's own clock. */
  readonly zone: string | undefined;
}

const unknown: HostFacts = { host: undefined, zone: undefined };
const smallest = 8192;
const hostName = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,252})$/;

/** Files that tell of their host, and where the root of the host's files is before them. */
const telling: readonly (readonly [pattern: RegExp, read: (text: string, bytes: Buffer) => Partial<HostFacts>])[] = [
  [/^(.*?)(?:private\/)?etc\/hostname$/, (text) => hostOf(text.split("\n", 1)[0])],
  [/^(.*?)etc\/timezone$/, (text) => zoneOf(text.split("\n", 1)[0])],
  [/^(.*?)etc\/sysconfig\/clock$/, (text) => zoneOf(/^\s*(?:ZONE|TIMEZONE)="?([\w/+-]+)/m.exec(text)?.[1])],
  [/^(.*?)(?:private\/)?(?:var\/db\/timezone|etc)\/localtime$/, (_text, bytes) => zoneOf(zoneOfFile(bytes))],
  // UAC and sosreport keep what the tools said.
  [
    /^(.*?)(?:(?:live_response|sos_commands)\/.*\/)?(?:timedatectl|timedatectl_status)(?:\.txt)?$/,
    (text) => zoneOf(/Time ?zone: ([\w/+-]+)/.exec(text)?.[1]),
  ],
  [
    /^(.*?)(?:live_response|sos_commands)\/.*\/hostnamectl(?:\.txt)?$/,
    (text) => hostOf(/Static hostname: (\S+)/.exec(text)?.[1]),
  ],
  [/^(.*?)(?:live_response|sos_commands)\/.*\/hostname(?:\.txt)?$/, (text) => hostOf(text.split("\n", 1)[0])],
  [/^(.*?)client_info\.json$/, (text) => hostOf(/"(?:Fqdn|Hostname)"\s*:\s*"([^"]+)"/.exec(text)?.[1])],
];

/** Archives that bear the name of their host: UAC, Velociraptor's offline collector, sosreport. */
const named: readonly RegExp[] = [
  /(?:^|\/)uac-(.{1,253}?)-(?:linux|macos|freebsd|netbsd|openbsd|solaris|aix|esxi|android|netscaler|haiku)-\d{14}(?:[./]|$)/,
  /(?:^|\/)Collection-(.{1,253}?)-\d{4}-\d\d-\d\d[T_]/,
  /(?:^|\/)sosreport-(.{1,253}?)-(?:\w+-)?\d{4}-\d\d-\d\d-\w+/,
];

function hostOf(text: string | undefined): Partial<HostFacts> {
  const host = text?.trim() ?? "";
  return hostName.test(host) && host !== "localhost" ? { host } : {};
}

function zoneOf(text: string | undefined): Partial<HostFacts> {
  const zone = text?.trim() ?? "";
  return zone !== "" && zone.length < 64 && isZone(zone) ? { zone } : {};
}

type Roots = ReadonlyMap<string, HostFacts>;
const known = new WeakMap<readonly SourceFile[], Roots>();

function rootsOf(sources: readonly SourceFile[]): Roots {
  const cached = known.get(sources);
  if (cached !== undefined) return cached;
  const roots = new Map<string, HostFacts>();
  for (const source of sources) {
    if (source.file === "" || source.size === 0 || source.size > smallest || source.container !== undefined) continue;
    for (const [pattern, read] of telling) {
      const root = pattern.exec(source.path)?.[1];
      if (root === undefined) continue;
      const bytes = bytesOf(source);
      const before = roots.get(root) ?? unknown;
      const told = read(bytes.toString("utf8"), bytes);
      // A zone with its name says more than the rule it is compiled to.
      const kept = pattern.source.includes("localtime") && before.zone !== undefined ? { zone: before.zone } : {};
      roots.set(root, { ...before, ...told, ...kept });
      break;
    }
  }
  known.set(sources, roots);
  return roots;
}

function bytesOf(source: SourceFile): Buffer {
  try {
    return readFileSync(source.file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The root a file belongs to is the longest that its path begins with; a live answer beside the root speaks for it too. */
function factsFor(path: string, roots: Roots): HostFacts {
  let host: string | undefined;
  let zone: string | undefined;
  for (let end = path.length; end >= 0 && (host === undefined || zone === undefined);) {
    const root = path.slice(0, end);
    const found = roots.get(root) ?? roots.get(`${root}[root]/`);
    host ??= found?.host;
    zone ??= found?.zone;
    if (end === 0) break;
    // A search from before the beginning would find the slash at the beginning again.
    end = end < 2 ? 0 : root.lastIndexOf("/", end - 2) + 1;
  }
  return { host, zone };
}

/**
 * Host and zone of a source file as the collection it lies in tells them: `etc/hostname` and `etc/timezone` under the same
 * root, what UAC, sosreport and Velociraptor wrote beside, or the name of the archive. The host's own word in a record wins.
 *
 * @example hostFacts(source, sources) // { host: "web-01", zone: "Asia/Shanghai" }
 */
export function hostFacts(source: SourceFile, sources: readonly SourceFile[]): HostFacts {
  const { host, zone } = factsFor(source.path, rootsOf(sources));
  if (host !== undefined) return { host, zone };
  for (const pattern of named) {
    const match = pattern.exec(source.path)?.[1];
    if (match !== undefined && hostName.test(match)) return { host: match, zone };
  }
  return { host, zone };
}
