/** Texts about mails that come in. */
export const mailZh = {
  "mail.not-said": "（邮件未写明）",
  "mail-label.organisation": "单位名称|单位|公司",
  "mail-label.contact": "联系人|姓名",
  "mail-label.phone": "联系电话|电话|手机|联系方式",
  "mail-label.location": "地点|位置|机房|地址",
  "mail-label.systems": "受影响系统|系统",
  "mail-label.answer": "回复|答复|转发",
  "mail-joined.subject": "{number} 收到新邮件：{organisation}",
  "mail-joined.body": "来自：{from}\n主题：{subject}\n\n{text}\n\n原始邮件已作为证据留存。",
  "mail-intake-failed.subject": "无法收取应急邮件",
  "mail-intake-failed.body":
    "自 {since}（{zone}）起无法从 {account} 收取邮件，用邮件发来的应急请求目前看不到。\n原因：{why}\n\n请检查“设置”中的收信设置；在恢复之前，请直接查看该邮箱。",
} as const;
