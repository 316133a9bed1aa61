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
  secondHost: "",
  secondPort: "",
  secondSecurity: "starttls",
  secondUser: "",
  secondFrom: "",
  secondPassword: "",
  dutyNeedsContacts: "auto",
  dailyTest: "no",
  recurrenceDays: "",
  recurrenceTypes: "",
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

/** `MAL 180`, a type or category and its days on each line. */
const dayLines = (types: unknown): string =>
  typeof types === "object" && types !== null
    ? Object.entries(types)
        .map(([key, days]) => `${key} ${word(days)}`)
        .join("\n")
    : "";

/** What is no line of this kind is sent as it is typed, so that the centre refuses it and nothing is lost unseen. */
function daysByType(lines: string): Readonly<Record<string, number>> {
  const pairs = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.search(/\s+\S+$/);
      return at < 0 ? ([line, Number.NaN] as const) : ([line.slice(0, at), Number(line.slice(at))] as const);
    });
  return Object.fromEntries(pairs);
}

/** One mail server as text in fields. */
function readServer(values: SettingValues, key: "smtp" | "smtp.second") {
  return {
    host: word(at(values, key, "host")),
    port: word(at(values, key, "port"), "587"),
    security: word(at(values, key, "security"), "starttls"),
    user: word(at(values, key, "user")),
    from: word(at(values, key, "from")),
  };
}

function writeServer(server: ReturnType<typeof readServer>): SettingValues[string] {
  const { host, port, security, user, from } = server;
  if (host.trim() === "") return null;
  return { host: host.trim(), port: Number(port), security, user: user.trim(), from: from.trim() };
}

const demands = { auto: null, yes: true, no: false } as const;

/** Opens what the centre keeps; what is not set is empty. */
export function readSettings(values: SettingValues): SettingsDraft {
  const allow = at(values, "webhook.allow");
  const [first, second] = [readServer(values, "smtp"), readServer(values, "smtp.second")];
  const demanded = at(values, "dutyNeedsContacts");
  return {
    ...empty,
    nameZh: word(at(values, "centre", "name", "zh")),
    nameEn: word(at(values, "centre", "name", "en")),
    dutyPhone: word(at(values, "centre", "dutyPhone")),
    dutyMail: word(at(values, "centre", "dutyMail")),
    zone: word(at(values, "centre", "zone")),
    responseMinutes: word(at(values, "responseMinutes")),
    publicUrl: word(at(values, "publicUrl")),
    smtpHost: first.host,
    smtpPort: first.port,
    smtpSecurity: first.security,
    smtpUser: first.user,
    smtpFrom: first.from,
    secondHost: second.host,
    secondPort: second.port,
    secondSecurity: second.security,
    secondUser: second.user,
    secondFrom: second.from,
    dutyNeedsContacts: demanded === true ? "yes" : demanded === false ? "no" : "auto",
    dailyTest: at(values, "dailyTest") === true ? "yes" : "no",
    recurrenceDays: word(at(values, "recurrence", "days"), "90"),
    recurrenceTypes: dayLines(at(values, "recurrence", "types")),
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
export function secretIsSet(values: SettingValues, key: string): boolean {
  return at(values, key, "set") === true;
}

const receiver = (name: string, channel: string, address: string) =>
  name.trim() === "" ? null : { name: name.trim(), channel, address: address.trim() };

/** What is sent: whole settings; an empty name or host takes one back, an empty secret leaves it as it is. */
export function writeSettings(draft: SettingsDraft): SettingValues {
  return {
    centre: {
      name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
      dutyPhone: draft.dutyPhone.trim(),
      dutyMail: draft.dutyMail.trim(),
      zone: draft.zone.trim(),
    },
    responseMinutes: Number(draft.responseMinutes),
    publicUrl: draft.publicUrl.trim(),
    smtp: writeServer({
      host: draft.smtpHost,
      port: draft.smtpPort,
      security: draft.smtpSecurity,
      user: draft.smtpUser,
      from: draft.smtpFrom,
    }),
    "smtp.second": writeServer({
      host: draft.secondHost,
      port: draft.secondPort,
      security: draft.secondSecurity,
      user: draft.secondUser,
      from: draft.secondFrom,
    }),
    dutyNeedsContacts: Object.hasOwn(demands, draft.dutyNeedsContacts)
      ? demands[draft.dutyNeedsContacts as keyof typeof demands]
      : null,
    dailyTest: draft.dailyTest === "yes",
    recurrence: { days: Number(draft.recurrenceDays), types: daysByType(draft.recurrenceTypes) },
    "webhook.allow": draft.webhookAllow
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    emergencyTeam: receiver(draft.teamName, draft.teamChannel, draft.teamAddress),
    escalation: receiver(draft.escalationName, draft.escalationChannel, draft.escalationAddress),
    ...(draft.smtpPassword === "" ? {} : { "smtp.password": draft.smtpPassword }),
    ...(draft.secondPassword === "" ? {} : { "smtp.second.password": draft.secondPassword }),
    ...(draft.webhookSecret === "" ? {} : { "webhook.secret": draft.webhookSecret }),
  };
}
