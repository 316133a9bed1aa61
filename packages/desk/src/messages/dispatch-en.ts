import type { dispatchZh } from "./dispatch-zh.ts";

/** Texts about who goes and what they do there. */
export const dispatchEn: Readonly<Record<keyof typeof dispatchZh, string>> = {
  "dispatch-offer.subject": "{number}: please take this task at {organisation}",
  "dispatch-offer.body":
    "{name},\n\nplease act as {part} for {number} ({title}), {mode}.\nOrganisation: {organisation}\nLocation: {location}\nTravel: {travel}\n\nPlease accept or decline before {until} ({zone}); after that the next person is asked.",
  "dispatch-offer.short": "Please accept before {until}: {part}, {mode}, {organisation}",
  "dispatch.travel": "about {minutes} minutes",
  "dispatch.no-travel": "cannot be estimated",
  "dispatch.nobody": "(nobody could be asked)",
  "dispatch-unfilled.subject": "{number}: nobody has accepted; the emergency team is asked to take it",
  "dispatch-unfilled.body":
    "{name},\n\nevery handler was asked to go for {number} ({title}), and nobody accepted.\nOrganisation: {organisation}\nAsked: {asked}\n\nPlease take it over and name who goes.",
  "dispatch-unfilled.short": "Nobody has accepted. Emergency team, please take over: {organisation}",
};
