import type { StateEntry } from "../state/state-format.ts";
import { stateFormat } from "../state/state-format.ts";

const rule =
  /^(%?[\w.@\\#+-]{1,128}(?:,\s*%?[\w.@\\#+-]{1,128}){0,32})\s+([\w.,!-]{1,256})\s*=\s*(?:\(([^)]{0,256})\)\s*)?((?:[A-Z_]{4,20}:\s*){0,8})(!?(?:ALL\b|\/|sudoedit\b|[A-Z][A-Z0-9_]{1,64}(?=\s*(?:,|$))).*)$/;
const defaults = /^Defaults\S*\s+(\S.*)$/;
const alias = /^(?:User|Runas|Host|Cmnd|Cmd)_Alias\s+(\S.*)$/;
const include = /^[@#]include(?:dir)?\s+(\S.*)$/;

function sudoEntry(line: string): StateEntry | undefined {
  const text = line.trim();
  const other = defaults.exec(text) ?? alias.exec(text) ?? include.exec(text);
  if (other !== null) return { "event.action": "sudo_setting", fields: { setting: text } };
  const match = rule.exec(text);
  if (match === null) return undefined;
  const [, who = "", hosts = "", runas = "root", tags = "", commands = ""] = match;
  const fields: Record<string, string> = { who, hosts, runas, commands };
  if (tags !== "") fields["tags"] = tags.trim();
  const group = who.startsWith("%") ? who.slice(1) : undefined;
  return {
    "user.name": group === undefined ? who : undefined,
    "group.name": group,
    "process.command_line": commands,
    fields,
  };
}

/** Who may do what as whom by sudo. */
export const sudoers = stateFormat({
  id: "sudoers",
  names: { zh: "sudo 授权规则（sudoers）", en: "rules of sudo (sudoers)" },
  module: "sudoers",
  category: "configuration",
  action: "sudo_rule",
  references: ["sudoers(5)"],
  sure: 85,
  file: /^sudoers$/,
  comment: /^\s*(?:#|\\?$)/,
  entry: sudoEntry,
});
