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
};
