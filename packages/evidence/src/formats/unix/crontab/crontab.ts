import type { StateEntry } from "../state/state-format.ts";
import { stateFormat } from "../state/state-format.ts";

const field = String.raw`(?:\*|[0-9]{1,2}(?:-[0-9]{1,2})?|[A-Za-z]{3}(?:-[A-Za-z]{3})?)(?:/[0-9]{1,3})?`;
const list = `${field}(?:,${field}){0,60}`;
const timed = new RegExp(`^\\s*-?((?:${list}\\s+){4}${list})\\s+(\\S.*)$`);
const special = /^\s*-?(@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly|every_\w+))\s+(\S.*)$/;
const assignment = /^\s*([A-Za-z_]\w*)\s*=\s*(.*)$/;
const systemTable = /(?:^|\/)(?:crontab|anacrontab)$|(?:^|\/)cron\.d\//;
const userTable = /(?:^|\/)(?:spool\/cron|tabs|crontabs)\/(?:crontabs\/|tabs\/)?([^/]+)$/;
const systemUser =
  /^(root|www-data|nobody|daemon|apache|nginx|mysql|postgres|git|mail|smmsp|list|www|munin|nagios)\s+(\S.*)$/;

/** In system tables the word before the command is the user it runs as. */
function withUser(rest: string, path: string): { readonly user: string | undefined; readonly command: string } {
  const owner = userTable.exec(path)?.[1];
  if (owner !== undefined) return { user: owner, command: rest };
  const match = systemTable.test(path) ? /^(\S+)\s+(\S.*)$/.exec(rest) : systemUser.exec(rest);
  return match === null ? { user: undefined, command: rest } : { user: match[1], command: match[2] ?? "" };
}

function cronEntry(line: string, path: string): StateEntry | undefined {
  const match = special.exec(line) ?? timed.exec(line);
  if (match !== null) {
    const schedule = (match[1] ?? "").replaceAll(/\s+/g, " ");
    if (!/[*@]|\d/.test(schedule)) return undefined;
    const { user, command } = withUser(match[2] ?? "", path);
    return { "user.name": user, "process.command_line": command.trimEnd(), fields: { schedule } };
  }
  const set = assignment.exec(line);
  if (set === null) return undefined;
  return { "event.action": "cron_environment", fields: { variable: set[1] ?? "", value: set[2] ?? "" } };
}

/** Tables of cron, those of users and those of the system. */
export const crontab = stateFormat({
  id: "crontab",
  names: { zh: "计划任务表（crontab）", en: "cron table (crontab)" },
  module: "crontab",
  category: "configuration",
  action: "cron_entry",
  references: ["crontab(5)", "cronie: crontab(5)"],
  sure: 82,
  file: /^(?:crontab|anacrontab|crontab-l?\b.*|root)$/,
  entry(line, path) {
    return cronEntry(line, path);
  },
});
