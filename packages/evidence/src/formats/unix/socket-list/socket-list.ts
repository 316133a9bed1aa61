import { isAddress, plainAddress } from "../../generic/address/address.ts";
import type { StateEntry } from "../state/state-format.ts";
import { captureFormat } from "../state/capture-table.ts";

function header(line: string): readonly string[] | undefined {
  if (line.length > 300 || !/Local ?Address/i.test(line)) return undefined;
  const names = line
    .replace(/Local ?Address(?::Port)?/i, "local")
    .replace(/(?:Foreign|Peer|Remote) ?Address(?::Port)?/i, "peer")
    .replace(/PID\/Program name/i, "program")
    .trim()
    .split(/\s+/)
    .map((name) => name.toLowerCase());
  return names.includes("peer") ? names : undefined;
}

interface End {
  readonly ip: string | undefined;
  readonly port: number | undefined;
}

/** `0.0.0.0:22`, `[::1]:53`, `:::80`, `*:68`, `192.0.2.1%eth0:68`, `192.0.2.1.22` (BSD). */
function endOf(text: string): End {
  const match = /^\[?(.*?)\]?(?:%[\w.-]+)?\]?[:.](\d{1,5}|\*)$/.exec(text);
  const host = plainAddress((match?.[1] ?? "").replace(/%[\w.-]+$/, ""));
  const port = match?.[2] === undefined || match[2] === "*" ? undefined : Number(match[2]);
  return { ip: isAddress(host) ? host : undefined, port: port !== undefined && port <= 65_535 ? port : undefined };
}

const states =
  /^(?:LISTEN(?:ING)?|ESTAB(?:LISHED)?|UNCONN|(?:SYN|FIN|TIME|CLOSE|LAST|CLOSING|CLOSED)[\w-]*|FIN-?_?WAIT\S*)$/i;
const owner = /\(\("([^"]{1,256})",(?:pid=)?(\d{1,10})/;

/** The program a row names, in the way of ss, netstat or Windows. */
function programOf(cells: Readonly<Record<string, string>>, line: string) {
  const ss = owner.exec(line);
  if (ss !== null) return { name: ss[1], pid: Number(ss[2]) };
  const netstat = /\s(\d{1,10})\/(\S[^\n]{0,255}?)\s*$/.exec(line);
  if (netstat !== null) return { name: netstat[2]?.replace(/:$/, ""), pid: Number(netstat[1]) };
  const pid = cells["pid"];
  return pid !== undefined && /^\d{1,10}$/.test(pid) ? { name: undefined, pid: Number(pid) } : undefined;
}

/** The side that was called has the smaller port; of a listening socket only the own side is known. */
function sides(local: End, peer: End): StateEntry {
  const called = peer.port === undefined || (local.port ?? 0) <= peer.port;
  const [from, to] = called ? [peer, local] : [local, peer];
  return {
    "source.ip": from.ip === "0.0.0.0" || from.ip === "::" ? undefined : from.ip,
    "source.port": from.port === 0 ? undefined : from.port,
    "destination.ip": to.ip,
    "destination.port": to.port,
  };
}

function row(cells: Readonly<Record<string, string>>, line: string): StateEntry | undefined {
  const first = cells["proto"] ?? cells["netid"] ?? "";
  const local = endOf(cells["local"] ?? "");
  const peer = endOf(cells["peer"] ?? "");
  const protocol = /^(tcp|udp|raw|icmp|sctp|dccp)/i.exec(first)?.[1]?.toLowerCase();
  const state = [cells["state"] ?? "", first].find((word) => states.test(word));
  if (local.port === undefined && peer.port === undefined && protocol === undefined) return undefined;
  const program = programOf(cells, line);
  const listening = /^(?:LISTEN|UNCONN)/i.test(state ?? "") || (protocol === "udp" && peer.port === undefined);
  return {
    "event.action": listening ? "socket_listening" : "connection_seen",
    "network.transport": protocol ?? (state === undefined ? undefined : "tcp"),
    ...sides(local, peer),
    "process.name": program?.name,
    "process.pid": program?.pid,
    fields: { local: cells["local"] ?? "", peer: cells["peer"] ?? "", ...(state === undefined ? {} : { state }) },
  };
}

/** What `ss` or `netstat` showed: one event a socket, without time. */
export const socketList = captureFormat({
  id: "socket-capture",
  names: { zh: "网络连接列表（ss / netstat 输出）", en: "list of sockets (ss, netstat)" },
  module: "socket-capture",
  category: "network",
  action: "connection_seen",
  references: ["ss(8)", "netstat(8)"],
  header,
  row,
  aside:
    /^(?:Active (?:Internet|UNIX|Multipath)|\(|unix\s|Proto RefCnt|Netid\s+State\s*$|u_\w+\s|nl\s|p_raw|p_dgr|活动连接)/,
});

function lsofHeader(line: string): readonly string[] | undefined {
  return /^COMMAND\s+PID\s.*\bFD\s+TYPE\s.*\bNAME\s*$/.test(line) ? ["COMMAND", "PID", "rest"] : undefined;
}

const lsofRest =
  /^(?:(\d+)\s+(?:([A-Za-z]\S*)\s+)?)?([\w.@$-]+)\s+((?:cwd|rtd|txt|mem(?:-[rwu])?|DEL|del|NOFD|err|ltx|jld|pd|tr|mmap|\d+[rwu -]?[RWNrwux]?|m\d+))\s+(\S+)\s+(.*)$/;
const lsofSocket = /\b(TCP|UDP|UDPLITE|SCTP)\s+(\S+?)(?:->(\S+))?(?:\s+\((\w+)\))?$/;

function lsofRow(cells: Readonly<Record<string, string>>): StateEntry | undefined {
  const match = lsofRest.exec(cells["rest"] ?? "");
  const pid = Number(cells["PID"]);
  if (match === null || !Number.isInteger(pid)) return undefined;
  const [, , , user = "", descriptor = "", type = "", rest = ""] = match;
  const base: StateEntry = {
    "process.name": cells["COMMAND"],
    "process.pid": pid,
    "user.name": user,
    fields: { FD: descriptor, TYPE: type, NAME: rest },
  };
  const socket = lsofSocket.exec(rest);
  if (socket !== null) {
    return {
      ...base,
      "event.category": "network",
      "event.action": socket[3] === undefined ? "socket_listening" : "connection_seen",
      "network.transport": (socket[1] ?? "").toLowerCase(),
      ...sides(endOf(socket[2] ?? ""), endOf(socket[3] ?? "")),
    };
  }
  const path = /(?:^|\s)(\/\S.*)$/.exec(rest)?.[1];
  return path === undefined ? base : { ...base, "file.path": path.replace(/ \([^()]*\)$/, "") };
}

/** What `lsof` showed: one event an open file or socket, without time. */
export const lsofList = captureFormat({
  id: "lsof-capture",
  names: { zh: "打开文件列表（lsof 输出）", en: "list of open files (lsof)" },
  module: "lsof-capture",
  category: "file",
  action: "file_open_seen",
  references: ["lsof(8)"],
  header: lsofHeader,
  row: lsofRow,
  aside: /^(?:lsof: WARNING|\s+Output information may be incomplete)/,
});
