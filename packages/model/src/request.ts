import { z } from "zod";
import { incidentId, requestId } from "./ids.ts";
import { language, type Text } from "./text.ts";

/** The seven standard symptoms a caller is asked for; free text takes the rest. */
export const symptom = z.enum([
  "slow-or-down",
  "page-changed",
  "unknown-account",
  "unknown-process",
  "data-leaked-or-changed",
  "files-encrypted",
  "alert-or-notice",
]);
export type Symptom = z.infer<typeof symptom>;

export const symptomNames: Record<Symptom, Text> = {
  "slow-or-down": { zh: "系统变慢、中断或流量异常", en: "Slow, down, or unusual traffic" },
  "page-changed": { zh: "网页被篡改或出现陌生内容", en: "Web page changed or strange content" },
  "unknown-account": { zh: "出现陌生账号或异常登录", en: "Unknown account or unusual login" },
  "unknown-process": { zh: "出现陌生进程、文件或计划任务", en: "Unknown process, file or scheduled task" },
  "data-leaked-or-changed": { zh: "数据泄露、被改或丢失", en: "Data leaked, changed or lost" },
  "files-encrypted": { zh: "文件被加密或收到勒索信息", en: "Files encrypted or a ransom note" },
  "alert-or-notice": { zh: "安全设备告警或外部通报", en: "Alert of a security product or notice from outside" },
};

export const requestChannel = z.enum(["phone", "fax", "form", "mail", "in-person"]);
export type RequestChannel = z.infer<typeof requestChannel>;

const line = (max: number) => z.string().trim().max(max);
const instant = z.iso.datetime({ offset: true });

/** Who reports, reachable how. Phone: digits, spaces, `+`, `-`, parentheses and `x` for an extension. */
export const contact = z.object({
  name: line(120).min(1),
  phone: line(40).regex(/^[+()\d][-+()\d\sx#*]{3,}$/),
  email: z.union([z.email().max(254), z.literal("")]).optional(),
});
export type Contact = z.infer<typeof contact>;

/** The record of a call or fax: who, from which number, to which, when it began and ended. */
export const callRecord = z.object({
  from: line(40).optional(),
  to: line(40).optional(),
  startedAt: instant,
  endedAt: instant.optional(),
  /** The officer read the summary back and the caller agreed. */
  readBack: z.boolean(),
});
export type CallRecord = z.infer<typeof callRecord>;

/** What a customer tells: the same fields on the public form and on the call screen. */
export const requestForm = z.object({
  organisation: line(200).min(1),
  contact,
  /** Where the host stands: building, room, city. */
  location: line(400).min(1),
  systems: line(1000),
  symptoms: z.array(symptom).max(7),
  description: line(10_000),
  firstNoticed: instant.optional(),
  language,
});
export type RequestForm = z.infer<typeof requestForm>;

/** What the duty officer writes while on the phone or from a fax; `proofAt` is the earliest proof of the request. */
export const callForm = requestForm.extend({
  channel: requestChannel,
  call: callRecord.optional(),
  proofAt: instant.optional(),
});
export type CallForm = z.infer<typeof callForm>;

export const requestState = z.enum(["new", "taken", "linked", "refused"]);

export const request = requestForm.extend({
  /** A mail may come without a number to call. */
  contact: contact.extend({ phone: contact.shape.phone.or(z.literal("")) }),
  id: requestId,
  /** `REQ-2026-0001` */
  number: z.string(),
  channel: requestChannel,
  call: callRecord.optional(),
  /** The 4-hour clock runs from here: start of the call, fax time, arrival of mail or form. */
  proofAt: instant,
  receivedAt: instant,
  state: requestState,
  incidentId: incidentId.optional(),
  incidentNumber: z.string().optional(),
});
export type Request = z.infer<typeof request>;
