import type { supportZh } from "./support-zh.ts";

/** Texts about help within an incident. */
export const supportEn: Readonly<Record<keyof typeof supportZh, string>> = {
  "support-research.subject": "{number}: research support is wanted for {organisation}",
  "support-research.body":
    "{name},\n\n{by} asks for research support for {number} ({title}):\n\n{question}\n\nPlease take it on the page “People” of the case.",
  "support-research.short": "{by} asks for research support: {organisation}",
  "support-emergency.subject": "{number} cannot be solved by those on it; the emergency team is asked: {organisation}",
  "support-emergency.body":
    "{name},\n\n{by} cannot solve {number} ({title}):\n\n{question}\n\nEmergency team, please take it on the page “People” of the case.",
  "support-emergency.short": "{by} cannot solve it. Emergency team, please take over: {organisation}",
  "recurred.subject": "{number} looks like {previous} coming back: {organisation}",
  "recurred.body":
    "{name},\n\nthe new incident {number} of {organisation} matches {previous}, which you led (the same customer and type, a shared indicator, or the same asset).\n\nPlease look at both, and help whoever leads now.",
  "recurred.short": "{previous} seems to have come back: {organisation}",
};
