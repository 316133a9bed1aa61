import { type CitedEvent, compareCited } from "./cited-event.ts";
import type { Deed } from "./deed.ts";

const isTyped = ({ event }: CitedEvent): boolean =>
  event["event.module"] === "shell" || event["event.action"] === "sudo_command";
const isTable = ({ event }: CitedEvent): boolean => event["event.action"] === "cron_changed";

const ownerOf = (one: CitedEvent): string => {
  const { "host.name": host, "user.name": user, "user.target.name": target } = one.event;
  return `${host ?? ""}\0${(isTable(one) ? target : undefined) ?? user ?? ""}`;
};

const ownersOf = (deed: Deed): readonly string[] => [...new Set(deed.events.map(ownerOf))];

const withEvents = (deed: Deed, others: readonly Deed[]): Deed =>
  others.length === 0
    ? deed
    : { ...deed, events: [...new Set([deed, ...others].flatMap((one) => one.events))].sort(compareCited) };

/** Spaces and redirections differ between a line as it was typed and as it ran. */
const bare = (text: string | undefined): string => (text ?? "").replaceAll(/\s+/g, " ").trim();

/**
 * Scheduled jobs among the deeds of one thread, each once: the table that was changed, the command that changed it and the job that
 * ran are one job. It is called by its command where a record tells it, and cites all of them.
 */
export function jobsOf(deeds: readonly Deed[]): Deed[] {
  const set = deeds.filter((deed) => deed.act === "cron-added" && deed.outcome === "success");
  const typed = set.filter((deed) => deed.events.every(isTyped));
  const tables = set.filter((deed) => !typed.includes(deed) && deed.events.some(isTable));
  const ran = set.filter((deed) => !typed.includes(deed) && !tables.includes(deed));
  const tablesOf = (deed: Deed): Deed[] =>
    tables.filter((table) => ownersOf(table).some((owner) => ownersOf(deed).includes(owner)));
  const typedOf = (job: Deed): Deed[] =>
    typed.filter((one) => one.host === job.host && bare(one.subject).includes(bare(job.subject)));
  const jobs = ran.map((job) => withEvents(job, [...tablesOf(job), ...typedOf(job)]));
  const toldTables = new Set(ran.flatMap(tablesOf));
  const toldTyped = new Set(ran.flatMap(typedOf));
  for (const table of tables.filter((one) => !toldTables.has(one))) {
    const by = typed.filter((one) => one.host === table.host && !toldTyped.has(one));
    for (const one of by) toldTyped.add(one);
    jobs.push(by.length === 0 ? table : withEvents({ ...table, subject: by[0]?.subject }, by));
  }
  // The table of that host is told; what changed it says nothing more.
  const told = new Set(tables.map((table) => table.host));
  jobs.push(...typed.filter((one) => !toldTyped.has(one) && !told.has(one.host)));
  return jobs;
}
