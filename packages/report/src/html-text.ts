/** Text for element content and quoted attributes: what could be obeyed is written out or shown as its code. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"'`]|[^\t\n\u0020-\u007E\u00A0-\uFFFF]/gu, replacement).replaceAll(unseen, coded);
}

/** Controls, bidirectional marks, zero-width characters, tags, private use: they steer the eye instead of being seen. */
const unseen = /[\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uD800-\uF8FF\uFEFF\uFFF9-\uFFFB]/g;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function replacement(character: string): string {
  const entity = entities[character];
  if (entity !== undefined) return entity;
  const code = character.codePointAt(0) ?? 0;
  // Beyond the basic plane a numeric reference passes the second sweep, which looks at halves of surrogate pairs.
  return code >= 0x1_0000 && code < 0xe_0000 ? `&#x${code.toString(16)};` : coded(character);
}

function coded(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `‹U+${code.padStart(2, "0")}›`;
}
