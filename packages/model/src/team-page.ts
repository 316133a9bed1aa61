import { z } from "zod";
import type { Symptom } from "./request.ts";
import { servicePlan } from "./service-plan.ts";
import type { Text } from "./text.ts";

/* What everybody may read about the team without an account. */

const both = (most: number) => z.object({ zh: z.string().trim().max(most), en: z.string().trim().max(most) });

/**
 * What the administrator writes; empty parts are not shown.
 *
 * @example { services: [{ title: { zh: "应急响应", en: "Emergency response" }, body: … }], reach: [{ label: …, value: "+86 …" }], … }
 */
export const teamPageForm = z.object({
  services: z.array(z.object({ title: both(120), body: both(2000) })).max(30),
  /** Ways to reach the desk besides phone and mail: fax, address, messenger. */
  reach: z.array(z.object({ label: both(60), value: z.string().trim().min(1).max(300) })).max(20),
  privacy: both(20_000),
  legal: both(20_000),
});
export type TeamPageForm = z.infer<typeof teamPageForm>;

const nothing = { zh: "", en: "" };
export const emptyTeamPage: TeamPageForm = { services: [], reach: [], privacy: nothing, legal: nothing };

export const teamPage = teamPageForm.extend({
  name: z.object({ zh: z.string(), en: z.string() }),
  dutyPhone: z.string(),
  dutyMail: z.string(),
  /** The promise to everybody, in minutes. */
  responseMinutes: z.int(),
  plans: z.array(servicePlan.pick({ id: true, name: true, responseMinutes: true, onSiteMinutes: true })),
});
export type TeamPage = z.infer<typeof teamPage>;

/** What to do at once, and what not to do, by what was seen. */
export const symptomAdvice: Readonly<Record<Symptom, { readonly doNow: Text; readonly doNot: Text }>> = {
  "slow-or-down": {
    doNow: {
      zh: "记下开始时间，截图流量与负载，致电值班台。",
      en: "Note when it began, keep pictures of traffic and load, call the desk.",
    },
    doNot: { zh: "不要重启，不要清空日志。", en: "Do not restart, do not clear logs." },
  },
  "page-changed": {
    doNow: {
      zh: "截图页面并记下网址，断开网站对外访问。",
      en: "Keep a picture and the address of the page, cut the site off from outside.",
    },
    doNot: { zh: "不要直接恢复页面，先保全现场。", en: "Do not put the page back before traces are kept." },
  },
  "unknown-account": {
    doNow: {
      zh: "停用该账号，从干净的电脑更改管理员密码。",
      en: "Disable the account, change administrators' passwords from a clean machine.",
    },
    doNot: { zh: "不要删除该账号及其文件。", en: "Do not delete the account or its files." },
  },
  "unknown-process": {
    doNow: {
      zh: "拔掉网线，保持开机，记下进程名与时间。",
      en: "Unplug the network, keep it running, note the name and the time.",
    },
    doNot: { zh: "不要结束进程，不要杀毒，不要关机。", en: "Do not end the process, run a cleaner or switch off." },
  },
  "data-leaked-or-changed": {
    doNow: {
      zh: "保留来源线索，限制对该数据的访问，通知负责人。",
      en: "Keep where you saw it, limit access to the data, tell whoever is responsible.",
    },
    doNot: {
      zh: "不要自行联系泄露方，不要传播数据。",
      en: "Do not contact whoever leaked it, do not pass the data on.",
    },
  },
  "files-encrypted": {
    doNow: {
      zh: "立即断网，隔离备份，拍下勒索信息。",
      en: "Cut the network at once, take backups off it, photograph the note.",
    },
    doNot: {
      zh: "不要付款，不要重装，不要删除被加密的文件。",
      en: "Do not pay, reinstall, or delete encrypted files.",
    },
  },
  "alert-or-notice": {
    doNow: {
      zh: "保存告警或通报原文，记下收到时间与来源。",
      en: "Keep the alert or notice as it came, note when and from whom.",
    },
    doNot: { zh: "不要按其中的链接或附件操作。", en: "Do not follow its links or open its attachments." },
  },
};
