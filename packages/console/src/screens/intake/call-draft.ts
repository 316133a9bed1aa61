import {
  type CallForm,
  contact,
  type RequestChannel,
  requestChannel,
  type Symptom,
  symptom,
} from "@stanch/model/request";
import { type Language, language } from "@stanch/model/text";
import { instantOfField } from "../../time/instant-text.ts";

const texts = {
  from: "",
  to: "",
  startedAt: "",
  organisation: "",
  name: "",
  phone: "",
  email: "",
  location: "",
  systems: "",
  description: "",
  firstNoticed: "",
};

/** What is on the call screen, as it is typed; the draft that is saved every two seconds. */
export interface CallDraft extends Readonly<typeof texts> {
  readonly channel: RequestChannel;
  readonly symptoms: Symptom[];
  readonly language: Language;
  readonly readBack: boolean;
}

/** Opens a draft with whatever of it can be read; the rest is empty. */
export function readDraft(raw: unknown): CallDraft {
  const from = typeof raw === "object" && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};
  const read = Object.keys(texts).map((key) => [key, typeof from[key] === "string" ? from[key] : ""] as const);
  return {
    ...(Object.fromEntries(read) as typeof texts),
    channel: requestChannel.catch("phone").parse(from["channel"]),
    symptoms: symptom.array().catch([]).parse(from["symptoms"]),
    language: language.catch("zh").parse(from["language"]),
    readBack: from["readBack"] === true,
  };
}

/** The fields a request cannot do without and that are empty or wrong. */
export function missingFields(draft: CallDraft): ("organisation" | "name" | "phone" | "email" | "location")[] {
  const parsed = contact.safeParse({ name: draft.name, phone: draft.phone, email: draft.email.trim() });
  const wrong = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])) ?? []);
  return [
    ...(draft.organisation.trim() === "" ? (["organisation"] as const) : []),
    ...(wrong.has("name") ? (["name"] as const) : []),
    ...(wrong.has("phone") ? (["phone"] as const) : []),
    ...(wrong.has("email") ? (["email"] as const) : []),
    ...(draft.location.trim() === "" ? (["location"] as const) : []),
  ];
}

/** The request that a finished call makes. The clock runs from the beginning of the call. */
export function callForm(draft: CallDraft, endedAt: string): CallForm {
  const firstNoticed = instantOfField(draft.firstNoticed);
  const email = draft.email.trim();
  const spoken = draft.channel === "phone" || draft.channel === "fax";
  return {
    organisation: draft.organisation.trim(),
    contact: { name: draft.name.trim(), phone: draft.phone.trim(), ...(email === "" ? {} : { email }) },
    location: draft.location.trim(),
    systems: draft.systems.trim(),
    symptoms: draft.symptoms,
    description: draft.description.trim(),
    ...(firstNoticed === undefined ? {} : { firstNoticed }),
    language: draft.language,
    channel: draft.channel,
    proofAt: draft.startedAt,
    ...(spoken
      ? {
          call: {
            ...(draft.from.trim() === "" ? {} : { from: draft.from.trim() }),
            ...(draft.to.trim() === "" ? {} : { to: draft.to.trim() }),
            startedAt: draft.startedAt,
            endedAt,
            readBack: draft.readBack,
          },
        }
      : {}),
  };
}
