import { fill } from "@stanch/model/error";
import type { Text } from "@stanch/model/text";

/** What the machine checklist says about a report, by rule of the house's report standard. */
const texts = {
  R01: { zh: "缺少内容", en: "nothing is written here" },
  R02: { zh: "中英文所含数字不同：{zh} / {en}", en: "Chinese and English carry different numbers: {zh} / {en}" },
  R03: { zh: "事实陈述没有引用证据", en: "a fact cites no evidence" },
  "R03.unknown": { zh: "引用了不存在的证据 {id}", en: "cites evidence {id}, which does not exist" },
  R04: { zh: "{id} 现存字节的哈希与记录不一致", en: "the stored bytes of {id} no longer have the recorded hash" },
  "R05.order": { zh: "时间线未按时间排列", en: "the timeline is not in order of time" },
  "R05.future": { zh: "有事件晚于报告日期 {made}", en: "an event lies after the date of the report, {made}" },
  "R05.span": { zh: "最早时间晚于最晚时间", en: "first seen lies after last seen" },
  R06: { zh: "时间线条目没有主机、账号或来源", en: "a row of the timeline has neither host nor account nor source" },
  R07: { zh: "根本原因未说明", en: "the root cause is not stated" },
  "R08.type": { zh: "类型 {key} 不在 GB/T 20986-2023 表中", en: "type {key} is not in the table of GB/T 20986-2023" },
  "R08.none": { zh: "判定为安全事件但没有类型", en: "a security incident without a type" },
  "R08.level": {
    zh: "等级 {value} 与规则结果 {computed} 不同，且没有改定理由",
    en: "level {value} differs from the rules' {computed} without a stated override",
  },
  R09: { zh: "缺少量化因素“{key}”（可填“未知”）", en: 'the quantity "{key}" is absent ("unknown" is allowed)' },
  R10: {
    zh: "法定时限 {id} 既无到期时间，也无完成记录或不适用理由",
    en: "legal duty {id} has neither due time nor proof nor a reason why it does not apply",
  },
  "R11.unknown": { zh: "ATT&CK {version} 中没有 {id}", en: "ATT&CK {version} has no {id}" },
  "R11.revoked": { zh: "{id} 已被 {by} 取代", en: "{id} was replaced by {by}" },
  R12: { zh: "技术 {id} 不属于战术 {tactic}", en: "technique {id} does not belong to tactic {tactic}" },
  R13: { zh: "技术 {id} 没有证据", en: "technique {id} has no evidence" },
  "R14.form": { zh: "指标值不符合其类型：{value}", en: "an indicator does not have the form of its type: {value}" },
  "R14.block": { zh: "内部地址 {value} 被标为应封堵", en: "the inner address {value} is marked to be blocked" },
  R16: { zh: "措辞绝对：“{word}”", en: 'absolute wording: "{word}"' },
  "R16.both": { zh: "同一句同时给出可能性与置信度", en: "one sentence carries both likelihood and confidence" },
  R17: { zh: "归因没有给出其他可能", en: "the attribution names no alternative" },
  R18: { zh: "有入侵结论但没有任何建议", en: "an intrusion without a single recommendation" },
  "R18.owner": { zh: "建议“{id}”没有负责人", en: 'recommendation "{id}" has no owner' },
  "R19.result": { zh: "处置“{what}”没有结果", en: 'action "{what}" has no result' },
  "R19.same": { zh: "处置“{what}”由执行者自己批准", en: 'action "{what}" was approved by the one who did it' },
  R20: { zh: "没有列出局限性", en: "no limitation is listed" },
  R21: { zh: "工具 {name} 没有版本", en: "tool {name} has no version" },
  "R22.gap": { zh: "{id} 的保管链在第 {seq} 条中断", en: "the custody chain of {id} breaks at line {seq}" },
  "R22.none": { zh: "{id} 没有保管记录", en: "{id} has no custody record" },
  R23: { zh: "TLP {tlp} 低于所含材料的 {strictest}", en: "TLP {tlp} is below that of what it contains, {strictest}" },
  R24: { zh: "疑似含有口令、令牌或证件号码", en: "seems to contain a password, token or identity number" },
  R25: { zh: "数据外泄的结论没有证据", en: "the claim about exfiltration names no evidence" },
  "R26.same": { zh: "作者与批准人是同一人：{name}", en: "author and approver are the same person: {name}" },
  "R26.none": { zh: "正式报告没有批准人", en: "a final report without an approver" },
  R27: { zh: "交付件与归档件哈希不同", en: "the delivered and the archived copy differ" },
  R28: { zh: "含有占位文字：“{word}”", en: 'holds placeholder text: "{word}"' },
  R29: {
    zh: "摘要中的数字 {name}={stated} 与正文 {counted} 不符",
    en: "the summary says {name}={stated}, the body {counted}",
  },
} as const satisfies Record<string, Text>;

export type LintKey = keyof typeof texts;

/** A finding of the checklist in both languages. */
export function lintText(key: LintKey, params: Readonly<Record<string, string>> = {}): Text {
  return { zh: fill(texts[key].zh, params), en: fill(texts[key].en, params) };
}
