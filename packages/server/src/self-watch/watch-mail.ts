import type { Mail } from "@stanch/desk/notification/mailer";
import type { SelfWatchContacts } from "@stanch/desk/self-watch-contacts";
import { fill } from "@stanch/model/error";
import type { Text } from "@stanch/model/text";

const subject: Text = {
  zh: "{centre}：值班系统停滞，请立即人工值守",
  en: "{centre}: the desk stands still, watch it by hand now",
};
const body: Text = {
  zh: "自 {since} 起，下列后台工作没有动静：{late}。\n通知链、电话短信和时限提醒可能没有发出。请按纸质值班表人工通知，并检查或重启程序。\n\n此邮件由独立的自检线程发出。",
  en: "Since {since} this background work gave no sign: {late}.\nThe notification chain, messages and reminders of deadlines may not leave. Notify people by hand from the printed roster, and check or restart the program.\n\nSent by the independent self-watch.",
};

const loopNames: Readonly<Record<string, Text>> = {
  escalations: { zh: "通知链", en: "notification chain" },
  contacts: { zh: "联系方式逐一尝试", en: "ways to reach people" },
  dispatches: { zh: "逐人派单", en: "offers to handlers" },
  clocks: { zh: "响应时限", en: "response clocks" },
  legal: { zh: "法定时限", en: "legal deadlines" },
};

/** What the watcher writes; the same outage has one message id for each person, so that a repeat is seen to be one. */
export function watchMail(about: {
  readonly centre: Text;
  readonly to: SelfWatchContacts["to"][number];
  readonly late: readonly string[];
  readonly began: number;
  readonly now: number;
}): Mail {
  const { to, began } = about;
  const { language } = to;
  const late = about.late.map((name) => loopNames[name]?.[language] ?? name).join(language === "zh" ? "、" : ", ");
  const params = { centre: about.centre[language], late, since: new Date(began).toISOString() };
  return {
    id: `self-watch-${began}-${Buffer.from(to.address).toString("hex").slice(0, 40)}`,
    fromName: about.centre[language],
    to: { name: to.name, address: to.address },
    subject: fill(subject[language], params),
    text: fill(body[language], params),
    attachments: [],
  };
}
