import { say } from "../messages/say.ts";
import type { SecretLinks } from "../secret-link.ts";
import type { Settings } from "../settings/settings.ts";
import type { Message } from "./channel-request.ts";
import { cut, smsText, spelledNumber, voiceText } from "./channel-text.ts";
import type { NoticeRow } from "./notice-repo.ts";

/** What leaves: the stored words with their secret link or code. */
export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly link: string;
}

/** Robots show a message whole; longer than this is for the mail and the console. */
const ROBOT_MOST = 1500;

/** Completes the stored words; secrets are added only now and are never stored. */
export async function writtenNotice(
  parts: { readonly links: SecretLinks; readonly statusPath: (notice: NoticeRow) => Promise<string> },
  row: NoticeRow,
  settings: Settings,
): Promise<Written> {
  const origin = settings.publicUrl.replace(/\/$/, "");
  const { subject, body } = row;
  switch (row.link) {
    case "none":
      return { subject, text: body, link: "" };
    case "code": {
      const code = parts.links.codeOf(row.token_nonce);
      const filled = (text: string): string => text.replaceAll("{code}", () => code);
      return { subject: filled(subject), text: filled(body), link: "" };
    }
    case "status": {
      const link = `${origin}${await parts.statusPath(row)}`;
      return { subject, text: body.replaceAll("{link}", () => link), link };
    }
    case "acknowledge": {
      const link = `${origin}/n/${parts.links.tokenOf("notice", row.token_nonce)}`;
      return { subject, text: `${body}\n\n${say(row.language, "link.acknowledge", { link })}`, link };
    }
  }
}

/** The notice as a provider's channel carries it. */
export function channelMessage(row: NoticeRow, written: Written, number: string, settings: Settings): Message {
  const { language } = row;
  const { subject, link } = written;
  // What a person typed is told; of the desk's own texts the subject says enough.
  const said = row.purpose === "person" ? `${subject} ${row.body}` : subject;
  const centre = settings.centre.name[language];
  const text = {
    sms: () => smsText({ number, text: said, link }),
    voice: () => voiceText({ centre, number, text: said }, language),
  };
  const whole = (): string => {
    const tail = link === "" ? "" : `\n${link}`;
    const head = subject.includes(number) ? subject : `${number} ${subject}`;
    const body = row.link === "code" ? "" : `\n${row.body}`;
    return `${cut(`${head}${body}`, ROBOT_MOST - tail.length)}${tail}`;
  };
  return {
    to: row.to_address,
    text: row.channel === "sms" || row.channel === "voice" ? text[row.channel]() : whole(),
    subject: cut(subject, 60),
    number,
    spelled: spelledNumber(number, language),
    link,
    key: row.id,
  };
}
