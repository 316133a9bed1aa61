import type { Indicator, Persistence, Recommendation } from "@stanch/model/answer";
import type { EventSource } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { Act } from "./act-table.ts";
import { citedId } from "./cited-event.ts";
import type { BuiltThread } from "./thread-list.ts";

interface Facts {
  readonly threads: readonly BuiltThread[];
  readonly persistence: readonly Persistence[];
  readonly indicators: readonly Indicator[];
  readonly sources: readonly EventSource[];
}
const logins = new Set<Act>(["guess-success", "login"]);
type Draft = Omit<Recommendation, "id">;
const MAX_EVENTS = 50;

const text = (zh: string, en: string): Text => ({ zh, en });
const eventsOf = (facts: Facts, act: Act): string[] =>
  facts.threads
    .flatMap((one) =>
      one.deeds
        .filter((deed) => deed.act === act)
        .flatMap((deed) => deed.events.slice(0, 2).map((cited) => citedId(cited, facts.sources))),
    )
    .slice(0, 10);
const inside = (facts: Facts): readonly BuiltThread[] => facts.threads.filter((one) => one.thread.succeeded);
const did = (facts: Facts, ...wanted: Act[]): boolean =>
  inside(facts).some((one) => one.deeds.some((deed) => wanted.includes(deed.act) && deed.outcome === "success"));

const zhNames = (values: readonly string[]): string => values.join("、");
const enNames = (values: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(values);

/** One measure for all addresses: they are blocked at one place and at one time. */
function blockAddresses(facts: Facts): Draft[] {
  const attackers = facts.indicators.filter((one) => one.type === "ip" && one.role === "attacker" && one.block);
  if (attackers.length === 0) return [];
  const addresses = attackers.map((one) => one.value);
  return [
    {
      phase: "contain",
      priority: "now",
      target: addresses.join(", "),
      d3fend: "D3-ITF",
      measure: text(`在边界阻断来自 ${zhNames(addresses)} 的访问`, `Block ${enNames(addresses)} at the edge`),
      reason: text(
        "攻击来自这些地址；攻击者可能换址，阻断不能代替根除",
        "The attack came from there; intruders change addresses, so this does not replace eradication",
      ),
      events: attackers.flatMap((one) => one.events.slice(0, addresses.length > 1 ? 1 : 3)).slice(0, MAX_EVENTS),
    },
  ];
}

function isolateHosts(facts: Facts): Draft[] {
  const hosts = [...new Set(inside(facts).flatMap((one) => one.thread.hosts))];
  const targets: (string | undefined)[] = hosts.length === 0 && inside(facts).length > 0 ? [undefined] : hosts;
  return targets.map((host) => ({
    phase: "contain",
    priority: "now",
    ...(host === undefined ? {} : { target: host }),
    d3fend: "D3-BDI",
    measure: text(
      `先采集内存、进程、连接等易失证据，再隔离${host === undefined ? "受害主机" : `主机 ${host}`}，只保留处置用的连接；不要关机或重启`,
      `Take volatile evidence first (memory, processes, connections), then isolate ${host ?? "the host"} but for the responders' access; do not power off or reboot`,
    ),
    reason: text("已确认有人进入该主机", "Somebody got into this host"),
    events: inside(facts)
      .flatMap((one) => one.thread.source.firstEvent ?? [])
      .slice(0, 3),
  }));
}

const removal: Record<Persistence["kind"], (subject: string) => Text> = {
  account: (s) =>
    text(
      `停用账号 ${s}，终止其会话，对其主目录取证后再删除`,
      `Disable ${s}, end all sessions, and delete the account after its home was taken as evidence`,
    ),
  "ssh-key": (s) =>
    text(`从 authorized_keys 删除入侵者的公钥（${s}）`, `Take the intruder's key out of authorized_keys (${s})`),
  cron: (s) => text(`删除计划任务：${s}`, `Remove the scheduled job: ${s}`),
  "systemd-unit": (s) => text(`停用并删除系统单元：${s}`, `Stop and remove the unit: ${s}`),
  "web-shell": (s) =>
    text(
      `保全后删除网页后门 ${s}，并检查同目录及相近时间写入的文件`,
      `Preserve and then remove the web shell ${s}; check files written near it in place and time`,
    ),
  "scheduled-task": (s) => text(`删除计划任务：${s}`, `Remove the scheduled task: ${s}`),
  service: (s) => text(`停用并删除服务：${s}`, `Stop and remove the service: ${s}`),
  "run-key": (s) => text(`删除自启动项：${s}`, `Remove the autostart entry: ${s}`),
  sudoers: (s) => text(`恢复 sudoers：${s}`, `Restore sudoers: ${s}`),
  other: (s) => text(`清除驻留手段：${s}`, `Remove the foothold: ${s}`),
};

/** Accounts of one host are disabled in one measure; everything else is removed one by one. */
function removeFootholds(facts: Facts): Draft[] {
  const rows = Map.groupBy(facts.persistence, (one) =>
    one.kind === "account" ? `account\0${one.host ?? ""}` : `${one.kind}\0${one.host ?? ""}\0${one.subject}`,
  );
  return [...rows.values()].flatMap((group) => {
    const [one] = group;
    if (one === undefined) return [];
    const subjects = group.map((row) => row.subject);
    return {
      phase: "eradicate",
      priority: "now",
      ...(one.host === undefined ? {} : { target: one.host }),
      d3fend: one.kind === "account" ? "D3-AL" : "D3-FR",
      measure: { zh: removal[one.kind](zhNames(subjects)).zh, en: removal[one.kind](enNames(subjects)).en },
      reason: group.length === 1 ? one.statement : text("这些账号由入侵者新建", "The intruder made these accounts"),
      events: group.flatMap((row) => row.events.slice(0, group.length > 1 ? 1 : 3)).slice(0, MAX_EVENTS),
    } satisfies Draft;
  });
}

/** Accounts that an intruder logged in with, by the hosts it did so on. */
function accountsUsed(facts: Facts): Map<string | undefined, string[]> {
  const made = new Set(facts.persistence.filter((one) => one.kind === "account").map((one) => one.subject));
  const used = new Map<string | undefined, string[]>();
  for (const { thread, deeds } of inside(facts)) {
    for (const account of thread.source.accounts) {
      if (made.has(account) || [...used.values()].some((known) => known.includes(account))) continue;
      const host = deeds.find((deed) => logins.has(deed.act) && deed.account === account)?.host;
      used.set(host, [...(used.get(host) ?? []), account]);
    }
  }
  return used;
}

function resetAccounts(facts: Facts): Draft[] {
  return [...accountsUsed(facts)].map(([host, accounts]) => ({
    phase: "contain",
    priority: "now",
    target: accounts.join(", "),
    d3fend: "D3-CR",
    measure: text(
      `重置${host === undefined ? "" : ` ${host} 上`}账号 ${zhNames(accounts)} 的口令和密钥，终止其全部会话，并检查其他系统是否使用同一口令`,
      `Reset password and keys of ${enNames(accounts)}${host === undefined ? "" : ` on ${host}`}, end all sessions, and look for the same password on other systems`,
    ),
    reason: text("入侵者曾用这些账号登录", "The intruder logged in with them"),
    events: [...eventsOf(facts, "guess-success"), ...eventsOf(facts, "login")].slice(0, 3),
  }));
}

interface Rule {
  readonly when: (facts: Facts) => boolean;
  readonly draft: (facts: Facts) => Draft;
}

const fixed =
  (
    phase: Draft["phase"],
    priority: Draft["priority"],
    d3fend: string,
    act: Act,
    measure: Text,
    reason: Text,
  ): ((facts: Facts) => Draft) =>
  (facts) => ({ phase, priority, ...onlyHost(facts), d3fend, measure, reason, events: eventsOf(facts, act) });

/** The host a measure is for when only one was reached. */
function onlyHost(facts: Facts): { target?: string } {
  const hosts = new Set(facts.threads.flatMap((one) => one.thread.hosts));
  const [host] = hosts;
  return hosts.size === 1 && host !== undefined ? { target: host } : {};
}

const rules: readonly Rule[] = [
  {
    when: (f) => did(f, "miner"),
    draft: fixed(
      "eradicate",
      "now",
      "D3-PT",
      "miner",
      text(
        "保全样本后终止挖矿进程，并查其启动来源",
        "Preserve a sample, then end the mining process and find what starts it",
      ),
      text("发现挖矿程序在运行", "A cryptominer was run"),
    ),
  },
  {
    when: (f) => did(f, "privilege", "account-created", "log-wipe", "service-added"),
    draft: fixed(
      "recover",
      "30-days",
      "D3-RS",
      "privilege",
      text(
        "由可信介质重装系统，从入侵之前的备份恢复数据后再上线",
        "Rebuild from trusted media and restore data from a backup older than the intrusion before going live",
      ),
      text(
        "入侵者取得过最高权限，系统文件不再可信",
        "The intruder held the highest rights; system files can no longer be trusted",
      ),
    ),
  },
  {
    when: (f) => did(f, "upload", "web-shell", "exploit-success", "deface"),
    draft: fixed(
      "recover",
      "30-days",
      "D3-RF",
      "web-shell",
      text(
        "用可信的发布版本重新部署网站，逐一核对上传目录和数据库后再上线",
        "Deploy the site again from a trusted release; check the upload folder and the database before it goes live",
      ),
      text(
        "入侵者能以网站的身份写文件，站内文件不再可信",
        "The intruder could write files as the web site; its files can no longer be trusted",
      ),
    ),
  },
  {
    when: (f) => f.threads.some((one) => one.thread.source.vector === "ssh-password"),
    draft: fixed(
      "harden",
      "30-days",
      "D3-MFA",
      "guess",
      text(
        "SSH 停用口令登录，改用密钥和多因素认证，只对管理网段开放，并限制失败次数",
        "Turn off SSH password log-in, use keys and a second factor, open it to the management network only, and limit failures",
      ),
      text("攻击者靠猜测口令进入或试图进入", "The way in, or the attempt, was guessing passwords"),
    ),
  },
  {
    when: (f) => did(f, "upload", "web-shell"),
    draft: fixed(
      "harden",
      "now",
      "D3-EAL",
      "web-shell",
      text(
        "上传目录禁止执行脚本，校验上传类型，修复上传漏洞",
        "Forbid scripts in upload folders, check what is uploaded, and mend the upload flaw",
      ),
      text("入侵者通过网站写入并执行了文件", "The intruder wrote and ran a file through the web site"),
    ),
  },
  {
    when: (f) =>
      f.threads.some(
        (one) => one.thread.source.vector === "web-exploit" || one.deeds.some((deed) => deed.act === "exploit"),
      ),
    draft: fixed(
      "harden",
      "30-days",
      "D3-ITF",
      "exploit",
      text(
        "升级并修复被攻击的网站应用，在其前部署 Web 应用防火墙",
        "Update and mend the attacked web application and put a web application firewall before it",
      ),
      text("网站受到漏洞利用攻击", "The web site was attacked through flaws"),
    ),
  },
  {
    when: (f) => inside(f).length > 0,
    draft: fixed(
      "harden",
      "90-days",
      "D3-OSM",
      "command",
      text(
        "把日志实时送往另一台主机，至少保存六个月，并开启命令审计（auditd）",
        "Send logs to another host as they arise, keep them at least six months, and record commands (auditd)",
      ),
      text("本机日志可被入侵者改写", "An intruder can change logs on the host itself"),
    ),
  },
];

/** Measures that follow from what was found, containment first. None of them is applied without a person's approval. */
export function recommendationsOf(facts: Facts): Recommendation[] {
  const drafts = [
    ...isolateHosts(facts),
    ...blockAddresses(facts),
    ...resetAccounts(facts),
    ...removeFootholds(facts),
    ...rules.filter((rule) => rule.when(facts)).map((rule) => rule.draft(facts)),
  ];
  const order = ["contain", "eradicate", "recover", "harden"];
  return drafts
    .toSorted((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase))
    .map((draft, at) => ({ id: `M${String(at + 1).padStart(2, "0")}`, ...draft }));
}
