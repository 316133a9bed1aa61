import type { SourceReport } from "@stanch/model/sources";
import type { CitedEvent } from "./cited-event.ts";

const below = /^(.*?)(?:var\/log|etc|home|root|usr|opt|srv|tmp)\//;

/** The machine's tree a file was taken from: what stands before `var/log/` and its like, else its folder. */
function treeOf(path: string): string {
  const outer = path.split("!/")[0] ?? path;
  return below.exec(outer)?.[1] ?? outer.slice(0, outer.lastIndexOf("/") + 1);
}

/**
 * For each report the host its records are of: files that name no host (access logs, histories, wtmp) lie in the tree of one
 * machine whose other files do. Undefined where the tree names none or several.
 *
 * @example treeHosts([{ path: "var/log/auth.log", hosts: ["web-01"] }, { path: "var/log/nginx/access.log", hosts: [] }])[1] === "web-01"
 */
export function treeHosts(reports: readonly Pick<SourceReport, "path" | "hosts">[]): (string | undefined)[] {
  const named = new Map<string, Set<string>>();
  for (const { path, hosts } of reports) {
    const tree = treeOf(path);
    const known = named.get(tree) ?? new Set();
    for (const host of hosts) known.add(host);
    named.set(tree, known);
  }
  return reports.map(({ path }) => {
    const [first, ...more] = named.get(treeOf(path)) ?? [];
    return more.length === 0 ? first : undefined;
  });
}

/** The event with the host of its tree when it names none itself. For conclusions only: the event line stays as it is. */
export function placed(cited: CitedEvent, hosts: readonly (string | undefined)[]): CitedEvent {
  const host = hosts[cited.source];
  if (host === undefined || cited.event["host.name"] !== undefined) return cited;
  return { source: cited.source, event: { ...cited.event, "host.name": host } };
}
