import { copyFile, link, mkdir } from "node:fs/promises";
import path from "node:path";

/** The name of an item as a file name here: no separators, no control characters, nothing hidden, not too long. */
export function safeName(name: string): string {
  const base = name.toWellFormed().replaceAll("\\", "/").split("/").at(-1) ?? "";
  const clean = base.replaceAll(/[\u0000-\u001f\u007f]/g, "_").replace(/^\.+/, "_");
  const parts = /^(.*?)((?:\.\w{1,8}){0,2})$/su.exec(clean);
  // 255 bytes is the most a file system takes; a character may need four.
  const stem = [...(parts?.[1] ?? clean)].slice(0, 50).join("");
  return `${stem}${parts?.[2] ?? ""}` || "evidence";
}

/**
 * Puts a stored original under its label and name below `folder`, so that the engine finds it by the name a person gave it. The
 * bytes stay where they are: it is another name for the same file, or a copy where the file system allows no second name.
 */
export async function stageItem(
  folder: string,
  item: { readonly label: string; readonly name: string },
  original: string,
): Promise<string> {
  const to = path.join(folder, item.label);
  await mkdir(to, { recursive: true, mode: 0o700 });
  const file = path.join(to, safeName(item.name));
  await link(original, file).catch(() => copyFile(original, file));
  return file;
}
