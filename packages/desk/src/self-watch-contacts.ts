import type { Role } from "@stanch/model/role";
import type { Language, Text } from "@stanch/model/text";
import type { Call } from "./handler.ts";
import type { SmtpAccount } from "./notification/mailer.ts";
import type { SettingsService } from "./settings/settings-service.ts";
import type { StaffService } from "./staff/staff-service.ts";
import type { Work } from "./unit-of-work.ts";

/** Whom to tell, and through which servers, when the desk's own loops stand still: fetched while they still run. */
export interface SelfWatchContacts {
  readonly centre: Text;
  readonly servers: readonly SmtpAccount[];
  readonly to: readonly { readonly name: string; readonly address: string; readonly language: Language }[];
}

const told: readonly Role[] = ["duty-officer", "supervisor", "administrator"];

export function selfWatchContacts(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly settings: Pick<SettingsService, "all" | "secret">;
  readonly staff: Pick<StaffService, "withRole">;
}): () => Promise<SelfWatchContacts> {
  const { work, call, settings, staff } = parts;
  return () =>
    work(
      call,
      "self-watch.contacts",
      async (unit) => {
        const { centre, smtp, "smtp.second": second, escalation } = await settings.all(unit);
        const servers: SmtpAccount[] = [];
        if (smtp !== null) servers.push({ ...smtp, password: (await settings.secret(unit, "smtp.password")) ?? "" });
        if (second !== null)
          servers.push({ ...second, password: (await settings.secret(unit, "smtp.second.password")) ?? "" });
        const to = new Map<string, SelfWatchContacts["to"][number]>();
        for (const role of told) {
          for (const { name, email, language } of await staff.withRole(unit, role))
            to.set(email, { name, address: email, language });
        }
        if (escalation?.channel === "mail")
          to.set(escalation.address, { name: escalation.name, address: escalation.address, language: "zh" });
        if (centre.dutyMail !== "")
          to.set(centre.dutyMail, { name: centre.name.zh, address: centre.dutyMail, language: "zh" });
        return { centre: centre.name, servers, to: [...to.values()] };
      },
      { readOnly: true },
    );
}
