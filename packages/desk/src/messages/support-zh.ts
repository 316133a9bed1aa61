/** 案内求援的文字。 */
export const supportZh = {
  "support-research.subject": "{number} 请求研究支援：{organisation}",
  "support-research.body":
    "{name}：\n\n{by} 就 {number}（{title}）请求研究支援：\n\n{question}\n\n请在案件的“人员”页接手。",
  "support-research.short": "{by} 请求研究支援：{organisation}",
  "support-emergency.subject": "{number} 现场无法解决，请应急小组接手：{organisation}",
  "support-emergency.body":
    "{name}：\n\n{by} 报告 {number}（{title}）无法解决：\n\n{question}\n\n请应急小组在案件的“人员”页接手。",
  "support-emergency.short": "{by} 报告无法解决，请应急小组接手：{organisation}",
  "recurred.subject": "{number} 疑似 {previous} 复发：{organisation}",
  "recurred.body":
    "{name}：\n\n{organisation} 的新事件 {number} 与您主办过的 {previous} 相符（同客户同类型、相同指标或同一资产）。\n\n请查看两案并协助现在的主办人。",
  "recurred.short": "疑似 {previous} 复发：{organisation}",
} as const;
