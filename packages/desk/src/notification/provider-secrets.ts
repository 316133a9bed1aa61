import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import type { ProviderSecrets } from "./channel-request.ts";

/** The two sealed values of each of these providers; empty where none is set. */
export async function readProviderSecrets(
  settings: Pick<SettingsService, "secret">,
  unit: Unit,
  providers: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, ProviderSecrets>> {
  const secrets = new Map<string, ProviderSecrets>();
  for (const { id } of providers) {
    const secret = (await settings.secret(unit, `provider.${id}.secret`)) ?? "";
    const token = (await settings.secret(unit, `provider.${id}.token`)) ?? "";
    secrets.set(id, { secret, token });
  }
  return secrets;
}
