import type { z } from "zod";
import { deskError } from "../desk-error.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Unit } from "../unit-of-work.ts";
import type { SecretBox } from "./secret-box.ts";
import {
  isSecretKey,
  isSettingKey,
  providerSecrets,
  type SecretKey,
  secretKeys,
  settingDefaults,
  type SettingKey,
  type Settings,
  settingShapes,
} from "./settings.ts";
import { deleteSecret, readSecrets, readSettings, writeSecret, writeSetting } from "./settings-repo.ts";

type JsonObject = Record<string, z.core.util.JSONType>;

export interface SettingsService {
  readonly all: (unit: Unit) => Promise<Settings>;
  readonly secret: (unit: Unit, key: SecretKey) => Promise<string | undefined>;
  /** For the console: secrets appear as `{ set: true }`. */
  readonly show: (unit: Unit) => Promise<JsonObject>;
  /** Sets the given keys; null takes a key back to its default. */
  readonly put: (unit: Unit, values: JsonObject) => Promise<JsonObject>;
}

async function all(unit: Unit): Promise<Settings> {
  const stored = await readSettings(unit.tx);
  const values: Record<string, unknown> = { ...settingDefaults };
  for (const [key, value] of stored) {
    const parsed = isSettingKey(key) ? settingShapes[key].safeParse(value) : undefined;
    if (parsed?.success === true) values[key] = parsed.data;
  }
  return values as unknown as Settings;
}

async function putOne(unit: Unit, box: SecretBox, key: string, value: z.core.util.JSONType): Promise<void> {
  if (isSecretKey(key)) {
    if (value === null || value === "") await deleteSecret(unit.tx, key);
    else if (typeof value === "string" && value.length <= 400)
      await writeSecret(unit.tx, key, box.seal(key, value), unit.now);
    // What `show` gave comes back unchanged when a form sends everything.
    else if (typeof value !== "object") throw deskError("E_SETTING_INVALID", { key });
    return;
  }
  if (!isSettingKey(key)) throw deskError("E_SETTING_INVALID", { key: key.slice(0, 60) });
  const parsed = settingShapes[key].safeParse(value ?? settingDefaults[key satisfies SettingKey]);
  if (!parsed.success) throw deskError("E_SETTING_INVALID", { key });
  await writeSetting(unit.tx, key, parsed.data, unit.now, unit.call.actor.name);
}

/** What administrators set. */
export function settingsService(parts: { readonly box: SecretBox; readonly access: AccessLog }): SettingsService {
  const show = async (unit: Unit): Promise<JsonObject> => {
    const sealed = await readSecrets(unit.tx);
    const settings = await all(unit);
    const own = settings.providers.flatMap(({ id }) => providerSecrets.map((name) => `provider.${id}.${name}`));
    const secrets = Object.fromEntries([...secretKeys, ...own].map((key) => [key, { set: sealed.has(key) }]));
    return { ...(settings as unknown as JsonObject), ...secrets };
  };
  return {
    all,
    show,
    secret: async (unit, key) => {
      const sealed = (await readSecrets(unit.tx)).get(key);
      return sealed === undefined ? undefined : parts.box.open(key, sealed);
    },
    put: async (unit, values) => {
      for (const [key, value] of Object.entries(values)) await putOne(unit, parts.box, key, value);
      await parts.access.note(unit, { what: "settings.changed", detail: Object.keys(values).join(" ") });
      unit.changed({ kind: "settings.changed" });
      return show(unit);
    },
  };
}
