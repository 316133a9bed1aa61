import type { MeasuringWords } from "../en/measuring.ts";

export const measuring: MeasuringWords = {
  hours: {
    title: "工时",
    none: "尚无工时。写下做了什么、用了多久；写错了用新的一条更正，原条目不改。",
    total: (all, billable) => `合计 ${all}，其中计费 ${billable}`,
    perPerson: "按人员",
    perCase: "按案件",
    person: "人员",
    startedAt: "开始时间",
    minutes: "分钟",
    spent: "用时",
    purpose: "工作内容",
    billable: "计费",
    notBillable: "不计费",
    add: "记录工时",
    correct: "更正",
    correctTitle: "更正工时条目",
    correctWhy: "原条目保留不动，以新条目计算。填 0 分钟表示作废。",
    reason: "更正原因",
    corrected: "已更正",
    takenOut: "已作废",
    by: (name) => `${name} 填写`,
    duration: (hours, minutes) =>
      hours === 0 ? `${minutes} 分钟` : minutes === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes} 分钟`,
  },
};
