import type { Api } from "@stanch/model/api";
import type { OutputOf } from "@stanch/model/route";

/** Settings as the centre answers them. */
export type SettingValues = OutputOf<Api["settings.get"]>;

const empty = {
  nameZh: "",
  nameEn: "",
  dutyPhone: "",
  dutyMail: "",
  zone: "",
  responseMinutes: "",
  publicUrl: "",
  smtpHost: "",
  smtpPort: "",
  smtpSecurity: "starttls",
  smtpUser: "",
  smtpFrom: "",
  smtpPassword: "",
  teamName: "",
  teamChannel: "mail",
  teamAddress: "",
  escalationName: "",
  escalationChannel: "mail",
  escalationAddress: "",
  webhookAllow: "",
  webhookSecret: "",
};

/** Settings as they are typed: text in every field; a secret is empty until a new one is typed. */
export type SettingsDraft = Readonly<typeof empty>;
export type SettingField = keyof SettingsDraft;

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, key)
        ? (inside as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

const word = (value: unknown, fallback = ""): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : fallback;

/** Opens what the centre keeps; what is not set is empty. */
export function readSettings(values: SettingValues): SettingsDraft {
  const allow = at(values, "webhook.allow");
  return {
    ...empty,
    nameZh: word(at(values, "centre", "name", "zh")),
    nameEn: word(at(values, "centre", "name", "en")),
    dutyPhone: word(at(values, "centre", "dutyPhone")),
    dutyMail: word(at(values, "centre", "dutyMail")),
    zone: word(at(values, "centre", "zone")),
    responseMinutes: word(at(values, "responseMinutes")),
    publicUrl: word(at(values, "publicUrl")),
    smtpHost: word(at(values, "smtp", "host")),
    smtpPort: word(at(values, "smtp", "port"), "587"),
    smtpSecurity: word(at(values, "smtp", "security"), "starttls"),
    smtpUser: word(at(values, "smtp", "user")),
    smtpFrom: word(at(values, "smtp", "from")),
    teamName: word(at(values, "emergencyTeam", "name")),
    teamChannel: word(at(values, "emergencyTeam", "channel"), "mail"),
    teamAddress: word(at(values, "emergencyTeam", "address")),
    escalationName: word(at(values, "escalation", "name")),
    escalationChannel: word(at(values, "escalation", "channel"), "mail"),
    escalationAddress: word(at(values, "escalation", "address")),
    webhookAllow: Array.isArray(allow) ? allow.map((one) => word(one)).join("\n") : "",
  };
}

/** Whether a secret is kept, which is all that the centre tells of it. */
export function secretIsSet(values: SettingValues, key: "smtp.password" | "webhook.secret"): boolean {
  return at(values, key, "set") === true;
}

const receiver = (name: string, channel: string, address: string) =>
  name.trim() === "" ? null : { name: name.trim(), channel, address: address.trim() };

/** What is sent: whole settings; an empty name or host takes one back, an empty secret leaves it as it is. */
export function writeSettings(draft: SettingsDraft): SettingValues {
  const smtp = {
    host: draft.smtpHost.trim(),
    port: Number(draft.smtpPort),
    security: draft.smtpSecurity,
    user: draft.smtpUser.trim(),
    from: draft.smtpFrom.trim(),
  };
  return {
    centre: {
      name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
      dutyPhone: draft.dutyPhone.trim(),
      dutyMail: draft.dutyMail.trim(),
      zone: draft.zone.trim(),
    },
    responseMinutes: Number(draft.responseMinutes),
    publicUrl: draft.publicUrl.trim(),
    smtp: smtp.host === "" ? null : smtp,
    "webhook.allow": draft.webhookAllow
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    emergencyTeam: receiver(draft.teamName, draft.teamChannel, draft.teamAddress),
    escalation: receiver(draft.escalationName, draft.escalationChannel, draft.escalationAddress),
    ...(draft.smtpPassword === "" ? {} : { "smtp.password": draft.smtpPassword }),
    ...(draft.webhookSecret === "" ? {} : { "webhook.secret": draft.webhookSecret }),
  };
}
