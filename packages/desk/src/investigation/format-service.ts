import { StanchError } from "@stanch/model/error";
import { type FormatDefinition, type FormatDefinitionFile, linePattern } from "@stanch/model/format-definition";
import { found } from "../desk-error.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";

/** Log formats that people defined from examples: one list for the installation. */
export interface FormatService {
  readonly list: (unit: Unit) => Promise<FormatDefinitionFile>;
  /** Adds a definition, or replaces the one of its name. */
  readonly put: (unit: Unit, definition: FormatDefinition) => Promise<FormatDefinitionFile>;
  readonly remove: (unit: Unit, id: string) => Promise<FormatDefinitionFile>;
}

export function formatService({
  settings,
}: {
  readonly settings: Pick<SettingsService, "all" | "put">;
}): FormatService {
  const all = async (unit: Unit): Promise<FormatDefinition[]> => [...(await settings.all(unit)).formats];
  const keep = async (unit: Unit, formats: FormatDefinition[]): Promise<FormatDefinitionFile> => {
    await settings.put(unit, { formats: formats.sort((a, b) => (a.id < b.id ? -1 : 1)) });
    return { version: 1, formats };
  };
  return {
    list: async (unit) => ({ version: 1, formats: await all(unit) }),
    put: async (unit, definition) => {
      if (definition.patterns.some((pattern) => typeof linePattern(pattern) === "string")) {
        throw new StanchError("E_FORMAT_DEFINITION", { path: definition.id });
      }
      return keep(unit, [...(await all(unit)).filter(({ id }) => id !== definition.id), definition]);
    },
    remove: async (unit, format) => {
      const formats = await all(unit);
      found(
        formats.find(({ id }) => id === format),
        "format",
      );
      return keep(
        unit,
        formats.filter(({ id }) => id !== format),
      );
    },
  };
}
