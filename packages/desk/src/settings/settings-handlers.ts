import { type Handlers, publicCall } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { TeamPage } from "@stanch/model/team-page";
import type { Settings } from "./settings.ts";
import type { SettingsService } from "./settings-service.ts";

function shownTeam({ centre, responseMinutes, servicePlans, teamPage }: Settings): TeamPage {
  const { name, dutyPhone, dutyMail } = centre;
  const plans = servicePlans.map(({ levels: _byLevel, ...plan }) => plan);
  return { ...teamPage, name, dutyPhone, dutyMail, responseMinutes, plans };
}

export function settingsHandlers({
  work,
  settings,
}: {
  readonly work: Work;
  readonly settings: SettingsService;
}): Handlers<"settings.get" | "settings.put" | "public.centre" | "public.team"> {
  return {
    "settings.get": (call) => work(call, "settings.get", settings.show, { readOnly: true }),
    "settings.put": (call, { body }) => work(call, "settings.put", (unit) => settings.put(unit, body)),
    "public.team": () =>
      work(publicCall, "public.team", async (unit) => shownTeam(await settings.all(unit)), {
        readOnly: true,
        elevated: true,
      }),
    "public.centre": () =>
      work(
        publicCall,
        "public.centre",
        async (unit) => {
          const { centre, responseMinutes } = await settings.all(unit);
          return { name: centre.name, dutyPhone: centre.dutyPhone, dutyMail: centre.dutyMail, responseMinutes };
        },
        { readOnly: true, elevated: true },
      ),
  };
}
