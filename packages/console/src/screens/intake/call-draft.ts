import { contact, requestChannel, symptom, type CallForm } from "@stanch/model/request";
import { language } from "@stanch/model/text";
import { z } from "zod";
import { instantOfField } from "../../time/instant-text.ts";

/** What is on the call screen, as it is typed; the draft that is saved every two seconds. */
export const callDraft = z.object({
  channel: requestChannel.catch("phone"),
  from: z.string().catch(""),
  to: z.string().catch(""),
  startedAt: z.string().catch(""),
  organisation: z.string().catch(""),
  name: z.string().catch(""),
  phone: z.string().catch(""),
  email: z.string().catch(""),
  location: z.string().catch(""),
  systems: z.string().catch(""),
  symptoms: z.array(symptom).catch([]),
  description: z.string().catch(""),
  firstNoticed: z.string().catch(""),
  language: language.catch("zh"),
  readBack: z.boolean().catch(false),
});
export type CallDraft = z.infer<typeof callDraft>;

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
