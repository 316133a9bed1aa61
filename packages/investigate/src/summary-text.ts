import type { Vector, Verdict } from "@stanch/model/answer";
import { incidentType } from "@stanch/model/incident-type";
import { formatInstant } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import { type Act, actTable } from "./act-table.ts";
import { compareDeeds } from "./deed.ts";
import type { BuiltThread } from "./thread-list.ts";

const ways: Readonly<Record<Vector, Text>> = {
  "ssh-password": { zh: " SSH 口令", en: "an SSH password" },
  "ssh-key": { zh: " SSH 密钥", en: "an SSH key" },
  rdp: { zh: "远程桌面", en: "remote desktop" },
  smb: { zh: " SMB 网络登录", en: "an SMB log-in" },
  "web-exploit": { zh: "网站漏洞", en: "a flaw of the web site" },
  "web-shell": { zh: "网页后门", en: "a web shell" },
  "web-login": { zh: "网站登录", en: "a web log-in" },
  ftp: { zh: " FTP 服务", en: "FTP" },
  mail: { zh: "邮件服务", en: "the mail service" },
  database: { zh: "数据库", en: "the database" },
  "supply-chain": { zh: "供应链", en: "the supply chain" },
  insider: { zh: "内部人员", en: "an insider" },
  physical: { zh: "物理接触", en: "physical access" },
  dns: { zh: " DNS 服务", en: "DNS" },
  unknown: { zh: "尚不明确的途径", en: "a way not yet known" },
};

/** What followed the entry, in a few words; acts that are a way in themselves, or say little, are not told here. */
const followed: Partial<Readonly<Record<Act, Text>>> = {
  "web-shell": { zh: "使用网页后门", en: "used a web shell" },
  "account-created": { zh: "新建账号", en: "made an account" },
  "key-added": { zh: "写入 SSH 公钥", en: "added an SSH key" },
  "cron-added": { zh: "设置计划任务", en: "set a scheduled job" },
  "service-added": { zh: "新增系统服务", en: "added a service" },
  persistence: { zh: "留下驻留手段", en: "left a foothold" },
  "tool-download": { zh: "下载工具", en: "fetched tools" },
  credentials: { zh: "窃取凭据", en: "took credentials" },
  lateral: { zh: "向其他主机移动", en: "moved on to other hosts" },
  collection: { zh: "收集数据", en: "gathered data" },
  exfiltration: { zh: "传出数据", en: "sent data out" },
  tunnel: { zh: "建立隧道", en: "opened a tunnel" },
  c2: { zh: "与控制端通信", en: "contacted a controller" },
  miner: { zh: "运行挖矿程序", en: "ran a cryptominer" },
  ransom: { zh: "加密文件勒索", en: "encrypted files for ransom" },
  deface: { zh: "篡改网页", en: "changed web pages" },
  "log-wipe": { zh: "清除日志", en: "wiped logs" },
  "log-stop": { zh: "停用日志或安全软件", en: "stopped logging or protection" },
};
const MOST_ACTS = 5;
const zhList = new Intl.ListFormat("zh", { type: "conjunction", style: "narrow" });
const enList = new Intl.ListFormat("en", { type: "conjunction" });

const listed = (values: readonly string[], most: number): string =>
  values.length <= most ? values.join(", ") : `${values.slice(0, most).join(", ")} … (${values.length})`;

const moment = (time: number): string => formatInstant(time, 0).replace("T", " ").replace("Z", " UTC");

/** Acts after the entry worth naming, the gravest ones, in the order in which they happened. */
function afterwards({ deeds, entered, thread }: BuiltThread): Text[] {
  const acts = new Map<Act, number>();
  for (const deed of deeds.toSorted(compareDeeds)) {
    if (deed.outcome === "success" && followed[deed.act] !== undefined && !acts.has(deed.act))
      acts.set(deed.act, acts.size);
  }
  if (thread.source.vector === "web-shell" || entered === undefined) acts.delete("web-shell");
  const gravest = [...acts.keys()].sort((a, b) => actTable[b].weight - actTable[a].weight).slice(0, MOST_ACTS);
  return gravest.sort((a, b) => (acts.get(a) ?? 0) - (acts.get(b) ?? 0)).flatMap((act) => followed[act] ?? []);
}

function typeName(key: string): Text {
  return incidentType(key)?.name ?? { zh: key, en: key };
}

function others(count: number): Text {
  if (count === 0) return { zh: "", en: "" };
  return {
    zh: `另有 ${count} 条线索。`,
    en: count === 1 ? " One more thread is described." : ` ${count} more threads are described.`,
  };
}

function intrusion(main: BuiltThread, more: Text): Text {
  const { thread, entered } = main;
  const { ips, accounts, vector } = thread.source;
  const acts = afterwards(main);
  const when =
    entered === undefined ? thread.first?.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC") : moment(entered);
  const hosts = listed(thread.hosts, 3);
  const from = listed(ips, 3);
  const type = typeName(thread.type);
  const account = vector.startsWith("web") ? "" : listed(accounts, 3);
  const zh = [
    when === undefined ? "" : `${when}，`,
    from === "" ? "来源不明的入侵者" : `入侵者（${from}）`,
    `通过${ways[vector].zh}${account === "" ? "" : `（账号 ${account}）`}`,
    hosts === "" ? "进入受害主机" : `进入 ${hosts}`,
    acts.length === 0 ? "" : `，随后${zhList.format(acts.map((act) => act.zh))}`,
    `。事件类型：${type.zh}。${more.zh}`,
  ];
  const en = [
    when === undefined ? "" : `On ${when}, `,
    from === "" ? "an intruder of unknown origin" : `an intruder (${from})`,
    ` got into ${hosts === "" ? "the host" : hosts} through ${ways[vector].en}`,
    account === "" ? "" : ` (account ${account})`,
    acts.length === 0 ? "" : `, and then ${enList.format(acts.map((act) => act.en))}`,
    `. Type: ${type.en}.${more.en}`,
  ];
  return { zh: zh.join(""), en: upper(en.join("")) };
}

const upper = (sentence: string): string => sentence.slice(0, 1).toUpperCase() + sentence.slice(1);

function suspicion({ thread }: BuiltThread, more: Text): Text {
  const from = listed(thread.source.ips, 3);
  const hosts = listed(thread.hosts, 3);
  const type = typeName(thread.type);
  const start = thread.first?.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC");
  const since = start === undefined ? { zh: "", en: "" } : { zh: `${start} 起，`, en: `From ${start}, ` };
  if (from === "" || thread.succeeded) {
    return {
      zh: `${since.zh}${hosts === "" ? "证据中" : ` ${hosts} 上`}有可疑迹象，尚不能证实有人入侵。可能的类型：${type.zh}。${more.zh}`,
      en: upper(
        `${since.en}there are suspicious signs${hosts === "" ? "" : ` on ${hosts}`}; that somebody got in is not proven. Possible type: ${type.en}.${more.en}`,
      ),
    };
  }
  if (thread.source.vector === "unknown") {
    return {
      zh: `${since.zh}${from} 探测或攻击${hosts === "" ? "主机" : ` ${hosts}`}，没有得手的记录。事件类型：${type.zh}。${more.zh}`,
      en: upper(
        `${since.en}${from} probed or attacked ${hosts === "" ? "the host" : hosts}; no record shows success. Type: ${type.en}.${more.en}`,
      ),
    };
  }
  const way = ways[thread.source.vector];
  return {
    zh: `${since.zh}${from} 试图通过${way.zh}攻击${hosts === "" ? "主机" : ` ${hosts}`}，没有得手的记录。事件类型：${type.zh}。${more.zh}`,
    en: upper(
      `${since.en}${from} tried to get into ${hosts === "" ? "the host" : hosts} through ${way.en}; no record shows success. Type: ${type.en}.${more.en}`,
    ),
  };
}

/** The conclusion in a sentence or two that a tired person understands. */
export function summaryOf(verdict: Verdict, threads: readonly BuiltThread[], events: number): Text {
  const [main] = threads;
  if (events === 0) {
    return {
      zh: "证据中没有读出任何日志事件，无从判断是否有人入侵，见“证据不能说明的”。",
      en: "No log event could be read from the evidence, so it cannot be told whether anybody got in: see what the evidence cannot show.",
    };
  }
  if (verdict === "no-incident" || main === undefined) {
    return {
      zh: `在 ${events} 条日志事件中没有发现入侵迹象。这不等于没有发生，见“证据不能说明的”。`,
      en: `No sign of an intrusion was found in ${events} log ${events === 1 ? "event" : "events"}. That is not proof of none: see what the evidence cannot show.`,
    };
  }
  const more = others(threads.length - 1);
  return verdict === "incident" ? intrusion(main, more) : suspicion(main, more);
}
