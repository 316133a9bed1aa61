import { z } from "zod";
import { requestChannel, requestForm, symptom, symptomNames } from "./request.ts";
import type { Language, Text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });

/** What the offline form saves, and what an import reads. */
export const offlineRequest = z.object({
  format: z.literal("stanch-request/1"),
  form: requestForm,
  channel: requestChannel,
  /** When the request was made: the clock runs from here, whenever it is entered. */
  trueAt: instant,
  /** When somebody wrote it down. */
  writtenAt: instant,
});
export type OfflineRequest = z.infer<typeof offlineRequest>;

/** Largest file that is read as one. */
export const MOST_OFFLINE_BYTES = 200_000;

/**
 * Reads a saved form; undefined when it is none.
 *
 * @example readOfflineRequest(await file.text())?.trueAt
 */
export function readOfflineRequest(text: string): OfflineRequest | undefined {
  if (text.length > MOST_OFFLINE_BYTES) return undefined;
  try {
    return offlineRequest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const words = {
  title: { zh: "应急请求（离线填写）", en: "Emergency request (offline)" },
  how: {
    zh: "系统或网络不可用时填写。保存后得到一个文件，恢复后由值班台在“收件箱”导入；计时从“请求时间”开始。",
    en: "Fill it in while the system or the network is down. Saving gives a file; the duty desk imports it in the inbox later. The clock runs from the time of the request.",
  },
  organisation: { zh: "单位", en: "Organisation" },
  name: { zh: "联系人", en: "Contact" },
  phone: { zh: "电话", en: "Phone" },
  email: { zh: "邮箱（可不填）", en: "Email (optional)" },
  location: { zh: "主机所在地点", en: "Where the host stands" },
  systems: { zh: "受影响的系统", en: "Systems" },
  symptoms: { zh: "现象", en: "Symptoms" },
  description: { zh: "情况描述", en: "What happened" },
  channel: { zh: "请求怎样到来", en: "How the request came" },
  trueAt: { zh: "请求时间（来电、传真或当面的时间）", en: "Time of the request (call, fax, visit)" },
  firstNoticed: { zh: "首次发现时间（可不填）", en: "First noticed (optional)" },
  save: { zh: "保存为文件", en: "Save as a file" },
} as const satisfies Record<string, Text>;

const channelNames: Readonly<Record<z.infer<typeof requestChannel>, Text>> = {
  phone: { zh: "电话", en: "phone" },
  fax: { zh: "传真", en: "fax" },
  form: { zh: "表单", en: "form" },
  mail: { zh: "邮件", en: "mail" },
  "in-person": { zh: "当面", en: "in person" },
};

/** Text between tags or in an attribute. */
function plain(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

const script = `"use strict";
const form = document.querySelector("form");
const at = (value) => (value === "" ? undefined : new Date(value).toISOString());
const now = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16);
form.elements.trueAt.value = now();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const value = (name) => form.elements[name].value.trim();
  const symptoms = [...form.querySelectorAll("[name=symptoms]:checked")].map((one) => one.value);
  const firstNoticed = at(value("firstNoticed"));
  const request = {
    organisation: value("organisation"), location: value("location"), systems: value("systems"),
    contact: { name: value("name"), phone: value("phone"), email: value("email") },
    symptoms, description: value("description"), language: document.documentElement.lang === "en" ? "en" : "zh",
    ...(firstNoticed === undefined ? {} : { firstNoticed }),
  };
  const saved = { format: "stanch-request/1", form: request, channel: value("channel"), trueAt: at(value("trueAt")), writtenAt: new Date().toISOString() };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 2)], { type: "application/json" }));
  link.download = "stanch-request-" + saved.trueAt.replace(/[^0-9]/g, "").slice(0, 14) + ".json";
  link.click();
});`;

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}label{display:block;margin:.6rem 0 .1rem}
input:not([type=checkbox]),textarea,select{width:100%;box-sizing:border-box;font:inherit;padding:.4rem}fieldset{border:1px solid #888;margin:.8rem 0}button{font:inherit;padding:.5rem 1rem}`;

/**
 * The form as one file that works from a disk, without any network. `centre` and `phone` are text of an administrator.
 *
 * @example offlineFormPage({ centre: "应急中心", phone: "+86 10 1234 5678", language: "zh" })
 */
export function offlineFormPage(about: {
  readonly centre: string;
  readonly phone: string;
  readonly language: Language;
}): string {
  const { language } = about;
  const say = (key: keyof typeof words): string => plain(words[key][language]);
  const field = (key: keyof typeof words, attributes = ""): string =>
    `<label for="${key}">${say(key)}</label><input id="${key}" name="${key}" ${attributes}>`;
  const area = (key: keyof typeof words): string =>
    `<label for="${key}">${say(key)}</label><textarea id="${key}" name="${key}" rows="4" maxlength="10000"></textarea>`;
  const marks = symptom.options.map(
    (one) =>
      `<label><input type="checkbox" name="symptoms" value="${one}"> ${plain(symptomNames[one][language])}</label>`,
  );
  const channels = requestChannel.options.map(
    (one) => `<option value="${one}">${plain(channelNames[one][language])}</option>`,
  );
  const body = [
    `<h1>${say("title")}</h1><p>${plain(about.centre)} ${plain(about.phone)}</p><p>${say("how")}</p><form>`,
    field("organisation", 'required maxlength="200"'),
    field("name", 'required maxlength="120"'),
    field("phone", 'required maxlength="40" pattern="[+\\(\\)0-9][\\-+\\(\\)0-9 x#*]{3,}"'),
    field("email", 'type="email" maxlength="254"'),
    field("location", 'required maxlength="400"'),
    field("systems", 'maxlength="1000"'),
    `<fieldset><legend>${say("symptoms")}</legend>${marks.join("")}</fieldset>`,
    area("description"),
    `<label for="channel">${say("channel")}</label><select id="channel" name="channel">${channels.join("")}</select>`,
    field("trueAt", 'type="datetime-local" required'),
    field("firstNoticed", 'type="datetime-local"'),
    `<p><button>${say("save")}</button></p></form>`,
  ].join("\n");
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say("title")}</title><style>${style}</style>`;
  return `<!doctype html>\n<html lang="${language}"><head>${head}</head><body>${body}\n<script>${script}</script></body></html>\n`;
}
