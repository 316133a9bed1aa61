import type { AnswerSheet, Verdict } from "@stanch/model/answer";
import { gradeIncident } from "@stanch/model/level";
import type { GradingFactors } from "@stanch/model/handling";
import { incidentType } from "@stanch/model/incident-type";
import type { Text } from "@stanch/model/text";
import type { BuiltThread } from "./thread-list.ts";

/** incident: somebody got in. suspected: attempts, or signs without proof. no-incident: neither. */
export function verdictOf(threads: readonly BuiltThread[]): Verdict {
  if (threads.some((one) => one.thread.succeeded && one.thread.confidence !== "low")) return "incident";
  return threads.length > 0 ? "suspected" : "no-incident";
}

/** Primary type from the gravest thread, the others as secondary. */
export function typeOf(threads: readonly BuiltThread[]): AnswerSheet["type"] {
  const grave = threads.some((one) => one.thread.succeeded) ? threads.filter((one) => one.thread.succeeded) : threads;
  const types = new Set(grave.flatMap((one) => [one.thread.type, ...one.types]));
  const [key] = types;
  return { scheme: "GB/T 20986-2023", key: key ?? null, secondary: [...types].slice(1) };
}

const loss: Readonly<Record<string, GradingFactors["loss"]>> = {
  "MAL-07": "severe",
  "DS-05": "considerable",
  "NA-09": "considerable",
  "MAL-08": "considerable",
};

/**
 * The level that the evidence alone supports. Importance of the object and social harm are not in logs: the general case is
 * assumed and said; people set the true values at the determination.
 */
export function levelOf(verdict: Verdict, type: AnswerSheet["type"]): AnswerSheet["level"] {
  const unknown = { importance: "unknown", loss: "unknown", harm: "unknown" } as const;
  if (verdict !== "incident") {
    const explain: Text = { zh: "未认定为安全事件，不定级", en: "Not determined to be an incident; no level" };
    return { value: null, rule: "none", factors: unknown, assumptions: [], explain };
  }
  const worst = [type.key ?? "", ...type.secondary].map((key) => loss[key]).find((one) => one !== undefined) ?? "minor";
  const graded = gradeIncident({ importance: "general", loss: worst, harm: "general" });
  return {
    value: graded.level,
    rule: graded.rules.map((rule) => rule.id).join(" "),
    factors: { ...unknown, loss: worst },
    assumptions: [
      {
        zh: "受影响对象按“一般”计；若为重要系统或关键信息基础设施，等级会更高",
        en: "The affected object is taken as general; for an important system or critical infrastructure the level is higher",
      },
      {
        zh: "社会危害按“一般”计；涉及个人信息或公众服务时须由人重新判定",
        en: "Social harm is taken as general; where personal information or public service is touched, people must decide anew",
      },
    ],
    explain: graded.explain,
  };
}

const names = (values: readonly string[], most: number): string =>
  values.length <= most ? values.join(", ") : `${values.slice(0, most).join(", ")} …`;
const or = (value: string, fallback: string): string => (value === "" ? fallback : value);

const ways: Readonly<Record<string, Text>> = {
  "ssh-password": { zh: "SSH 口令", en: "an SSH password" },
  "ssh-key": { zh: "SSH 密钥", en: "an SSH key" },
  rdp: { zh: "远程桌面", en: "remote desktop" },
  smb: { zh: "SMB 网络登录", en: "an SMB log-in" },
  "web-exploit": { zh: "网站漏洞", en: "a flaw of the web site" },
  "web-shell": { zh: "网页后门", en: "a web shell" },
  "web-login": { zh: "网站登录", en: "a web log-in" },
  ftp: { zh: "FTP", en: "FTP" },
  mail: { zh: "邮件服务", en: "the mail service" },
  database: { zh: "数据库", en: "the database" },
  "supply-chain": { zh: "供应链", en: "the supply chain" },
  insider: { zh: "内部人员", en: "an insider" },
  physical: { zh: "物理接触", en: "physical access" },
  dns: { zh: "DNS", en: "DNS" },
  unknown: { zh: "尚不明确的途径", en: "a way not yet known" },
};

/** One sentence that a tired person understands. */
export function summaryOf(verdict: Verdict, threads: readonly BuiltThread[], events: number): Text {
  const [main] = threads;
  if (verdict === "no-incident" || main === undefined) {
    return {
      zh: `在 ${events} 条日志事件中没有发现入侵迹象；这不等于没有发生，见“证据不能说明的”`,
      en: `No sign of an intrusion in ${events} events; that is not proof of none: see what the evidence cannot show`,
    };
  }
  const { thread } = main;
  const type = incidentType(thread.type)?.name ?? { zh: thread.type, en: thread.type };
  const from = {
    zh: or(names(thread.source.ips, 3), "来源不明"),
    en: or(names(thread.source.ips, 3), "an unknown source"),
  };
  const hosts = { zh: or(names(thread.hosts, 3), "受害主机"), en: or(names(thread.hosts, 3), "the host") };
  const way = ways[thread.source.vector] ?? ways["unknown"] ?? { zh: "", en: "" };
  const when = thread.first ?? "";
  const more =
    threads.length > 1
      ? { zh: `；另有 ${threads.length - 1} 条线索`, en: `; ${threads.length - 1} more threads` }
      : { zh: "", en: "" };
  if (verdict === "incident") {
    return {
      zh: `${when} 起，入侵者（${from.zh}）通过${way.zh}进入${hosts.zh}：${type.zh}${more.zh}`,
      en: `From ${when}, an intruder (${from.en}) got into ${hosts.en} through ${way.en}: ${type.en}${more.en}`,
    };
  }
  return {
    zh: `${when} 起，${from.zh} 试图通过${way.zh}攻击${hosts.zh}，没有看到成功的证据：${type.zh}${more.zh}`,
    en: `From ${when}, ${from.en} tried ${way.en} against ${hosts.en}; no evidence of success: ${type.en}${more.en}`,
  };
}
