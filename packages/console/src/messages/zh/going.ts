import type { GoingWords } from "../en/going.ts";

/** 派谁去：候选、逐人派单及其结果。 */
export const going: GoingWords = {
  title: "就近派人",
  why: "先看是否当班，再看是否擅长该类事件，再看谁到得早。每次只问一人，十分钟内接单有效。",
  none: "没有可问的人：请在“值守”中添加处置人员，或建立填有地点与技能的处置小组。",
  onDuty: "当班",
  offDuty: "未当班",
  skilled: "对口",
  travel: (minutes) => (minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`),
  noTravel: "路程不详",
  busy: (count) => `另有 ${count} 起在办`,
  begin: "按此顺序派单",
  rounds: "派单记录",
  asking: (name, at) => `正在等 ${name} 答复，${at} 前有效`,
  states: {
    offering: "派单中",
    accepted: "已接单",
    "handed-over": "无人接单，已通知应急小组",
    stopped: "已停止",
  },
  outcomes: { accepted: "接单", declined: "拒绝", silent: "逾时未答复", withdrawn: "已收回" },
  stop: "停止派单",
  stopTitle: "停止本轮派单",
  stopReason: "理由",
  notice: {
    accept: "接单",
    decline: "拒绝",
    states: {
      offered: "尚未答复。",
      accepted: "您已接单，谢谢。",
      declined: "您已拒绝，已改派他人。",
      withdrawn: "接单时限已过，或已有他人接单。",
      "under-way": "任务进行中。",
      arrived: "任务进行中。",
      left: "任务已结束。",
    },
    late: "仍要接单",
  },
};
