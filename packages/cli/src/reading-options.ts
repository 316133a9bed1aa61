import { readFileSync } from "node:fs";
import { isZone } from "@stanch/evidence/zone";
import { formatById } from "@stanch/evidence/identify";
import { type ClockSetting, clockSetting } from "@stanch/model/clock";
import { StanchError } from "@stanch/model/error";
import { type FormatDefinition, formatDefinitionFile, linePattern } from "@stanch/model/format-definition";

/**
 * One `--clock`: `HOST=ZONE`, `HOST=-312s` (seconds to add), `HOST=ZONE,-312s`; `file:PATH=…` for one source file.
 *
 * @throws StanchError `E_CLOCK`
 * @example clockOf("web-01=Asia/Shanghai,-312s") // { host: "web-01", zone: "Asia/Shanghai", correction: -312 }
 */
export function clockOf(value: string): ClockSetting {
  const at = value.lastIndexOf("=");
  const named = value.slice(0, at);
  const parts = value.slice(at + 1).split(",");
  const shifts = parts.filter((part) => /^[+-]?\d{1,10}(?:\.\d{1,3})?s$/.test(part));
  const zones = parts.filter((part) => !shifts.includes(part));
  const [zone] = zones;
  const [shift] = shifts;
  const setting = clockSetting.safeParse({
    ...(named.startsWith("file:") ? { path: named.slice(5) } : { host: named }),
    ...(zone === undefined ? {} : { zone }),
    ...(shift === undefined ? {} : { correction: Number(shift.slice(0, -1)) }),
  });
  const clear = at > 0 && zones.length < 2 && shifts.length < 2 && (zone === undefined || isZone(zone));
  if (!clear || !setting.success) throw new StanchError("E_CLOCK", { value });
  return setting.data;
}

/** Collects `--clock`. */
export function clocks(value: string, before: readonly ClockSetting[] = []): readonly ClockSetting[] {
  return [...before, clockOf(value)];
}

function fileOf(path: string): readonly FormatDefinition[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new StanchError("E_PATH_MISSING", { path }, error);
  }
  try {
    return formatDefinitionFile.parse(JSON.parse(text)).formats;
  } catch (error) {
    throw new StanchError("E_FORMAT_DEFINITION", { path }, error);
  }
}

/**
 * Collects `--format-definition`: files as the console exports them.
 *
 * @throws StanchError `E_PATH_MISSING`, `E_FORMAT_DEFINITION`
 */
export function definitions(path: string, before: readonly FormatDefinition[] = []): readonly FormatDefinition[] {
  const found = fileOf(path);
  for (const { id, patterns } of found) {
    // A pattern that is none would read nothing and say nothing.
    const broken = patterns.some((pattern) => typeof linePattern(pattern) === "string");
    if (broken || formatById(id) !== undefined)
      throw new StanchError("E_FORMAT_DEFINITION", { path: `${path} (${id})` });
  }
  return [...before, ...found];
}
