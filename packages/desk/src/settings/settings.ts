import { z } from "zod";
import { formatDefinition } from "@stanch/model/format-definition";
import { imapSettings } from "@stanch/model/mail";
import { provider } from "@stanch/model/provider";
import { recurrenceSettings } from "@stanch/model/recurrence";
import { servicePlan } from "@stanch/model/service-plan";
import { emptyTeamPage, teamPageForm } from "@stanch/model/team-page";
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
  /** Services that customers have contracts for; each id once. */
  servicePlans: z
    .array(servicePlan)
    .max(30)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
  /** Origin under which customers reach this centre, for links; empty: links carry the path only. */
  publicUrl: z.union([z.url({ protocol: /^https?$/ }).max(400), z.literal("")]),
  smtp: smtpSettings.nullable(),
  /** Tried at once when the first server does not take a mail. */
  "smtp.second": smtpSettings.nullable(),
  imap: imapSettings.nullable(),
  /** Hosts and address ranges (CIDR) inside the own network that webhooks may reach. */
  "webhook.allow": z.array(z.string().trim().min(1).max(253)).max(100),
  /** Who delivers text messages, calls and messages of robots; of one channel the first goes first. */
  providers: z
    .array(provider)
    .max(30)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
  /** Log formats that were defined from examples. */
  formats: z.array(formatDefinition).max(200),
  /** Nobody without two verified ways to be reached goes on duty; null: as soon as there is a provider. */
  dutyNeedsContacts: z.boolean().nullable(),
  /** What everybody may read about the team. */
  teamPage: teamPageForm,
  /** How long closed cases are watched for what comes back. */
  recurrence: recurrenceSettings,
  /** A test page at 10:00 of the centre's zone for everybody on duty that day. */
  dailyTest: z.boolean(),
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
  servicePlans: [],
  publicUrl: "",
  smtp: null,
  "smtp.second": null,
  imap: null,
  "webhook.allow": [],
  formats: [],
  providers: [],
  dutyNeedsContacts: null,
  teamPage: emptyTeamPage,
  recurrence: { days: 90, types: {} },
  dailyTest: false,
  emergencyTeam: null,
  policy: null,
  escalation: null,
};

/** Stored encrypted, never shown again; the settings say only whether one is set. */
export const secretKeys = ["smtp.password", "smtp.second.password", "webhook.secret", "imap.password"] as const;
export const providerSecrets = ["secret", "token", "inbound"] as const;
export type SecretKey = (typeof secretKeys)[number] | `provider.${string}.${(typeof providerSecrets)[number]}`;

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingShapes, key);
}

export function isSecretKey(key: string): key is SecretKey {
  return (
    secretKeys.some((one) => one === key) || /^provider\.[a-z0-9][a-z0-9-]{0,39}\.(?:secret|token|inbound)$/.test(key)
  );
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
