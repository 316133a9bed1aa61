/** 派人与现场的文字。 */
export const dispatchZh = {
  "dispatch-offer.subject": "{number} 请您接单：{organisation}",
  "dispatch-offer.body":
    "{name}：\n\n请您{mode}担任{part}，处置 {number}（{title}）。\n单位：{organisation}\n地点：{location}\n路程：{travel}\n\n请在 {until}（{zone}）之前接单或拒绝；逾时将改派下一位。",
  "dispatch-offer.short": "请在 {until} 前接单：{part}，{mode}，{organisation}",
  "dispatch.travel": "约 {minutes} 分钟",
  "dispatch.no-travel": "无法估算",
  "dispatch.nobody": "（没有可派的人）",
  "dispatch-unfilled.subject": "{number} 无人接单，请应急小组接手",
  "dispatch-unfilled.body":
    "{name}：\n\n{number}（{title}）已问过所有处置人员，无人接单。\n单位：{organisation}\n已问：{asked}\n\n请应急小组接手，并指定前往的人员。",
  "dispatch-unfilled.short": "无人接单，请应急小组接手：{organisation}",
} as const;
