import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { homeUser } from "../state/host-path.ts";

interface Run {
  readonly shell: string;
  readonly seconds: number | undefined;
  readonly command: string;
  readonly user: string | undefined;
  readonly host: string | undefined;
}

function commandRun(run: Run): LogEvent {
  return {
    time: run.seconds === undefined ? undefined : run.seconds * 1e6,
    digits: 0,
    basis: run.seconds === undefined ? "none" : "stated",
    offset: -1,
    record: 0,
    "event.module": "shell",
    "event.dataset": run.shell,
    "event.category": "process",
    "event.action": "command_run",
    "event.outcome": "unknown",
    "host.name": run.host,
    "user.name": run.user,
    "process.command_line": run.command,
    message: run.command,
  };
}

const bashTime = /^#(\d{9,10})$/;
const maxCommand = 65_536;

/** An event is given when it ends: commands may run over several lines. */
function joiner(context: ReadContext, shell: string) {
  const user = homeUser(context.path);
  let open: LogEvent | undefined;
  const flush = (): void => {
    if (open !== undefined) context.sink.event(open);
    open = undefined;
  };
  return {
    begin(seconds: number | undefined, command: string, offset: number, record: number): void {
      flush();
      open = commandRun({ shell, seconds, command, user, host: context.host });
      open.offset = offset;
      open.record = record;
    },
    join(text: string): boolean {
      if (open === undefined) return false;
      const line = `${open["process.command_line"] ?? ""}\n${text}`;
      if (line.length <= maxCommand) {
        open["process.command_line"] = line;
        open.message = line;
      }
      context.sink.skip("joined");
      return true;
    },
    flush,
  };
}

function openBash(context: ReadContext): LineReader {
  const runs = joiner(context, "bash");
  let seconds: number | undefined;
  let fresh = false;
  return {
    line(text, offset, record) {
      const time = bashTime.exec(text);
      if (time !== null) {
        seconds = Number(time[1]);
        fresh = true;
        context.sink.skip("header");
      } else if (text.trim() === "") context.sink.skip("blank");
      else if (seconds !== undefined && !fresh && runs.join(text)) return;
      else {
        runs.begin(seconds, text, offset, record);
        fresh = false;
      }
    },
    end: runs.flush,
  };
}

const zshLine = /^: (\d{9,10}):\d+;(.*)$/s;

function openZsh(context: ReadContext): LineReader {
  const runs = joiner(context, "zsh");
  let continued = false;
  return {
    line(text, offset, record) {
      const match = zshLine.exec(text);
      if (match !== null) runs.begin(Number(match[1]), match[2] ?? "", offset, record);
      else if (!continued || !runs.join(text)) {
        continued = false;
        return context.sink.unparsed();
      }
      continued = text.endsWith("\\");
    },
    end: runs.flush,
  };
}

const fishCommand = /^- cmd: (.*)$/s;
const fishTime = /^ {2}when: (\d{9,10})$/;

function openFish(context: ReadContext): LineReader {
  const user = homeUser(context.path);
  let open: LogEvent | undefined;
  const flush = (): void => {
    if (open !== undefined) context.sink.event(open);
    open = undefined;
  };
  return {
    line(text, offset, record) {
      const command = fishCommand.exec(text)?.[1];
      const when = fishTime.exec(text);
      if (command !== undefined) {
        flush();
        open = commandRun({ shell: "fish", seconds: undefined, command, user, host: context.host });
        open.offset = offset;
        open.record = record;
      } else if (open !== undefined && when !== null) {
        open.time = Number(when[1]) * 1e6;
        open.basis = "stated";
        context.sink.skip("joined");
      } else if (open !== undefined && text.startsWith("  ")) context.sink.skip("joined");
      else context.sink.unparsed();
    },
    end: flush,
  };
}

const shellWord =
  /^\s*(?:sudo |\.\/|\/|cd|ls|cat|vi|vim|nano|rm|cp|mv|ps|ss|w|id|whoami|uname|wget|curl|chmod|chown|mkdir|apt|yum|systemctl|service|ssh|scp|tar|grep|find|echo|export|history|exit|su|crontab|kill|tail|less|top|df|ip|ifconfig|netstat|python\d?|bash|sh|docker|git|make|man|passwd|useradd|unset|iptables|nohup|mysql|php)(?:\s|$|\/|[;&|-])/;

function sniffBash(sample: Sample): number {
  if (/^\.?(?:ba|a)?sh_history|^\.?(?:bash_)?history/.test(sample.name)) return 96;
  const times = sample.lines.filter((line) => bashTime.test(line)).length;
  if (times > 0 && times >= sample.lines.length * 0.2) return 90;
  return sample.lines.length < 3 ? 0 : Math.round(shareOf(sample, (line) => shellWord.test(line)) * 60);
}

const base = { family: "unix", modules: ["shell"], by: "line", splittable: false } as const;

/** History of bash and other Bourne shells, with and without times. */
export const bashHistory: LineFormat = {
  ...base,
  id: "bash-history",
  names: { zh: "bash 命令历史", en: "bash history" },
  references: ["bash(1): HISTTIMEFORMAT"],
  sniff: sniffBash,
  open: openBash,
};

/** Extended history of zsh. */
export const zshHistory: LineFormat = {
  ...base,
  id: "zsh-history",
  names: { zh: "zsh 命令历史", en: "zsh history" },
  references: ["zshoptions(1): EXTENDED_HISTORY"],
  sniff: (sample) => Math.round(shareOf(sample, (line) => zshLine.test(line)) * 97),
  open: openZsh,
};

/** History of fish. */
export const fishHistory: LineFormat = {
  ...base,
  id: "fish-history",
  names: { zh: "fish 命令历史", en: "fish history" },
  references: ["fish: history file format"],
  sniff: (sample) => Math.round(shareOf(sample, (line) => fishCommand.test(line)) * 97),
  open: openFish,
};
