import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { homeUser } from "../state/host-path.ts";

const longest = 65_536;
const libedit = "_HiStOrY_V2_";

/** libedit writes blanks and other special characters as `\ooo` (vis(3), VIS_WHITE); what is no such escape stays. */
function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  const bytes: number[] = [];
  const raw = Buffer.from(text, "utf8");
  for (let at = 0; at < raw.length; at++) {
    const octal = raw[at] === 92 ? /^\\([0-3][0-7]{2})/.exec(raw.toString("latin1", at, at + 4)) : null;
    if (octal === null) bytes.push(raw[at] ?? 0);
    else {
      bytes.push(Number.parseInt(octal[1] ?? "0", 8));
      at += 3;
    }
  }
  return Buffer.from(bytes).toString("utf8");
}

function toolEvent(tool: string, command: string, { host, path }: ReadContext): LogEvent {
  return {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": "tool-history",
    "event.dataset": tool,
    "event.category": tool === "sql" ? "database" : "process",
    "event.action": tool === "sql" ? "query" : "command_run",
    "event.outcome": "unknown",
    "host.name": host,
    "user.name": homeUser(path),
    "process.command_line": command,
    message: command,
  };
}

function openTool(tool: string, context: ReadContext): LineReader {
  const { sink } = context;
  return {
    line(text) {
      if (text.trim() === "") return sink.skip("blank");
      if (text === libedit) return sink.skip("header");
      sink.event(toolEvent(tool, unescaped(text.slice(0, longest)), context));
    },
    end() {},
  };
}

const sqlWord =
  /^\s*(?:select|insert|update|delete|create|drop|alter|grant|revoke|show|use|describe|desc|set|truncate|load|call|begin|commit|explain|with|copy|flush|kill|exit|quit|\\[a-zA-Z?!])\b|;\s*$/i;
const pythonWord =
  /^\s*(?:import|from|print|def|class|for|while|if|try|except|with|return|exit\(|quit\(|help\(|dir\()\b|^\s*\w+\s*=\s*\S|^\s*\w[\w.]*\(/;

const base = { family: "unix", modules: ["tool-history"], by: "line", splittable: true } as const;

function sniffSql(sample: Sample): number {
  if (/^\.?(?:mysql|mariadb|psql|sqlite|mycli|pgcli)_?history/.test(sample.name)) return 96;
  const share = shareOf(sample, (line) => line === libedit || sqlWord.test(line));
  if (sample.lines[0] === libedit) return share > 0.5 ? 90 : 40;
  const ended = sample.lines.filter((line) => /;\s*$/.test(line)).length;
  return ended < 3 || share < 0.7 ? 0 : Math.round(share * 45);
}

/** Histories of mysql, psql and sqlite3. */
export const sqlHistory: LineFormat = {
  ...base,
  id: "sql-history",
  names: { zh: "数据库客户端命令历史", en: "history of database clients" },
  references: ["mysql(1): MYSQL_HISTFILE", "psql(1): HISTFILE", "libedit: editrc(5)"],
  sniff: sniffSql,
  open: (context) => openTool("sql", context),
};

/** History of the Python prompt and of other prompts that keep plain lines. */
export const pythonHistory: LineFormat = {
  ...base,
  id: "python-history",
  names: { zh: "Python 交互命令历史", en: "history of the Python prompt" },
  references: ["Python: site, readline configuration"],
  sniff(sample) {
    if (/^\.?(?:python|ipython|node_repl|irb|php|rediscli)_?history/.test(sample.name)) return 95;
    if (sample.lines[0] === libedit) return Math.round(shareOf(sample, (line) => pythonWord.test(line)) * 80);
    return 0;
  },
  open: (context) => openTool("python", context),
};
