import { z } from "zod";
import { text } from "@stanch/model/text";

const address = z.string().trim().max(400);

/** Where mail leaves. `starttls` refuses to go on without encryption; `none` is for a relay on this machine. */
export const smtpSettings = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(["tls", "starttls", "none"]),
  user: z.string().max(254).default(""),
  from: z.email().max(254),
});
export type SmtpSettings = z.infer<typeof smtpSettings>;

/** Everything that is set in the console, by key; a key that is absent has its default. */
export const settingShapes = {
  centre: z.object({
    name: text,
    dutyPhone: z.string().trim().max(60),
    dutyMail: z.union([z.email().max(254), z.literal("")]),
    /** IANA zone of the centre, for papers. */
    zone: z.string().max(60).refine(isZone),
  }),
  /** Promise for customers without a contract, in minutes. */
  responseMinutes: z.int().min(1).max(10_080),
  /** Origin under which customers reach this centre, for links; empty: links carry the path only. */
  publicUrl: z.union([z.url({ protocol: /^https?$/ }).max(400), z.literal("")]),
  smtp: smtpSettings.nullable(),
  /** Hosts and address ranges (CIDR) inside the own network that webhooks may reach. */
  "webhook.allow": z.array(z.string().trim().min(1).max(253)).max(100),
  /** Who gets a copy of every report; `in-person`: whoever delivers the report hands it over, and that is the record. */
  emergencyTeam: z
    .object({ name: z.string().trim().min(1).max(120), channel: z.enum(["mail", "webhook", "in-person"]), address })
    .nullable(),
  /** The notification chain of new requests, by id; without one the duty desk is told by mail. */
  policy: z.uuid().nullable(),
  /** Who is told besides the supervisors when a clock is nearly or wholly spent. */
  escalation: z
    .object({ name: z.string().trim().min(1).max(120), channel: z.enum(["mail", "webhook"]), address })
    .nullable(),
} as const;

export type SettingKey = keyof typeof settingShapes;
export type Settings = { readonly [Key in SettingKey]: z.infer<(typeof settingShapes)[Key]> };

export const settingDefaults: Settings = {
  centre: {
    name: { zh: "安全应急响应中心", en: "Security Emergency Response Centre" },
    dutyPhone: "",
    dutyMail: "",
    zone: "Asia/Shanghai",
  },
  responseMinutes: 240,
  publicUrl: "",
  smtp: null,
  "webhook.allow": [],
  emergencyTeam: null,
  policy: null,
  escalation: null,
};

/** Stored encrypted, never shown again; the settings say only whether one is set. */
export const secretKeys = ["smtp.password", "webhook.secret"] as const;
export type SecretKey = (typeof secretKeys)[number];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingShapes, key);
}

export function isSecretKey(key: string): key is SecretKey {
  return secretKeys.some((one) => one === key);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
