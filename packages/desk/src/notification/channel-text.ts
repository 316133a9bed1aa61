import type { Language } from "@stanch/model/text";
import { say } from "../messages/say.ts";

/** UCS-2 units of one text message alone, and of each one of several that are shown as one. Source: 3GPP TS 23.040, 9.2.3.24. */
const ALONE = 70;
const JOINED = 67;
const MOST_PAGES = 3;

/** Without line breaks and without characters that nobody sees. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ")
    .trim();

const characters = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** At most so many UTF-16 units; a character is never cut in two, and what was cut shows. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  for (const { segment } of characters.segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return most < 1 ? "" : `${kept}…`;
}

/** How many messages a text is sent as. */
export function smsPages(text: string): number {
  return text.length <= ALONE ? 1 : Math.ceil(text.length / JOINED);
}

/**
 * A text message: the number first, then as much as fits, then the link, whole. One page when it fits, three at most.
 *
 * @example smsText({ number: "REQ-2026-0001", text: "请接手", link: "https://c.example/n/x" })
 */
export function smsText(told: { readonly number: string; readonly text: string; readonly link: string }): string {
  const [number, text, link] = [oneLine(told.number), oneLine(told.text), told.link];
  const words = number === "" || text.startsWith(number) ? text : `${number} ${text}`;
  const tail = link === "" ? "" : ` ${link}`;
  const whole = `${words}${tail}`;
  if (whole.length <= ALONE) return whole;
  const pages = Math.max(smsPages(`${number}${tail}`), Math.min(MOST_PAGES, smsPages(whole)));
  return `${cut(words, (pages === 1 ? ALONE : pages * JOINED) - tail.length)}${tail}`;
}

/** A number as it is said: letter by letter, digit by digit. */
export function spelledNumber(number: string, language: Language): string {
  const said = [...number.toUpperCase()].flatMap((one) => {
    if (/\d/.test(one)) return [say(language, `digit.${one as "0"}`)];
    return /[A-Z]/.test(one) ? [one] : [];
  });
  return said.join(language === "zh" ? "、" : ", ");
}

/** What a voice says: twice the number, then what is asked. Nothing that a speaking machine takes for markup. */
export function voiceText(
  told: { readonly centre: string; readonly number: string; readonly text: string },
  language: Language,
): string {
  const plain = (text: string): string => oneLine(text).replace(/[<>&{}[\]\\|]+/g, " ");
  const spelled = spelledNumber(told.number, language);
  const key = spelled === "" ? "voice.plain" : "voice.body";
  return say(language, key, { centre: plain(told.centre), spelled, text: cut(plain(told.text), 200) });
}
