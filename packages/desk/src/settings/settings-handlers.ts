import { type Handlers, publicCall } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { SettingsService } from "./settings-service.ts";

export function settingsHandlers({
  work,
  settings,
}: {
  readonly work: Work;
  readonly settings: SettingsService;
}): Handlers<"settings.get" | "settings.put" | "public.centre"> {
  return {
    "settings.get": (call) => work(call, "settings.get", settings.show, { readOnly: true }),
    "settings.put": (call, { body }) => work(call, "settings.put", (unit) => settings.put(unit, body)),
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
