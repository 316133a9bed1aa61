import type { Provider, ProviderTrial } from "@stanch/model/provider";
import { deskError, found } from "../desk-error.ts";
import type { Call } from "../handler.ts";
import type { AccessLog } from "../journal/access-log.ts";
import { say } from "../messages/say.ts";
import { plainAddress } from "../oncall/contact-plan.ts";
import type { Random } from "../ports.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import { readStaffMember } from "../staff/staff-repo.ts";
import type { Work } from "../unit-of-work.ts";
import type { ChannelSender, ProviderOutcome } from "./channel-sender.ts";
import { smsText, spelledNumber, voiceText } from "./channel-text.ts";
import { addressFits } from "./notice.ts";
import { readProviderSecrets } from "./provider-secrets.ts";

/** Sends one message through one provider and answers what it said. */
export type ProviderTrials = (call: Call, provider: string, address: string) => Promise<ProviderTrial>;

interface Parts {
  readonly work: Work;
  readonly settings: Pick<SettingsService, "all" | "secret">;
  readonly access: AccessLog;
  readonly random: Pick<Random, "uuid">;
  readonly channels: ChannelSender;
}

/** A number that no case has. */
const NUMBER = "TEST-0000";

/** The words of a trial as the channel carries them. */
function trialText(spec: Provider, language: "zh" | "en", centre: string): string {
  const text = say(language, "provider-trial.text", { centre });
  switch (spec.channel) {
    case "sms":
      return smsText({ number: NUMBER, text, link: "" });
    case "voice":
      return voiceText({ centre, number: NUMBER, text }, language);
    default:
      return text;
  }
}

/** Reads everything in one unit, asks outside of it, and answers; nothing is held while a provider takes its time. */
export function providerTrials(parts: Parts): ProviderTrials {
  return async (call, provider, typed) => {
    const { spec, secrets, settings, language } = await parts.work(call, "provider.try", async (unit) => {
      const all = await parts.settings.all(unit);
      const one = found(
        all.providers.find(({ id }) => id === provider),
        "provider",
      );
      await parts.access.note(unit, { what: "provider.tried", detail: provider });
      const person = await readStaffMember(unit.tx, call.actor.id);
      const sealed = await readProviderSecrets(parts.settings, unit, [one]);
      return { spec: one, settings: all, secrets: sealed, language: person?.language ?? "zh" };
    });
    const to = plainAddress(spec.channel, typed);
    if (!addressFits(spec.channel, to)) throw deskError("E_CONTACT_ADDRESS", { address: typed });
    const centre = settings.centre.name[language];
    const subject = say(language, "provider-trial.subject", { centre });
    const spelled = spelledNumber(NUMBER, language);
    const text = trialText(spec, language, centre);
    const message = { to, text, subject, number: NUMBER, spelled, link: "", key: parts.random.uuid() };
    let refused: ProviderOutcome | undefined;
    const taken = await parts.channels.send({
      providers: [spec],
      secrets: (id) => secrets.get(id) ?? { secret: "", token: "" },
      message,
      allow: settings["webhook.allow"],
      tried: async (outcome) => {
        refused = outcome;
      },
    });
    const { ok, detail, messageId } = taken ?? refused ?? { ok: false, detail: "", messageId: "" };
    return { ok, detail, messageId };
  };
}
