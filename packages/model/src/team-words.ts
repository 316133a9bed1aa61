import type { Text } from "./text.ts";

/*
 * What stands on the pages on privacy and law until the administrator writes something else. Every sentence is what this program does;
 * a change of what is stored changes these words.
 */

function joined(parts: readonly Text[]): Text {
  return { zh: parts.map(({ zh }) => zh).join("\n\n"), en: parts.map(({ en }) => en).join("\n\n") };
}

/** What is stored of whoever asks for help, what for, how long, and who sees it. */
export const privacyDraft: Text = joined([
  {
    zh: "我们保存什么：请求表单中填写的内容（单位、联系人姓名、电话、邮箱、所在地、受影响的系统、所见现象和描述）、收到时间、经表单或邮件提交时的来源；您交给我们的证据文件；案件处理中的通话、通知、建议与文件的记录；您在进度页上所做的确认、对措施的答复、会签与评价及其时间。",
    en: "What we keep: what the request form says (organisation, name, phone, mail, place, systems, what was seen, description), when it arrived and which way; evidence that you hand over; the record of calls, notices, advice and documents of the case; what you confirm, answer about measures, countersign and rate on your page, and when.",
  },
  {
    zh: "用途：仅用于处理该安全事件、证明处理经过、履行合同与法定报告义务。我们不出售数据，不用于广告，公开页面不含任何第三方内容、统计或跟踪程序。",
    en: "What for: only to handle this incident, to prove how it was handled, and to meet contracts and legal duties to report. Nothing is sold or used for advertising. Public pages hold nothing of third parties, no statistics and no trackers.",
  },
  {
    zh: "Cookie：填写请求和查看进度不需要 Cookie；只有登录账号时才设置会话 Cookie，退出或到期即失效。",
    en: "Cookies: asking for help and following your case needs none. Only signing in to an account sets a session cookie, which ends when you sign out or when its time is over.",
  },
  {
    zh: "谁能看到：应急小组中有相应权限的人员，以及您单位持有进度页链接或账号的人；查看敏感内容会留下访问记录。其他客户看不到您的任何信息。",
    en: "Who sees it: members of the response team with the right to, and whoever at your organisation holds the link of your page or an account. Looking at sensitive things is recorded. Other customers see nothing of you.",
  },
  {
    zh: "保存多久：处置日志与封存案卷不可更改、不可删除，这是其证据效力所在；在合同或法律要求的期限内保存。",
    en: "How long: journals and sealed cases cannot be changed or deleted, which is what makes them evidence; they are kept as long as contract or law asks.",
  },
  {
    zh: "您的权利：您可以向值班台索取关于您的记录、要求更正错误（以新增记录的方式更正），或提出异议。联系方式见团队页面。",
    en: "Your rights: ask the duty desk for what is recorded about you, for a correction (made by a further entry), or object. The team's page says how to reach it.",
  },
]);

/** What help can be expected, and what the documents of a case are worth. */
export const legalDraft: Text = joined([
  {
    zh: "响应承诺：页面所列时限自我们收到请求的最早凭证起算；与您单位签有合同的，以合同为准。",
    en: "The promise: times on these pages count from the earliest proof that your request reached us. Where your organisation has a contract, the contract rules.",
  },
  {
    zh: "授权：请只为您有权处置的系统请求应急。我们仅在您或您单位授权的范围内接触系统与数据；对系统的每项改动须事先批准并记录。",
    en: "Permission: ask for help only for systems you may decide about. We touch systems and data only as far as you or your organisation allow; each change to a system is approved before and recorded.",
  },
  {
    zh: "证据：您交给我们的文件在收到时计算校验值并原样保存。分析结论注明所依据的记录与置信程度；结论限于所提供的证据。",
    en: "Evidence: a checksum is taken of files as they arrive, and they are kept as they are. Findings name the records they rest on and how sure they are; they reach as far as the evidence that was given.",
  },
  {
    zh: "文件：报告与封存案卷由中心的密钥签署，任何人都可离线验证其未被改动；签署不代表对第三方的担保。",
    en: "Documents: reports and sealed cases are signed with the centre's key, and anybody can check offline that nothing was changed. A signature is no guarantee towards third parties.",
  },
  {
    zh: "报告义务：是否及何时须向主管机关报告由您单位决定；我们提示已知的时限并协助起草。",
    en: "Duties to report: whether and when authorities must be told is your organisation's decision; we point out known deadlines and help with the draft.",
  },
]);
